"""The small fixed cast that tests play with."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.test import Client

from regulars.accounts.models import Role, Team, User
from regulars.config.testing_database import django_db_modify_db_settings  # noqa: F401
from regulars.core import clock, settings_store

MORNING = datetime(2026, 9, 28, 1, 0, tzinfo=UTC)  # a Monday, nine o'clock in Shanghai


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    from regulars.insights.table import ensure_table

    with django_db_blocker.unblock():
        ensure_table()


@pytest.fixture(autouse=True)
def _fresh_settings():
    settings_store.forget()
    yield
    settings_store.forget()


@pytest.fixture(autouse=True)
def _own_snapshot(settings, tmp_path):
    """Two workers that compute at the same time must not write the same files."""
    settings.REGULARS_SNAPSHOT = tmp_path / "snapshot"


@pytest.fixture(autouse=True)
def _no_months_before_we_kept_them(request, monkeypatch):
    """A firm's first refresh works out two past month-ends; only the tests of the structure look at them."""
    if "structure" not in request.node.nodeid:
        monkeypatch.setattr("regulars.reports.worth.standings.BACK", ())


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords():
    """Real hashing takes its time on purpose; the cast does not have to wait for it."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def client():
    """A browser that asks for English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def morning():
    """It is Monday, 28 September 2026, nine in the morning in Shanghai."""
    with clock.at(MORNING):
        yield MORNING


@pytest.fixture
def at_once(transactional_db):
    """at_once(act, act, …): all begin in the same moment; what each returned, or the exception it ended with."""
    return _at_once


def _at_once(*acts: Callable):
    begin = Barrier(len(acts))
    with ThreadPoolExecutor(len(acts)) as people:
        going = [people.submit(copy_context().run, _act_alone, act, begin) for act in acts]
        return [each.result(timeout=120) for each in going]


def _act_alone(act: Callable, begin: Barrier):
    from django.db import connection

    try:
        connection.ensure_connection()
        begin.wait(timeout=60)
        return act()
    except Exception as problem:
        return problem
    finally:
        connection.close()


@pytest.fixture(params=[pytest.param(2, id="twice"), pytest.param(100, id="often", marks=pytest.mark.full)])
def rounds(request):
    """How many times a race is run."""
    return range(request.param)


@pytest.fixture
def east(db):
    return Team.objects.create(name="East")


@pytest.fixture
def west(db):
    return Team.objects.create(name="West")


def _user(username, name, **fields):
    return User.objects.create_user(username, "a long enough password", name=name, language="en", **fields)


@pytest.fixture
def boss(db):
    """The administrator."""
    return _user("boss", "Zheng Qiuyun", role=Role.ADMINISTRATOR)


@pytest.fixture
def manager(east):
    return _user("manager", "He Min", role=Role.MANAGER, team=east)


@pytest.fixture
def lin(east):
    """A sales rep of the team East."""
    return _user("lin", "Lin Xiaotong", role=Role.STAFF, team=east)


@pytest.fixture
def sun(east):
    """Another rep of the same team."""
    return _user("sun", "Sun Li", role=Role.STAFF, team=east)


@pytest.fixture
def wei(west):
    """A rep of the other team."""
    return _user("wei", "Wei Fang", role=Role.STAFF, team=west)


@pytest.fixture
def reader(east):
    return _user("reader", "Shao Pei", role=Role.READ_ONLY, team=east)
