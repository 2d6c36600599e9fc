"""The page Today without a card: why that is, and what to do about it."""

import re
from datetime import timedelta

import pytest

from regulars.care.models import CareTask
from regulars.care.tests.shop import customer, refresh
from regulars.core import clock
from regulars.customers.models import Import

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def page(client, user, url="/today/"):
    client.force_login(user)
    return client.get(url).content.decode()


def told(shown):
    return re.sub(r"<[^>]+>", "", shown[shown.index('<h2 id="care-h"') :])


def birthday(name, owner=None):
    return customer(name, owner=owner, day_month=9, day_day=29)


def import_done(at):
    return Import.objects.create(
        kind="customers", file_name="members.csv", state="done", created_at=at, applied_at=at
    )


def test_whoever_owns_nobody_is_told_how_many_in_the_pool_are_due(client, morning, lin):
    birthday("Zhou Wenbin")
    birthday("Wu Tong")
    refresh()
    shown = page(client, lin)
    assert "2 customers in the pool are due today" in shown
    assert 'href="/today/all/?pool=1"' in shown
    assert "0 to go" not in shown


def test_what_is_due_in_the_pool_stands_on_a_list_of_its_own(client, morning, lin, sun):
    birthday("Zhou Wenbin")
    birthday("Wu Tong", owner=sun)
    birthday("Li Wei", owner=lin)
    refresh()
    shown = page(client, lin, "/today/all/?pool=1")
    assert "Due in the pool" in shown
    assert [name in shown for name in ("Zhou Wenbin", "Wu Tong", "Li Wei")] == [True, False, False]
    assert "Zhou Wenbin" not in page(client, lin, "/today/all/")


def test_a_file_that_came_after_the_last_computation_is_told_with_the_way_to_compute(client, morning, boss):
    customer("Zhou Wenbin")
    refresh()
    import_done(clock.now() + timedelta(minutes=1))
    shown = page(client, boss)
    assert "The imported customers are not looked at yet" in shown
    assert 'href="/insights/runs/">Compute again now' in shown


def test_a_file_that_has_been_computed_is_not_told_of(client, morning, boss, lin):
    customer("Zhou Wenbin", owner=lin)
    import_done(clock.now() - timedelta(days=1))
    refresh()
    assert "Nothing is due today" in told(page(client, boss))


def test_staff_are_not_sent_to_a_computation_they_may_not_start(client, morning, lin):
    customer("Zhou Wenbin")
    refresh()
    import_done(clock.now() + timedelta(minutes=1))
    assert "/insights/runs/" not in page(client, lin)


def test_whoever_works_through_the_pool_stays_in_it(client, morning, lin):
    birthday("Zhou Wenbin")
    refresh()
    task = CareTask.objects.get(play="birthday")
    client.force_login(lin)
    done = client.post(f"/today/{task.pk}/done/", {"channel": "phone"})
    assert done.headers["Location"] == "/today/all/?pool=1"
    task.refresh_from_db()
    assert task.outcome == "done"
