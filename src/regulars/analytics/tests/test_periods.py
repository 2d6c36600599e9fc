from datetime import date

import pyarrow as pa
import pytest

from regulars.analytics.cohorts import cohorts
from regulars.analytics.measures import compute_measures
from regulars.analytics.movement import count_customers, movement
from regulars.analytics.periods import period, period_of
from regulars.analytics.retention import retention
from regulars.analytics.sales import sales
from regulars.analytics.tests.shop import customer, day, order

CUSTOMERS = [customer(number) for number in (1, 2, 3)]
ORDERS = [
    order(1, "2024-01-10", 100),
    order(1, "2024-01-20", 200),
    order(1, "2024-03-05", 400),
    order(2, "2024-01-31", 800),
    order(2, "2024-02-01", -50),
    order(3, "2024-02-29", 1_600),
]


@pytest.fixture
def shop(open_shop):
    return open_shop(customers=CUSTOMERS, orders=ORDERS)


@pytest.mark.parametrize("grain", ["week", "month", "quarter"])
def test_periods_follow_one_another_without_a_gap(grain):
    here = period_of(date(2024, 2, 29), grain)
    assert here.starts_on <= date(2024, 2, 29) <= here.ends_on
    assert period_of(here.ends_on, grain) == here
    after = period(here.number + 1, grain)
    assert (after.starts_on - here.ends_on).days == 1


def test_weeks_begin_on_monday_and_quarters_in_january():
    assert period_of(date(2024, 7, 7), "week").starts_on == date(2024, 7, 1)
    assert period_of(date(2024, 6, 30), "quarter").starts_on == date(2024, 4, 1)


def test_a_cohort_is_who_ordered_first_in_that_month(shop):
    rows = cohorts(shop, day("2024-03-15")).to_pylist()
    found = [
        (row["cohort_on"].month, row["later"], row["size"], row["active"], row["complete"]) for row in rows
    ]
    assert found == [
        (1, 0, 2, 2, True),
        (1, 1, 2, 0, True),  # a return is no order
        (1, 2, 2, 1, False),
        (2, 0, 1, 1, True),
        (2, 1, 1, 0, False),
    ]
    assert rows[2]["retention"] == 0.5


def test_a_month_is_complete_on_its_last_day(shop):
    assert cohorts(shop, day("2024-03-31"))["complete"].to_pylist()[-1]


@pytest.mark.parametrize(("grain", "last"), [("week", "2024-03-04"), ("quarter", "2024-01-01")])
def test_cohorts_can_be_weeks_or_quarters(shop, grain, last):
    rows = cohorts(shop, day("2024-03-05"), grain=grain).to_pylist()
    assert rows[-1]["period_on"] == day(last)
    assert sum(row["size"] for row in rows if row["later"] == 0) == 3


def test_every_customer_of_a_month_is_accounted_for(shop):
    rows = retention(shop, day("2024-03-31"), active_days=30, periods=3).to_pylist()
    counts = [
        [row[name] for name in ("at_start", "retained", "churned", "new", "won_back", "at_end")]
        for row in rows
    ]
    assert counts == [
        [0, 0, 0, 2, 0, 2],
        [2, 1, 1, 1, 0, 2],  # 1 is 40 days silent at the end of February, 2 is 29
        [2, 0, 2, 0, 1, 1],  # 3 is 31 days silent, 2 60; 1 came back
    ]
    assert [row["retention_rate"] for row in rows] == [None, 0.5, 0.0]
    assert [row["churn_rate"] for row in rows] == [None, 0.5, 1.0]


def test_retention_can_be_told_by_group(shop):
    groups = pa.table({"customer_id": pa.array([1, 2], pa.int64()), "group": ["a", "b"]})
    rows = retention(shop, day("2024-03-15"), active_days=30, periods=2, groups=groups).to_pylist()
    found = [(row["period_on"].month, row["group"], row["at_start"], row["at_end"]) for row in rows]
    assert found == [(2, "a", 1, 0), (2, "b", 1, 1), (3, "a", 0, 1), (3, "b", 1, 0)]
    assert [row["complete"] for row in rows] == [True, True, False, False]


def test_revenue_of_a_month_tells_new_from_repeat_business(shop):
    rows = sales(shop, day("2024-03-15"), periods=4).to_pylist()
    assert [row["period_on"].isoformat() for row in rows] == [
        "2023-12-01",
        "2024-01-01",
        "2024-02-01",
        "2024-03-01",
    ]
    assert [row["net_minor"] for row in rows] == [0, 1_100, 1_550, 400]
    assert [row["gross_minor"] for row in rows] == [0, 1_100, 1_600, 400]
    assert [row["repeat_minor"] for row in rows] == [0, 200, 0, 400]
    assert [row["repeat_share"] for row in rows] == [None, 200 / 1_100, 0.0, 1.0]
    assert [row["customers"] for row in rows] == [0, 2, 1, 1]
    assert [row["new_customers"] for row in rows] == [0, 2, 1, 0]
    assert [row["complete"] for row in rows] == [True, True, True, False]


def test_movement_shows_who_changed_stage_and_what_they_are_worth(shop):
    before, after = (compute_measures(shop, day(on)) for on in ("2024-02-10", "2024-12-31"))
    moves = movement(before, after).to_pylist()
    assert sum(row["customers"] for row in moves) == 3
    assert [(row["before"], row["after"], row["customers"]) for row in moves] == [
        ("exploration", "decline", 3),
    ]
    assert moves[0]["value_minor"] == sum(after["value_minor"].to_pylist())
    counts = count_customers(before, after)
    assert (counts.active, counts.new, counts.retained, counts.lost, counts.newly_lost) == (0, 1, 0, 3, 3)
    assert counts.declining == 0
