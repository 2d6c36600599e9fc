"""The refresh from orders to measures, end to end, with figures worked out by hand."""

from decimal import Decimal

import pytest
from django.db import connection

from regulars.core import clock
from regulars.customers.models import Customer, CustomerMeasures, Interaction
from regulars.insights import scoring
from regulars.insights.models import ClassChange, ScoreRun
from regulars.insights.tests.shop import buys, day

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def of(customer, *names):
    row = CustomerMeasures.objects.get(pk=customer.pk)
    return tuple(getattr(row, name) for name in names)


def everything():
    return list(CustomerMeasures.objects.order_by("pk").values())


def test_the_figures_of_each_customer_are_what_the_orders_say(shop, refresh):
    refresh()
    assert of(shop["steady"], "order_count", "total_spend", "margin", "average_order_value") == (
        7, Decimal("700.00"), Decimal("280.00"), Decimal("100.00"),
    )  # fmt: skip
    assert of(shop["steady"], "first_order_on", "last_order_on", "days_since_last_order") == (
        day("2026-03-28"), day("2026-09-24"), 3,
    )  # fmt: skip
    assert of(shop["steady"], "typical_interval_days", "next_order_due_on", "overdue_days") == (
        30.0, day("2026-10-24"), 0,
    )  # fmt: skip
    assert of(shop["back"], "order_count", "return_count", "total_spend") == (3, 1, Decimal("130.00"))
    assert of(shop["prospect"], "order_count", "status", "stage", "value_rank") == (
        0, "prospect", "exploration", None,
    )  # fmt: skip
    # 1,500 and 1,000 less the firm's cost rate of 60 %: 600 and 400; 280; 130 × 40 % = 52.
    ranks = {name: of(shop[name], "value_rank", "value") for name in ("silent", "new", "steady", "back")}
    assert ranks == {
        "silent": (1, Decimal("600.00")),
        "new": (2, Decimal("400.00")),
        "steady": (3, Decimal("280.00")),
        "back": (4, Decimal("52.00")),
    }


def test_stage_status_and_rule_follow_from_the_orders(shop, refresh):
    refresh()
    found = {name: of(shop[name], "stage", "stage_rule", "status") for name in shop}
    assert found == {
        "steady": ("stability", "regular", "current_old"),
        "silent": ("decline", "silent", "lost"),
        "new": ("exploration", "first_order", "current_new"),
        "back": ("growth", "building", "current_old"),
        "prospect": ("exploration", "no_order", "prospect"),
    }


def test_the_summary_says_what_came_out(shop, refresh):
    summary = refresh().summary
    assert {
        name: summary[name] for name in ("customers", "customers_with_orders", "single_order_customers")
    } == {
        "customers": 5,
        "customers_with_orders": 4,
        "single_order_customers": 1,
    }
    assert summary["total_spend"] == "3330.00"
    assert summary["as_of"] == "2026-09-27"
    assert summary["stage"] == {"stability": 1, "decline": 1, "exploration": 2, "growth": 1}
    assert summary["customers_making_80_percent"] == 3  # 1,500 + 1,000 + 700 of 3,330


def test_refreshing_twice_changes_nothing(shop, refresh):
    refresh()
    before = everything()
    again = refresh()
    assert everything() == before
    assert again.summary["moved"] == {}
    assert ClassChange.objects.count() == 0
    assert [run.state for run in ScoreRun.objects.all()] == ["done", "done"]


def test_a_day_in_the_past_knows_nothing_of_what_came_later(shop, refresh):
    refresh("2026-08-31")
    assert of(shop["steady"], "order_count", "last_order_on") == (6, day("2026-08-25"))
    assert of(shop["new"], "order_count", "first_order_on", "status") == (0, None, "prospect")
    assert of(shop["back"], "status", "as_of") == ("lost", day("2026-08-31"))


def test_who_moves_to_another_class_is_dated_with_the_rule_that_decided(shop, refresh):
    refresh("2026-08-31")
    run = refresh()
    moved = ClassChange.objects.filter(customer=shop["back"], measure="stage").get()
    assert (moved.old, moved.new, moved.changed_on, moved.run) == (
        "decline",
        "growth",
        day("2026-09-27"),
        run,
    )
    assert moved.reason == {"rule": "building"}
    assert run.summary["moved"]["status"] == 2  # back from the lost, and a new customer


def test_going_back_to_a_past_day_dates_no_change(shop, refresh):
    refresh()
    assert refresh("2026-08-31").summary["moved"] == {}
    assert ClassChange.objects.count() == 0


def test_a_contact_restarts_the_days_without_contact(shop, refresh, lin):
    Interaction.objects.create(
        customer=shop["steady"],
        happened_at=clock.start_of(day("2026-09-20")),
        channel="phone",
        created_at=clock.now(),
        staff=lin,
    )
    refresh()
    names = ("days_without_contact", "contact_counted_from", "neglected")
    assert of(shop["steady"], *names) == (7, "contact", False)
    assert of(shop["silent"], *names) == (634, "arrival", True)  # in the books since 2025-01-01


def test_on_the_day_of_an_import_nobody_is_neglected(shop, refresh):
    Customer.objects.update(imported_on=day("2026-09-27"))
    refresh()
    assert CustomerMeasures.objects.filter(neglected=True).count() == 0


def test_a_deleted_customer_has_no_measures(shop, refresh):
    shop["new"].deleted_at = clock.now()
    shop["new"].save(update_fields=["deleted_at"])
    refresh()
    assert not CustomerMeasures.objects.filter(pk=shop["new"].pk).exists()


def test_a_refresh_that_fails_is_noted_and_the_old_figures_stay(shop, refresh, monkeypatch):
    refresh()
    before = everything()
    buys(shop["new"], "2026-09-26")

    def broken(table, run):
        raise OSError("the disk is full")

    monkeypatch.setattr(scoring.changing, "store", broken)
    with pytest.raises(OSError, match="full"):
        refresh()
    assert everything() == before
    failed = ScoreRun.objects.first()
    assert (failed.state, failed.failure) == ("failed", "OSError: the disk is full")


def test_the_role_of_the_program_rebuilds_the_table_where_it_may(shop, refresh):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE customer_measures")
        cursor.execute("SET LOCAL ROLE regulars_app")
        refresh()
        cursor.execute(
            "SELECT relnamespace::regnamespace::text FROM pg_class WHERE relname = 'customer_measures'"
        )
        assert cursor.fetchall() == [("derived",)]
        cursor.execute("RESET ROLE")
