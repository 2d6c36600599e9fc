import pytest

from regulars.analytics.measures import compute_measures, firm_of
from regulars.analytics.settings import Settings
from regulars.analytics.tests.shop import customer, day, order

EVERY_30_DAYS = [order(1, on) for on in ("2024-01-01", "2024-01-31", "2024-03-01")]


def test_a_late_customer_is_late_against_the_own_cycle(measure):
    row = measure("2024-05-10", customers=[customer(1)], orders=EVERY_30_DAYS)[1]
    assert (row["typical_interval_days"], row["interval_source"]) == (30.0, "own")
    assert not row["interval_borrowed"]
    assert row["next_order_due_on"] == day("2024-03-31")
    assert row["overdue_days"] == 40
    assert row["cycles_late"] == 70 / 30


def test_an_order_due_today_is_not_overdue(measure):
    row = measure("2024-03-31", customers=[customer(1)], orders=EVERY_30_DAYS)[1]
    assert (row["overdue_days"], row["cycles_late"]) == (0, 1.0)


def test_two_orders_on_one_day_make_no_interval(measure):
    orders = [*EVERY_30_DAYS, order(1, "2024-03-01"), order(1, "2024-03-01")]
    row = measure("2024-05-10", customers=[customer(1)], orders=orders)[1]
    assert (row["order_count"], row["order_days"], row["typical_interval_days"]) == (5, 3, 30.0)


def test_the_spread_is_the_distance_of_the_quartiles_of_the_gaps(measure):
    # gaps 10, 20, 30, 80: quartiles 17.5 and 42.5, median 25
    days = ("2024-01-01", "2024-01-11", "2024-01-31", "2024-03-01", "2024-05-20")
    row = measure("2024-05-20", customers=[customer(1)], orders=[order(1, on) for on in days])[1]
    assert row["typical_interval_days"] == 25.0
    assert row["interval_spread_days"] == 25.0
    assert row["irregularity"] == 1.0


def test_a_return_is_no_order_day(measure):
    orders = [*EVERY_30_DAYS, order(1, "2024-02-10", -100)]
    assert measure("2024-05-10", customers=[customer(1)], orders=orders)[1]["typical_interval_days"] == 30.0


def test_with_two_order_days_the_interval_is_borrowed_from_the_firm(measure):
    orders = [*EVERY_30_DAYS, order(2, "2024-01-01"), order(2, "2024-01-08")]
    row = measure("2024-01-20", customers=[customer(1), customer(2)], orders=orders)[2]
    assert row["interval_source"] == "assumed"
    row = measure("2024-05-10", customers=[customer(1), customer(2)], orders=orders)[2]
    assert (row["typical_interval_days"], row["interval_source"]) == (30.0, "firm")
    assert row["interval_borrowed"]
    assert row["interval_spread_days"] is None


def test_with_enough_of_a_kind_the_interval_is_borrowed_from_that_kind(measure):
    weekly = [order(3, on) for on in ("2024-01-01", "2024-01-08", "2024-01-15")]
    customers = [customer(1), customer(2, kind="firm"), customer(3, kind="firm")]
    rows = measure(
        "2024-02-01",
        customers=customers,
        orders=[*EVERY_30_DAYS, *weekly, order(2, "2024-01-20")],
        settings=Settings(least_peers=1),
    )
    assert (rows[2]["typical_interval_days"], rows[2]["interval_source"]) == (7.0, "peers")


def test_the_horizon_is_twice_the_median_interval_of_the_firm(open_shop):
    weekly = [order(2, on) for on in ("2024-01-01", "2024-01-08", "2024-01-15", "2024-01-22")]
    shop = open_shop(customers=[customer(1), customer(2)], orders=[*EVERY_30_DAYS, *weekly])
    firm = firm_of(compute_measures(shop, day("2024-05-10")))
    assert firm.median_interval_days == 18.5  # each customer counts once: 30 and 7
    assert (firm.horizon_days, firm.interval_source, firm.interval_customers) == (37, "measured", 2)
    assert (firm.second_order_days, firm.late_second_order_days) == (18.5, 24.25)
    assert firm.orders_per_day == pytest.approx((2 + 3) / (130 + 130))


def test_a_shop_without_repeat_orders_says_that_its_cycle_is_assumed(open_shop):
    shop = open_shop(customers=[customer(1)], orders=[order(1, "2024-01-01")])
    firm = firm_of(compute_measures(shop, day("2024-05-10"), Settings(assumed_interval_days=40)))
    assert (firm.median_interval_days, firm.interval_source, firm.horizon_days) == (40.0, "assumed", 80)


def test_an_empty_shop_has_measures_for_nobody(open_shop):
    table = compute_measures(open_shop(customers=[]), day("2024-05-10"))
    assert table.num_rows == 0
    assert firm_of(table).customers == 0
