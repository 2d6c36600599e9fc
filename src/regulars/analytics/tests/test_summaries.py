from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.analytics.months import months_before
from regulars.analytics.snapshot import Snapshot
from regulars.analytics.summaries import summarise
from regulars.analytics.tests.shop import customer, day, order, write_shop

MONTHLY = [
    order(1, "2024-01-01", 10_000, cost_minor=6_000, channel="store"),
    order(1, "2024-01-31", 20_000, channel="online"),
    order(1, "2024-03-01", 30_000, cost_minor=21_000, channel="online"),
    order(1, "2024-03-05", -5_000, cost_minor=-3_000),
]


def test_the_totals_of_a_customer_count_orders_and_take_off_returns(measure):
    row = measure("2024-05-10", customers=[customer(1)], orders=MONTHLY)[1]
    assert (row["order_count"], row["order_days"], row["return_count"]) == (3, 3, 1)
    assert (row["gross_minor"], row["returned_minor"], row["total_spend_minor"]) == (60_000, -5_000, 55_000)
    assert row["average_order_value_minor"] == 20_000
    assert row["usual_amount_minor"] == 20_000
    assert (row["first_order_on"], row["last_order_on"]) == (day("2024-01-01"), day("2024-03-01"))
    assert (row["days_since_last_order"], row["tenure_days"]) == (70, 130)


def test_margin_counts_only_what_has_a_known_cost(measure):
    row = measure("2024-05-10", customers=[customer(1)], orders=MONTHLY)[1]
    assert row["margin_minor"] == 4_000 + 9_000 - 2_000
    assert row["spend_with_cost_minor"] == 35_000
    assert row["cost_known_share"] == 40_000 / 60_000


def test_the_usual_channel_is_the_one_used_most_and_of_equals_the_latest(measure):
    rows = measure(
        "2024-05-10",
        customers=[customer(1), customer(2)],
        orders=[*MONTHLY, order(2, "2024-01-01", channel="store"), order(2, "2024-01-02", channel="online")],
    )
    assert rows[1]["usual_channel"] == "online"
    assert rows[2]["usual_channel"] == "online"


def test_an_order_without_exchange_rate_is_counted_but_adds_no_money(measure):
    orders = [order(1, "2024-01-01", 10_000), order(1, "2024-02-01", None)]
    row = measure("2024-05-10", customers=[customer(1)], orders=orders)[1]
    assert (row["order_count"], row["orders_without_rate"], row["orders_with_amount"]) == (2, 1, 1)
    assert (row["total_spend_minor"], row["average_order_value_minor"]) == (10_000, 10_000)


def test_a_customer_who_never_ordered_has_a_row_of_zeros_and_blanks(measure):
    row = measure("2024-05-10", customers=[customer(1)])[1]
    assert (row["order_count"], row["total_spend_minor"], row["expected_margin_minor"]) == (0, 0, 0)
    blank = ("first_order_on", "typical_interval_days", "rfm", "risk_level", "margin_minor", "overdue_days")
    assert [row[name] for name in blank] == [None] * len(blank)
    assert (row["status"], row["stage"], row["stage_rule"]) == ("prospect", "exploration", "no_order")
    assert row["value_class"] == "low"


def test_a_customer_who_only_returned_goods_is_no_buyer(measure):
    row = measure("2024-05-10", customers=[customer(1)], orders=[order(1, "2024-01-01", -500)])[1]
    assert (row["order_count"], row["return_count"], row["total_spend_minor"]) == (0, 1, -500)
    assert (row["status"], row["rfm"], row["expected_margin_minor"]) == ("prospect", None, 0)


def test_the_last_year_and_the_one_before_meet_without_overlap(measure):
    orders = [
        order(1, "2022-05-10", 1),  # two years to the day: outside
        order(1, "2022-05-11", 2),
        order(1, "2023-05-10", 4),
        order(1, "2023-05-11", 8),
        order(1, "2024-05-10", 16),
    ]
    row = measure("2024-05-10", customers=[customer(1)], orders=orders)[1]
    assert (row["spend_12m_minor"], row["spend_previous_12m_minor"]) == (24, 6)
    assert (row["orders_12m"], row["orders_previous_12m"]) == (2, 2)


def test_half_a_year_before_the_last_of_august_is_the_last_of_february():
    assert months_before(date(2023, 8, 31), 6) == date(2023, 2, 28)
    assert months_before(date(2024, 2, 29), 12) == date(2023, 2, 28)


def test_nothing_after_the_day_counts(measure):
    later = [order(1, "2024-05-11", 99_999), order(2, "2024-05-11")]
    customers = [customer(1), customer(2)]
    assert measure("2024-05-10", customers=customers, orders=[*MONTHLY, *later]) == measure(
        "2024-05-10", customers=customers, orders=MONTHLY
    )


_ORDERS = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.dates(date(2023, 1, 1), date(2024, 12, 31)),
        st.one_of(st.none(), st.integers(-50_000, 90_000)),
    ),
    max_size=30,
)


@settings(max_examples=10, deadline=None)
@given(facts=_ORDERS, as_of=st.dates(date(2023, 6, 1), date(2024, 12, 31)))
def test_any_shop_adds_up_and_does_not_depend_on_the_order_of_rows(facts, as_of, tmp_path_factory):
    orders = [order(number, on.isoformat(), amount) for number, on, amount in facts]
    found = summaries(orders, as_of, tmp_path_factory.mktemp("any"))
    assert found == summaries(orders[::-1], as_of, tmp_path_factory.mktemp("turned"))
    counted = [row for row in orders if row["ordered_on"] <= as_of]
    assert sum(row["total_spend_minor"] for row in found) == sum(row["amount_minor"] or 0 for row in counted)
    assert sum(row["order_count"] + row["return_count"] for row in found) == len(counted)
    assert all(row["gross_minor"] + row["returned_minor"] == row["total_spend_minor"] for row in found)


def summaries(orders, as_of, directory):
    customers = [customer(number) for number in range(1, 5)]
    with Snapshot(write_shop(directory, customers=customers, orders=orders), threads=1) as snapshot:
        return snapshot.arrow(summarise(snapshot, as_of).order_by("customer_id")).to_pylist()
