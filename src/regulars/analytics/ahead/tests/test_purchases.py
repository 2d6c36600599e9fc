"""Where customers stood on a past day, and what came afterwards, by hand."""

import numpy as np
import pytest

from regulars.analytics.ahead.purchases import Purchases, number_of
from regulars.analytics.settings import Ahead, Settings
from regulars.analytics.tests.shop import customer, day, order

CUT = number_of(day("2026-03-01"))
END = number_of(day("2026-06-30"))
SHOP = {
    "customers": [customer(1), customer(2), customer(3)],
    "orders": [
        # Two order days up to the cut; 100 of 400 came back later on, but before it: three quarters kept.
        order(1, "2026-01-04", 20_000, cost_minor=10_000),
        order(1, "2026-02-01", 20_000, cost_minor=10_000),
        order(1, "2026-02-20", -10_000, cost_minor=-5_000),
        order(1, "2026-04-05", 8_000, cost_minor=6_000),
        order(1, "2026-04-05", 2_000, cost_minor=1_000),
        order(2, "2026-02-15", 10_000),
        order(2, "2026-05-01", None),
        order(3, "2026-05-01", 5_000),
    ],
}


@pytest.fixture
def purchases(open_shop):
    def read(settings=None):
        return Purchases.of(open_shop(**SHOP), day("2026-06-30"), settings or Settings())

    return read


def test_returns_are_taken_off_what_a_customer_spent_and_orders_without_rate_left_out(purchases):
    found = purchases()
    standing = found.standing(CUT)
    assert found.ids[standing.code].tolist() == [1, 2]
    assert standing.x.tolist() == [1, 0]
    assert standing.t_x.tolist() == [4, 0]
    assert standing.T.tolist() == [8, 2]
    assert standing.mean_value.tolist() == [15_000, 0]
    assert standing.net.tolist() == [30_000, 10_000]
    assert standing.per_order_day.tolist() == [15_000, 10_000]
    assert found.buyers == 3


def test_what_came_afterwards_counts_days_with_orders_and_the_profit_of_known_costs(purchases):
    found = purchases()
    outcome = found.outcome(found.standing(CUT), CUT, END)
    assert outcome.orders.tolist() == [1, 0]
    assert outcome.spend.tolist() == [10_000, 0]
    assert outcome.profit.tolist() == [3_000, 0]


def test_the_margin_is_the_customers_own_where_costs_are_known_else_the_firms(purchases):
    assert purchases().standing(CUT).margin_rate.tolist() == [0.5, 0.5]
    later = purchases().standing(END)
    np.testing.assert_allclose(later.margin_rate, [18 / 40, 18 / 40, 18 / 40])
    assumed = purchases(Settings(ahead=Ahead(margin="assumed")))
    assert assumed.standing(CUT).margin_rate.tolist() == [0.3, 0.3]
    assert assumed.outcome(assumed.standing(CUT), CUT, END).profit.tolist() == [3_000, 0]


def test_facts_after_the_day_asked_about_change_nothing(open_shop):
    early = Purchases.of(open_shop(**SHOP), day("2026-03-01"), Settings())
    late = Purchases.of(open_shop(**SHOP), day("2026-06-30"), Settings())
    for one, other in zip(vars(early.standing(CUT)).values(), vars(late.standing(CUT)).values(), strict=True):
        np.testing.assert_array_equal(one, other)
