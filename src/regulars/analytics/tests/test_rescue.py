"""Chances to come back, counted by hand; and the arithmetic of winning back."""

import pyarrow as pa
import pytest

from regulars.analytics.measures import COLUMNS
from regulars.analytics.rescue import Chance, RescueRules, return_chances, with_rescue
from regulars.analytics.shares import wilson
from regulars.analytics.tests.shop import customer, day, order

NAMES = (
    "customer_id", "stage", "stage_rule", "order_count", "order_days", "days_since_last_order", "first_order_on",
    "last_order_on", "typical_interval_days", "margin_per_order_minor", "net_per_order_minor", "margin_rate",
    "spend_before_minor", "spend_recent_minor", "trend_months",
)  # fmt: skip
GONE = {
    "customer_id": 1,
    "stage": "decline",
    "stage_rule": "silent",
    "order_count": 12,
    "order_days": 12,
    "days_since_last_order": 100,
    "first_order_on": day("2023-01-01"),
    "last_order_on": day("2023-12-02"),  # 335 days later
    "typical_interval_days": 30.25,
    "margin_per_order_minor": 5_000,
    "net_per_order_minor": 12_000,
    "margin_rate": 0.4,
    "spend_before_minor": None,
    "spend_recent_minor": None,
    "trend_months": None,
    "deceased": False,
}
CHANCES = [
    Chance(60, silent=50, returned=25, chance=0.5, low=0.37, high=0.63),
    Chance(90, silent=40, returned=10, chance=0.25, low=0.14, high=0.4),
    Chance(120, silent=29, returned=0, chance=0.0, low=0.0, high=0.1),
]
RULES = RescueRules(contacts=3, cost_per_contact_minor=2_000, offer_share=0.1, least_silences=30)


@pytest.fixture
def rescued(judge):
    columns = [(name, COLUMNS[name]) for name in NAMES] + [("deceased", pa.bool_())]
    return lambda rules=RULES, chances=CHANCES, **changes: judge(
        [{**GONE, **changes}], columns, lambda table: with_rescue(table, chances, rules)
    )[1]


def test_what_may_be_recovered_stands_against_what_it_costs(rescued):
    row = rescued()
    # 12 order days in 335 + 30.25 days are 12 a year, at 50 each: 600 a year, a quarter of it to be hoped for.
    assert (row["orders_a_year"], row["margin_a_year_minor"]) == (12.0, 60_000)
    assert (row["return_chance"], row["return_silences"], row["recoverable_minor"]) == (0.25, 40, 15_000)
    assert (row["recoverable_low_minor"], row["recoverable_high_minor"]) == (8_400, 24_000)
    # Three contacts at 20; a tenth of an order of 120, given by one in four.
    assert (row["rescue_contact_minor"], row["rescue_offer_minor"]) == (6_000, 300)
    assert (row["rescue_net_minor"], row["rescue_advice"]) == (8_700, "invest")


def test_who_costs_more_than_can_be_hoped_for_is_let_go(rescued):
    assert rescued(margin_per_order_minor=2_100)["rescue_advice"] == "let_go"
    assert rescued(margin_per_order_minor=2_101)["rescue_advice"] == "invest"


def test_a_band_with_too_few_silences_lends_the_one_before(rescued):
    assert rescued(days_since_last_order=500)["return_chance"] == 0.25
    assert rescued(days_since_last_order=60)["return_chance"] == 0.5
    assert rescued(days_since_last_order=10)["return_chance"] == 0.5


def test_without_enough_silences_there_is_no_advice(rescued):
    row = rescued(chances=[Chance(60, silent=29, returned=9, chance=0.3, low=0.2, high=0.5)])
    assert (row["orders_a_year"], row["return_chance"], row["rescue_advice"]) == (12.0, None, None)


def test_who_still_orders_has_only_what_fell_away_to_recover(rescued):
    fell = {"stage_rule": "spend_fell", "spend_before_minor": 50_000, "spend_recent_minor": 20_000}
    assert rescued(**fell, trend_months=6)["margin_a_year_minor"] == 24_000
    assert rescued(**fell, trend_months=12)["margin_a_year_minor"] == 12_000


@pytest.mark.parametrize("other", [{"stage": "growth"}, {"deceased": True}, {"order_count": 0}])
def test_nobody_else_is_reckoned_with(rescued, other):
    row = rescued(**other)
    assert {row[name] for name in ("orders_a_year", "margin_a_year_minor", "rescue_advice")} == {None}


def test_silences_are_counted_when_they_ended_and_when_they_lasted(open_shop):
    shop = open_shop(
        customers=[customer(1), customer(2), customer(3)],
        orders=[
            order(1, "2024-01-01"), order(1, "2024-01-16"),  # a gap of 15 days, then silent for 45
            order(2, "2024-01-01"), order(2, "2024-01-31"),  # 30, then 30
            order(3, "2024-02-20"),  # silent for 10 days
        ],
    )  # fmt: skip
    found = {
        chance.from_days: chance
        for chance in return_chances(shop, day("2024-03-01"), cycle_days=10, horizon_days=20)
    }
    # From ten days on, watched for thirty: 15, 45, 30, 30; of these 15 and 30 ended within twenty days after.
    assert (found[10].silent, found[10].returned, found[10].chance) == (4, 2, 0.5)
    # From thirty on, watched for fifty: only the gap of thirty days, which ended at once.
    assert (found[30].silent, found[30].returned) == (1, 1)
    assert (found[60].silent, found[60].returned, found[60].low, found[60].high) == (0, 0, 0.0, 1.0)


def test_the_range_of_a_share_is_wilsons():
    low, high = wilson(10, 40)
    assert (round(low, 4), round(high, 4)) == (0.1419, 0.4019)
    assert wilson(0, 0) == (0.0, 1.0)
