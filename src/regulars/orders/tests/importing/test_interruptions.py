"""Two people at once, cancelled half way, killed at any step: all of a file comes in, or nothing."""

from functools import partial

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from regulars.customers.importing import engine, progress, queueing, tasks
from regulars.customers.models import Customer, Fact, Import, ImportChange
from regulars.customers.tests.importing.files import received, verdicts
from regulars.orders.models import Order, OrderLine, Product
from regulars.orders.tests.importing.wholesaler import FILE

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

MEMBERS = "会员号,姓名,手机\nA,甲,13800138000\nB,乙,13800138001\n"
STEPS = {
    "customers": ("waiting", "reading", "customers", "points", "facts", "search", "finishing"),
    "orders": ("waiting", "reading", "orders", "lines", "customers", "points", "facts", "search", "products",
               "amounts", "finishing"),
}  # fmt: skip
EVERY_STEP = [(kind, step) for kind, steps in STEPS.items() for step in steps]


@pytest.fixture(autouse=True)
def _files(settings, tmp_path, morning):
    settings.REGULARS_FILES = tmp_path


@pytest.fixture
def each_step(monkeypatch):
    """Progress is told at every chance, not every few tenths of a second."""
    monkeypatch.setattr(progress, "EVERY_SECONDS", 0)


def text_of(kind):
    return FILE if kind == "orders" else MEMBERS


def nothing_is_there():
    return not any(m.objects.exists() for m in (Customer, Fact, ImportChange, Order, OrderLine, Product))


class Killed(BaseException):
    """The process is gone: nothing of ours runs after it."""


@pytest.mark.parametrize(("kind", "step"), EVERY_STEP)
def test_killed_at_any_step_an_import_leaves_nothing_and_can_be_run_again(kind, step):
    run = received(text_of(kind), kind)
    passed = []

    def kill(done, total, name):
        passed.append(name)
        if name == step:
            raise Killed

    with pytest.raises(Killed):
        engine.apply(run, kill)
    assert passed[-1] == step
    assert nothing_is_there()
    run = Import.objects.get(pk=run.pk)
    assert run.state == "running"
    tasks.apply_import(run.pk)
    run.refresh_from_db()
    assert (run.state, verdicts(run)["new"]) == ("done", 9 if kind == "orders" else 2)


@pytest.mark.parametrize(("kind", "step"), [(k, s) for k, s in EVERY_STEP if s != "finishing"])
def test_cancelled_at_any_step_nothing_stays(kind, step, each_step):
    run = received(text_of(kind), kind)

    def cancel(done, total, name):
        if name == step:
            beside = connection.copy()
            with beside.cursor() as cursor:
                cursor.execute("UPDATE customers_import SET cancel_requested = true WHERE id = %s", [run.pk])
            beside.close()

    with pytest.raises(progress.Cancelled):
        engine.apply(run, cancel)
    assert nothing_is_there()
    assert Import.objects.get(pk=run.pk).state == "cancelled"


def test_progress_is_seen_while_the_import_is_at_work(each_step):
    run = received(MEMBERS)
    seen = []

    def look(done, total, name):
        beside = connection.copy()
        with beside.cursor() as cursor:
            cursor.execute("SELECT state, step FROM customers_import WHERE id = %s", [run.pk])
            seen.append(cursor.fetchone())
        beside.close()

    engine.apply(run, look)
    assert ("running", "customers") in seen


def test_two_people_importing_the_same_file_at_once_bring_it_in_once(at_once):
    runs = [received(MEMBERS), received(MEMBERS)]
    assert at_once(*(partial(engine.apply, run) for run in runs)) == [None, None]
    assert Customer.objects.count() == 2
    assert sorted(str(verdicts(Import.objects.get(pk=run.pk))) for run in runs) == [
        "{'new': 2}",
        "{'same': 2}",
    ]


def test_an_import_confirmed_twice_at_once_is_asked_for_once(at_once, rounds, lin):
    for _each in rounds:
        run = received(MEMBERS)
        engine.check(run)
        ends = at_once(*[partial(queueing.start, run, by=lin)] * 4)
        assert sorted(map(type, ends), key=str) == [*[type(None)], *[queueing.NotNow] * 3]
        asked = ProcrastinateJob.objects.filter(task_name="apply_import", args__import_id=run.pk)
        assert asked.count() == 1


def test_a_rescued_job_does_not_apply_an_import_twice():
    run = received(MEMBERS)
    engine.apply(run)
    changes = ImportChange.objects.count()
    tasks.apply_import(run.pk)
    late = Import.objects.get(pk=run.pk)
    engine.apply(Import.objects.get(pk=run.pk))
    late.refresh_from_db()
    assert (late.state, Customer.objects.count(), ImportChange.objects.count()) == ("done", 2, changes)


def test_an_import_whose_process_was_killed_can_be_stopped_on_the_page(boss):
    run = received(MEMBERS)

    def kill(done, total, name):
        raise Killed

    with pytest.raises(Killed):
        engine.apply(run, kill)
    queueing.stop(run, by=boss)
    assert Import.objects.get(pk=run.pk).state == "cancelled"
    engine.check(run)
    assert verdicts(run) == {"new": 2}
