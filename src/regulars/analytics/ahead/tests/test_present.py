"""The columns beside the measures, by hand: value to come, lifetime value, potential."""

import pyarrow as pa
import pytest

from regulars.analytics.ahead import with_potential, with_value_ahead
from regulars.analytics.ahead.purchases import Purchases
from regulars.analytics.measures import compute_measures
from regulars.analytics.profit import with_profit
from regulars.analytics.settings import Ahead, Settings
from regulars.analytics.tests.shop import customer, day, order

AS_OF = day("2026-09-27")
NO_CATEGORIES = pa.table({"product_id": pa.array([], pa.int64()), "category_id": pa.array([], pa.int64())})
DIRECT = {"parameters": {"weeks_per_order": 10.0}, "problem": "", "why": "few_customers"}
DIRECT["retention"] = {"method": "direct", "parameters": DIRECT["parameters"]}


@pytest.fixture
def ahead(open_shop):
    def rows(settings, **facts):
        shop = open_shop(**facts)
        table = with_profit(compute_measures(shop, AS_OF, settings))
        purchases = Purchases.of(shop, AS_OF, settings)
        table = with_value_ahead(
            table, shop, purchases=purchases, chosen="direct", record=DIRECT, day=AS_OF, settings=settings
        )
        table = with_potential(table, shop, day=AS_OF, categories=NO_CATEGORIES)
        return {row["customer_id"]: row for row in table.to_pylist()}

    return rows


def test_value_to_come_is_orders_times_value_times_margin_and_lifetime_value_adds_what_was_earned(ahead):
    # Order days 40, 20 and 0 weeks ago, each 100 with a cost of 60.
    bought = [order(1, on, 10_000, cost_minor=6_000) for on in ("2025-12-21", "2026-05-10", "2026-09-27")]
    settings = Settings(ahead=Ahead(discount_rate=0.0))
    row = ahead(settings, customers=[customer(1), customer(2)], orders=bought)[1]
    # 3 order days in 40 + 10 weeks, 365 days ahead.
    assert row["expected_orders_12m"] == round(3 * (365 / 7) / 50, 4)
    assert row["clv_order_value_minor"] == 10_000
    assert (row["clv_margin_rate"], row["clv_margin_source"], row["clv_discount"]) == (0.4, "own", 1.0)
    assert row["clv_12m_minor"] == round(3 * (365 / 7) / 50 * 10_000 * 0.4) == 12_514
    assert row["clv_low_minor"] < row["clv_12m_minor"] < row["clv_high_minor"]
    assert row["clv_low_minor"] == 4_000 * row["expected_orders_low"]
    assert row["clv_high_minor"] == 4_000 * row["expected_orders_high"]
    assert row["retention_12m"] == round(1 - (50 / (50 + 365 / 7)) ** 3, 4)
    assert (row["profit_to_date_minor"], row["ltv_minor"]) == (12_000, 24_514)
    assert (row["repeat_purchases"], row["repeat_span_days"], row["average_repeat_value_minor"]) == (
        2,
        280,
        10_000,
    )
    assert (row["clv_method"], row["clv_problem"], row["clv_similar"]) == ("direct", "few_customers", None)


def test_of_those_who_never_ordered_nothing_is_said(ahead):
    row = ahead(Settings(), customers=[customer(1), customer(2)], orders=[order(1, "2026-09-01")])[2]
    assert {
        row[name] for name in ("clv_12m_minor", "ltv_minor", "retention_12m", "clv_method", "potential_minor")
    } == {None}


def test_nothing_more_comes_from_those_who_died_or_were_let_go(ahead):
    people = [customer(1, deceased=True), customer(2, let_go=True)]
    found = ahead(Settings(), customers=people, orders=[order(n, "2026-09-01") for n in (1, 2)])
    for row in found.values():
        assert (row["clv_12m_minor"], row["clv_high_minor"], row["retention_12m"]) == (0, 0, 0)
        assert row["ltv_minor"] == row["profit_to_date_minor"] == 3_000


@pytest.mark.parametrize(("margin", "rate", "source"), [("firm", 0.2, "firm"), ("assumed", 0.3, "assumed")])
def test_the_margin_is_whose_the_setting_says(ahead, margin, rate, source):
    orders = [
        order(1, "2026-09-01", 10_000, cost_minor=6_000),
        order(2, "2026-09-01", 10_000, cost_minor=10_000),
    ]
    row = ahead(Settings(ahead=Ahead(margin=margin)), customers=[customer(1), customer(2)], orders=orders)[1]
    assert (row["clv_margin_rate"], row["clv_margin_source"]) == (rate, source)


def test_a_year_of_discount_makes_later_money_smaller(ahead):
    facts = {"customers": [customer(1)], "orders": [order(1, "2026-09-01")]}
    plain, discounted = (ahead(Settings(ahead=Ahead(discount_rate=rate)), **facts)[1] for rate in (0.0, 0.21))
    assert discounted["clv_discount"] == pytest.approx(1.21**-0.5, abs=2e-4)
    assert discounted["clv_12m_minor"] == pytest.approx(plain["clv_12m_minor"] / 1.1, abs=2)


def test_potential_is_what_the_best_quarter_of_similar_customers_spend_beyond_the_own(ahead):
    # 21 persons with 100 to 2,100 in the last year, who all came at the same time; a firm; one who left.
    people = [*(customer(n) for n in range(1, 22)), customer(50, kind="firm"), customer(60)]
    orders = [order(n, "2026-06-01", n * 10_000) for n in range(1, 22)]
    orders += [order(50, "2026-06-01", 900_000), order(60, "2024-06-01", 5_000)]
    found = ahead(Settings(), customers=people, orders=orders)
    assert found[1]["achievable_spend_minor"] == 160_000
    assert (found[1]["potential_minor"], found[1]["potential_peers"]) == (150_000, 21)
    assert found[1]["potential_traits"] == "kind_tenure_category"
    assert found[16]["potential_minor"] == found[21]["potential_minor"] == 0
    assert found[1]["potential_low_minor"] < 150_000 < found[1]["potential_high_minor"]
    # The one who left is older than all: other persons stand in. The firm has only all customers to look at.
    assert (found[60]["potential_traits"], found[60]["potential_minor"]) == ("kind", 160_000)
    assert (found[50]["potential_traits"], found[50]["potential_minor"]) == ("all", 0)


def test_below_twenty_similar_customers_there_is_no_potential(ahead):
    people = [customer(n) for n in range(1, 20)]
    found = ahead(Settings(), customers=people, orders=[order(n, "2026-06-01") for n in range(1, 20)])
    assert {row["potential_minor"] for row in found.values()} == {None}
