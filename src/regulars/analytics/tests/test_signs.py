"""Volatility and early signs, worked out by hand."""

from datetime import date, timedelta

import pyarrow as pa
import pytest

from regulars.analytics.signs import SIGNS, SignRules, with_signs, with_warnings
from regulars.analytics.tests.shop import contact, customer, day, order

AS_OF = "2024-06-30"
QUIET = {"customer_id": 1, "days_since_last_order": 0, "order_days": 6, "stage": "stability"}
SAID = {"competitor_mentions": 0, "satisfaction": None, "complaints_open": None}
TYPES = {
    "customer_id": pa.int64(),
    "days_since_last_order": pa.int64(),
    "order_days": pa.int64(),
    "stage": pa.string(),
    "competitor_mentions": pa.int64(),
    "satisfaction": pa.float64(),
    "complaints_open": pa.int64(),
}


def orders(*gaps, amounts=None):
    """Orders that end on the last day, the gaps between them in days."""
    on, found = day(AS_OF), []
    for number, gap in enumerate([0, *reversed(gaps)]):
        on -= timedelta(days=gap)
        amount = amounts[-1 - number] if amounts else 10_000
        found.append(order(1, on.isoformat(), amount))
    return found[::-1]


@pytest.fixture
def signs_of(open_shop):
    def found(*gaps, amounts=None, contacts=(), **changes):
        shop = open_shop(customers=[customer(1)], orders=orders(*gaps, amounts=amounts), contacts=contacts)
        row = {**QUIET, **SAID, **changes}
        table = shop.lent(pa.Table.from_pylist([row], schema=pa.schema(TYPES.items())))
        table = with_warnings(with_signs(table, shop, as_of=day(AS_OF), rules=SignRules()), SignRules())
        return shop.arrow(table).to_pylist()[0]

    return found


def test_a_steady_customer_shows_no_sign(signs_of):
    row = signs_of(30, 30, 30, 30, 30)
    assert (row["signs"], row["sign_count"], row["stage_warning"]) == (None, 0, None)
    assert (row["interval_volatility"], row["amount_volatility"], row["volatility"]) == (0.0, 0.0, 0.0)


def test_volatility_is_the_mean_of_how_intervals_and_amounts_vary(signs_of):
    row = signs_of(10, 30, amounts=[10_000, 20_000, 30_000])
    # Gaps 10 and 30: mean 20, deviation 14.142; amounts: mean 20 000, deviation 10 000.
    assert row["interval_volatility"] == pytest.approx(0.70711, abs=1e-5)
    assert row["amount_volatility"] == pytest.approx(0.5)
    assert row["volatility"] == pytest.approx(0.60355, abs=1e-5)
    assert row["is_volatile"] is True
    assert signs_of(30)["volatility"] is None


def test_a_wait_half_as_long_again_as_usual_is_a_sign(signs_of):
    waiting = signs_of(30, 30, 30, 30, days_since_last_order=45)
    assert (waiting["recent_interval_days"], waiting["earlier_interval_days"]) == (45, 30.0)
    assert (waiting["signs"], waiting["stage_warning"]) == ("longer_interval", "early_signs")
    assert signs_of(30, 30, 30, 30, days_since_last_order=44)["signs"] is None
    assert signs_of(30, 30, 30, days_since_last_order=60)["signs"] is None  # two gaps make nothing usual


def test_a_wait_that_is_nothing_new_for_the_customer_is_no_sign(signs_of):
    # Half of the gaps before were 60 days: 45 is not among the longest fifth.
    assert signs_of(20, 60, 20, 60, 20, 30, days_since_last_order=45)["signs"] is None


def test_two_small_orders_in_a_row_are_a_sign(signs_of):
    usual = [10_000, 10_000, 10_000]
    smaller = signs_of(30, 30, 30, 30, amounts=[*usual, 6_000, 8_000])
    assert (smaller["recent_basket_minor"], smaller["earlier_basket_minor"]) == (7_000, 10_000)
    assert smaller["signs"] == "smaller_basket"
    assert signs_of(30, 30, 30, 30, amounts=[*usual, 6_000, 8_020])["signs"] is None


def test_half_as_many_contacts_are_a_sign(signs_of):
    before = [contact(1, "2023-10-01"), contact(1, "2023-11-01"), contact(1, "2023-12-30", "from_customer")]
    row = signs_of(30, 30, contacts=[*before, contact(1, "2024-02-01")])
    assert (row["contacts_recent"], row["contacts_before"], row["signs"]) == (1, 3, "fewer_contacts")
    more = [contact(1, "2024-02-01"), contact(1, "2024-03-01")]
    assert signs_of(30, 30, contacts=[*before, *more])["signs"] is None


def test_what_was_said_is_a_sign_as_soon_as_it_is_known(signs_of):
    assert signs_of(30, 30, competitor_mentions=1)["signs"] == "competitor"
    assert signs_of(30, 30, satisfaction=0.5)["signs"] == "lower_score"
    assert signs_of(30, 30, satisfaction=0.6)["signs"] is None
    both = signs_of(30, 30, satisfaction=0.0, complaints_open=2)
    assert (both["signs"], both["sign_count"]) == ("lower_score,complaint", 2)


def test_growth_is_in_danger_only_where_buying_is_restless_and_something_drops(signs_of):
    growing = {"stage": "growth", "complaints_open": 1}
    assert signs_of(10, 60, **growing)["stage_warning"] == "volatile"
    assert signs_of(30, 30, 30, **growing)["stage_warning"] is None
    assert signs_of(30, **growing)["stage_warning"] == "volatile"  # not known to be steady
    assert signs_of(10, 60, stage="growth")["stage_warning"] is None
    assert signs_of(30, 30, stage="decline", complaints_open=1)["stage_warning"] is None


def test_facts_after_the_day_count_nowhere(signs_of):
    later = (date(2024, 6, 30) + timedelta(days=1)).isoformat()
    assert signs_of(30, 30, contacts=[contact(1, later)])["contacts_recent"] == 0


def test_every_sign_names_its_figures():
    assert set(SIGNS) == {
        "longer_interval", "smaller_basket", "fewer_contacts", "competitor", "lower_score", "complaint",
    }  # fmt: skip
