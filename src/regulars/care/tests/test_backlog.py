"""After an import what was long overdue comes up over weeks, the most valuable first."""

import re
from datetime import date, timedelta

import pytest

from regulars.care.models import CareTask
from regulars.care.tests.shop import buys_every, customer, refresh
from regulars.core import clock, settings_store
from regulars.customers.models import Customer, CustomerMeasures, Interaction
from regulars.customers.recording import record_interaction
from regulars.customers.tests.importing.files import applied

pytestmark = [pytest.mark.database, pytest.mark.django_db]
RHYTHM = ("contact_cadence", "order_overdue", "high_value_declining")


@pytest.fixture
def a_hundred(settings, tmp_path, morning, boss):
    """A hundred customers come in by files: orders until July, the last contact a year ago."""
    settings.REGULARS_FILES = tmp_path / "files"
    settings.REGULARS_SNAPSHOT = tmp_path / "snapshot"
    codes = [f"{n:03}" for n in range(100)]
    applied("Code,Name,Owner\n" + "".join(f"{n},Customer {n},boss\n" for n in codes), by=boss)
    talks = "".join(f"{n},2025-09-20,phone,Asked how they are\n" for n in codes)
    applied("Customer code,Date,Channel,Summary\n" + talks, "interactions", by=boss)
    months = [date(2026, 7, 20) - timedelta(days=30 * n) for n in range(5)]
    orders = "".join(f"{n}-{m},{m},{n},1,{900 - int(n)}\n" for n in codes for m in months)
    applied("Order number,Date,Customer code,Quantity,Unit price\n" + orders, "orders", by=boss)
    Customer.objects.update(owner=boss)


def called_on(day):
    """Whom the plays of rhythm have called for by then, in order of value."""
    with clock.at(clock.start_of(day) + timedelta(hours=8)):
        refresh(day)
    found = CareTask.objects.filter(play__in=RHYTHM, outcome="")
    return sorted(set(found.values_list("customer__name", flat=True)))


@pytest.mark.covers("CARE-05")
def test_a_hundred_customers_of_a_year_ago_come_up_over_six_weeks_by_value(a_hundred, client, boss):
    arrived = Customer.objects.first().imported_on
    names = [f"Customer {n:03}" for n in range(100)]
    assert called_on(arrived) == names[:3]
    client.force_login(boss)
    shown = re.sub(r"<[^>]+>", "", client.get("/today/").content.decode())
    assert "Contact these 3 today" in shown
    assert "Last contacted on 2025-09-20, 373 days ago; the limit is 30 days." in shown
    assert f"From the backlog: with us since {arrived}; number 1 of 17 in week 1 of 6, by value." in shown
    assert called_on(arrived + timedelta(days=6)) == names[:17]
    assert called_on(arrived + timedelta(days=20)) == names[:50]
    assert called_on(arrived + timedelta(days=41)) == names


def test_who_is_cared_for_keeps_the_place_so_that_the_others_do_not_come_all_at_once(a_hundred, boss):
    arrived = Customer.objects.first().imported_on
    for ahead in range(10):
        day = arrived + timedelta(days=ahead)
        called = called_on(day)
        assert len(called) in (2, 3)
        with clock.at(clock.start_of(day) + timedelta(hours=9)):
            for who in Customer.objects.filter(name__in=called):
                record_interaction(
                    Interaction(customer=who, happened_at=clock.now(), channel="phone"), by=boss
                )
    assert called_on(arrived + timedelta(days=10)) == ["Customer 024", "Customer 025", "Customer 026"]


def test_nobody_counts_as_neglected_on_the_day_of_an_import(a_hundred):
    refresh(Customer.objects.first().imported_on)
    assert CustomerMeasures.objects.filter(neglected=True).count() == 0


def test_fewer_weeks_bring_more_a_day(a_hundred):
    settings_store.put("care.backlog_weeks", 1)
    arrived = Customer.objects.first().imported_on
    assert len(called_on(arrived)) == 15
    assert len(called_on(arrived + timedelta(days=6))) == 100


def test_what_falls_due_after_the_import_waits_for_no_turn(morning, lin):
    for n in range(20):
        who = customer(f"Customer {n:02}", owner=lin, imported_on=date(2026, 9, 10))
        buys_every(who, 30, last=date(2026, 8, 12), times=6, amount=500 - n)
        Interaction.objects.create(
            customer=who, happened_at="2026-09-01T08:00Z", channel="phone", created_at=clock.now()
        )
    refresh(date(2026, 9, 27))
    assert (
        CareTask.objects.filter(play="order_overdue", outcome="").count()
        + CareTask.objects.filter(play="high_value_declining", outcome="").count()
        == 20
    )
