"""Who entered and left, and when."""

from datetime import timedelta

import pytest

from regulars.core import clock
from regulars.customers.models import Customer, CustomerMeasures
from regulars.segments import bands, ready, recounting
from regulars.segments.models import Headcount, Segment, Stay

pytestmark = pytest.mark.database


def names(segment, user):
    return sorted(segment.customers(user).values_list("name", flat=True))


def moved(segment):
    return list(
        Headcount.objects.filter(segment=segment).order_by("id").values_list("size", "entered", "left")
    )


def test_a_segment_holds_whom_its_rule_finds_and_shows_each_reader_their_own(five, segment, boss, lin, sun):
    high = segment("Best", "value_class:in:high,middle")
    assert high.size == 3
    assert names(high, boss) == ["An", "Bo", "Cui"]
    assert names(high, lin) == ["An", "Bo"]
    assert names(high, sun) == ["Cui"]


def test_entering_and_leaving_is_dated_and_counting_twice_changes_nothing(five, segment, boss):
    high = segment("Best", "value_class:in:high")
    CustomerMeasures.objects.filter(customer=five["Bo"]).update(value_class="low")
    CustomerMeasures.objects.filter(customer=five["E"]).update(value_class="high")
    with clock.at(clock.now() + timedelta(days=1)):
        recounting.recount(high, because="figures")
        recounting.recount(high, because="figures")
    assert names(high, boss) == ["An", "E"]
    assert moved(high) == [(2, 2, 0), (2, 1, 1), (2, 0, 0)]
    gone = Stay.objects.get(customer=five["Bo"])
    assert (gone.entered_because, gone.left_because) == ("begun", "figures")
    assert (gone.entered_at, gone.left_at) == (clock.now(), clock.now() + timedelta(days=1))


def test_who_comes_back_stays_a_second_time(five, segment):
    high = segment("Best", "value_class:in:high")
    for value in ("low", "high"):
        CustomerMeasures.objects.filter(customer=five["Bo"]).update(value_class=value)
        recounting.recount(high, because="figures")
    stays = Stay.objects.filter(segment=high, customer=five["Bo"]).order_by("pk")
    assert [stay.left_at is None for stay in stays] == [False, True]


def test_a_deleted_customer_leaves(five, segment, morning):
    high = segment("Best", "value_class:in:high")
    Customer.objects.filter(name="Bo").update(deleted_at=morning)
    assert recounting.recount(high, because="figures").size == 1


def test_a_fixed_list_does_not_move(five, segment, boss):
    fixed = segment("Best of September", "value_class:in:high", kind="static")
    CustomerMeasures.objects.update(value_class="low")
    assert recounting.recount(fixed, because="figures") is None
    assert names(fixed, boss) == ["An", "Bo"]


def test_a_rule_about_a_field_that_is_gone_leaves_its_customers_where_they_are(five, segment, boss):
    high = segment("Best", "value_class:in:high")
    Segment.objects.filter(pk=high.pk).update(
        rule={"version": 1, "rule": {"join": "all", "parts": ["custom.x:filled"]}}
    )
    assert recounting.recount(high, because="figures") is None
    high.refresh_from_db()
    assert high.is_broken
    assert names(high, boss) == ["An", "Bo"]


def test_being_in_a_segment_is_a_condition_of_another_rule_and_counted_after_it(five, segment, boss):
    outer = segment("Not the best", "order_count:more:0")
    high = segment("Best", "value_class:in:high")
    Segment.objects.filter(pk=outer.pk).update(
        rule={
            "version": 1,
            "rule": {"join": "all", "parts": ["order_count:more:0", f"segment:not:{high.pk}"]},
        }
    )
    CustomerMeasures.objects.filter(customer=five["Bo"]).update(value_class="low")
    outer.refresh_from_db()
    assert recounting.names_others(outer)
    run = type("Run", (), {"as_of": five["An"].created_at.date()})()
    steps = []
    told = recounting.follow_refresh(run, steps.append)
    assert steps == ["segments"]
    assert names(outer, boss) == ["Bo", "Cui", "Ding"]
    assert told["segments_left"] == 2  # Bo left the best, An left the others


@pytest.mark.django_db
def test_the_ready_made_segments_cover_every_band_once_and_keep_what_the_firm_changed(five, boss):
    ready.ensure()
    once = Segment.objects.get(ready_code="history.once")
    Segment.objects.filter(pk=once.pk).update(name="Einmal", strategy="Call.")
    ready.ensure()
    assert Segment.objects.filter(ready_code__isnull=False).count() == len(bands.BANDS)
    once.refresh_from_db()
    assert (str(once), ready.strategy_of(once)) == ("Einmal", "Call.")
    for each in Segment.objects.dynamic():
        recounting.recount(each, because="figures")
    CustomerMeasures.objects.update(status="current_old")
    for each in Segment.objects.filter(axis="history"):
        recounting.recount(each, because="figures")
    got = {each.ready_code: names(each, boss) for each in Segment.objects.filter(axis="history")}
    assert got == {
        "history.none": ["E"],
        "history.once": ["Cui", "Ding"],
        "history.some": ["Bo"],
        "history.regular": ["An"],
        "history.stopped": [],
    }


def test_a_large_segment_is_counted_by_the_worker(five, monkeypatch, boss, as_user):
    from procrastinate.contrib.django.models import ProcrastinateJob

    from regulars.core import clock
    from regulars.segments import rules, saving, tasks

    monkeypatch.setattr(saving, "AT_ONCE", 1)
    made = saving.make(Segment(name="Best"), rules.of_codes(["value_class:in:high"], boss), by=boss)
    assert made.is_being_counted
    assert "the worker is counting them" in as_user(boss).get(made.get_absolute_url()).content.decode()
    job = ProcrastinateJob.objects.get(task_name=tasks.recount.name)
    with clock.at(clock.now()):
        tasks.recount(**job.args)
    made.refresh_from_db()
    assert (made.size, made.is_being_counted, names(made, boss)) == (2, False, ["An", "Bo"])
