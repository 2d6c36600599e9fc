"""Profit and margin of customers, and their orders year by year."""

import pytest

from regulars.analytics.measures import compute_measures
from regulars.analytics.profit import with_profit
from regulars.analytics.snapshot import Snapshot
from regulars.analytics.tests.shop import customer, day, order, write_shop
from regulars.analytics.yearly import yearly_orders


@pytest.fixture
def snapshot(tmp_path):
    orders = [
        order(1, "2026-03-01", 10_000, cost_minor=6_000),
        order(1, "2025-03-01", 10_000, cost_minor=6_000),
        order(2, "2026-05-01", 50_000),
        order(2, "2026-05-03", -10_000),
        order(2, "2024-05-01", 7_000),
    ]
    with Snapshot(
        write_shop(tmp_path, customers=[customer(1), customer(2), customer(3)], orders=orders)
    ) as opened:
        yield opened


def test_unknown_costs_take_the_firms_margin_and_say_no_rate(snapshot):
    table = with_profit(compute_measures(snapshot, day("2026-06-30")))
    # The firm's margin is 8,000 of 20,000 = 40 %; customer 2 spent 47,000 net, 40,000 of it within a year.
    assert table["profit_to_date_minor"].to_pylist() == [8_000, 18_800, 0]
    assert table["profit_12m_minor"].to_pylist() == [4_000, 16_000, 0]
    assert table["profit_rate"].to_pylist() == [0.4, None, None]


def test_orders_and_net_spend_are_counted_year_by_year(snapshot):
    table = yearly_orders(snapshot, day("2026-06-30"), years=3)
    assert table.to_pylist() == [
        {"customer_id": 1, "orders_0": 1, "net_minor_0": 10_000, "orders_1": 1, "net_minor_1": 10_000, "orders_2": 0, "net_minor_2": 0},
        {"customer_id": 2, "orders_0": 1, "net_minor_0": 40_000, "orders_1": 0, "net_minor_1": 0, "orders_2": 1, "net_minor_2": 7_000},
    ]  # fmt: skip
