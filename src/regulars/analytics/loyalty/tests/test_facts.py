"""What loyalty is judged by, of shops written by hand, on 30 September 2026."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from regulars.analytics.loyalty import beside as other
from regulars.analytics.loyalty.gathering import gathered
from regulars.analytics.loyalty.rules import LoyaltyRules
from regulars.analytics.tests.shop import contact, customer, day, line, order

TODAY = date(2026, 9, 30)


def signs(*rows):
    plain = {"ends_on": None, "days": None, "amount_minor": None, "happened_on": day("2026-05-01")}
    return pa.Table.from_pylist([{**plain, **row} for row in rows], schema=other.SIGNS)


def moods(*rows):
    told = [{"customer_id": who, "happened_on": day(on), "mood": mood} for who, on, mood in rows]
    return pa.Table.from_pylist(told, schema=other.MOODS)


@pytest.fixture
def judged(open_shop):
    """The facts of customers 1 to 3: arrays by name."""

    def facts_of(*, beside=None, rules=None, **shop):
        opened = open_shop(customers=[customer(number) for number in (1, 2, 3)], **shop)
        ids = pa.chunked_array([[1, 2, 3]], pa.int64())
        return gathered(opened, ids, beside or other.Beside(), as_of=TODAY, rules=rules or LoyaltyRules())

    return facts_of


def known(values):
    return [None if np.isnan(value) else value for value in values]


def test_repeat_purchases_are_order_days_of_the_period_without_the_very_first(judged):
    facts = judged(
        orders=[
            order(1, "2026-01-10"), order(1, "2026-01-10"), order(1, "2026-03-01"), order(1, "2026-04-01"),
            order(2, "2020-01-10"), order(2, "2026-03-01"), order(2, "2026-03-02", -500), order(2, "2026-10-01"),
        ]
    )  # fmt: skip
    assert list(facts["bought_days"]) == [3, 1, 0]
    assert list(facts["repeats"]) == [2, 1, 0]
    assert list(facts["spend_minor"]) == [40_000, 9_500, 0]
    assert list(facts["ever"]) == [1, 1, 0]


def test_the_period_begins_the_day_after_the_same_day_a_year_before(judged):
    facts = judged(orders=[order(1, "2025-09-30"), order(2, "2025-10-01")])
    assert list(facts["bought_days"]) == [0, 1, 0]


def test_attention_counts_different_days_of_contacts_visits_and_looks(judged):
    looks = pa.table({"customer_id": [1, 1], "happened_on": [day("2026-05-01"), day("2026-05-09")]}).cast(
        other.LOOKS
    )
    contacts = [
        contact(1, "2026-05-01", "from_customer"),
        contact(1, "2026-06-01", "to_customer", channel="shop"),
        contact(1, "2026-06-02", "to_customer"),
        contact(2, "2025-05-01", "from_customer"),
    ]
    facts = judged(contacts=contacts, beside=other.Beside(looks=looks))
    assert list(facts["attention_days"]) == [3, 0, 0]
    assert list(facts["told_days"]) == [2, 0, 0]
    assert list(facts["looked_days"]) == [2, 0, 0]


def test_time_to_choose_runs_from_the_first_interest_to_the_next_order(judged):
    contacts = [
        contact(1, "2026-03-01", "from_customer"), contact(1, "2026-03-08", "from_customer"),  # 10 days before
        contact(1, "2026-06-01", "from_customer"),  # the same day
        contact(2, "2026-01-01", "from_customer"),  # 100 days before: another matter
        contact(3, "2026-08-01", "from_customer"),  # no order since
    ]  # fmt: skip
    orders = [order(1, "2026-03-11"), order(1, "2026-06-01"), order(1, "2026-07-01"), order(2, "2026-04-11")]
    facts = judged(contacts=contacts, orders=orders)
    assert known(facts["choosing_days"]) == [5, None, None]
    assert known(facts["choosing_count"]) == [2, None, None]


def test_the_time_that_staff_entered_counts_beside_what_was_seen(judged):
    entered = signs(
        {"customer_id": 2, "kind": "choosing", "days": 12},
        {"customer_id": 2, "kind": "choosing", "days": 20},
        {"customer_id": 2, "kind": "choosing", "days": 90, "happened_on": day("2024-05-01")},
    )
    facts = judged(beside=other.Beside(signs=entered))
    assert known(facts["choosing_days"]) == [None, 16, None]


def test_an_incident_is_forgiven_by_how_soon_the_next_order_comes(judged):
    orders = [
        order(1, "2026-01-01"), order(1, "2026-01-10", -500), order(1, "2026-01-28"),  # 18 of 180 days
        order(2, "2026-01-01"), order(2, "2026-02-01", -500),  # never again
        order(3, "2026-08-01"), order(3, "2026-09-01", -500),  # too early to say
    ]  # fmt: skip
    facts = judged(orders=orders)
    assert known(facts["incident_share"]) == [pytest.approx(0.9), 0.0, None]
    assert list(facts["incidents"]) == [1, 1, 1]
    assert list(facts["incidents_judged"]) == [1, 1, 0]
    assert known(facts["incident_days"]) == [18, None, None]


def test_an_order_on_the_day_of_the_return_is_not_yet_a_return_of_the_customer(judged):
    orders = [order(1, "2026-01-10"), order(1, "2026-01-10", -500), order(1, "2026-01-28")]
    assert known(judged(orders=orders)["incident_days"])[0] == 18


def test_a_customer_who_was_upset_within_two_weeks_has_forgiven_less(judged):
    orders = [
        order(who, on, amount) for who in (1, 2) for on, amount in (("2026-01-10", -500), ("2026-01-28", 900))
    ]
    heard = moods((1, "2026-01-12", "upset"), (2, "2026-01-25", "upset"), (2, "2026-01-11", "calm"))
    facts = judged(orders=orders, beside=other.Beside(moods=heard))
    assert known(facts["incident_share"]) == [pytest.approx(0.65), pytest.approx(0.9), None]
    assert [list(facts[mood])[:2] for mood in ("pleased", "calm", "upset")] == [[0, 0], [0, 1], [1, 1]]


def test_a_price_rise_is_stayed_through_or_left(judged):
    lines = [
        line(1, "2026-01-01", 7, 1_000), line(1, "2026-09-01", 7, 1_100),  # bought on
        line(2, "2026-01-01", 7, 1_000), line(2, "2026-02-01", 8, 1_000),  # gave it up; 8 never became dearer
        line(3, "2026-08-01", 7, 1_000), line(3, "2026-09-20", 8, 1_020),  # last bought less than 90 days ago
    ]  # fmt: skip
    facts = judged(lines=lines)
    assert list(facts["rises_stayed"]) == [1, 0, 0]
    assert list(facts["rises_left"]) == [0, 1, 0]


def test_the_usual_product_and_the_categories_are_those_of_the_period(judged):
    lines = [line(1, on, 7) for on in ("2026-01-01", "2026-02-01", "2026-03-01")]
    lines += [
        line(1, "2026-03-01", 8),
        line(1, "2024-03-01", 9),
        line(1, "2026-04-01", 8, -1_000, is_return=True),
    ]
    kinds = pa.table({"product_id": [7, 8, 9], "category_id": [1, 2, 3]}).cast(other.PRODUCTS)
    facts = judged(lines=lines, beside=other.Beside(products=kinds))
    assert [facts[name][0] for name in ("lines", "usual_times", "regular_products", "categories")] == [
        4,
        3,
        1,
        2,
    ]


def test_active_days_a_month_are_those_of_three_months_against_the_three_before(judged):
    orders = [order(1, on) for on in ("2026-09-01", "2026-08-01", "2026-05-01")]
    contacts = [contact(1, "2026-09-01", "from_customer"), contact(1, "2026-07-15", "from_customer")]
    facts = judged(orders=orders, contacts=contacts)
    assert facts["active_days"][0] == pytest.approx(1.0)
    assert facts["active_days_before"][0] == pytest.approx(1 / 3)


def test_notes_count_in_the_period_and_obstacles_and_ties_until_they_end(judged):
    noted = signs(
        {"customer_id": 1, "kind": "mention"},
        {"customer_id": 1, "kind": "mention", "happened_on": day("2024-01-01")},
        {"customer_id": 1, "kind": "elsewhere"},
        {"customer_id": 2, "kind": "price"},
        {"customer_id": 2, "kind": "obstacle", "happened_on": day("2020-01-01")},
        {"customer_id": 2, "kind": "obstacle", "ends_on": day("2026-09-30")},
        {"customer_id": 3, "kind": "contractual", "amount_minor": 30_000},
        {"customer_id": 3, "kind": "contractual", "amount_minor": 5_000, "ends_on": day("2026-01-01")},
        {"customer_id": 3, "kind": "mention", "happened_on": day("2026-10-01")},
    )
    facts = judged(beside=other.Beside(signs=noted))
    assert list(facts["brand_mention"]) == [1, 0, 0]
    assert list(facts["brand_elsewhere"]) == [1, 0, 0]
    assert list(facts["objections"]) == [0, 1, 0]
    assert list(facts["obstacles"]) == [0, 2, 0]
    assert list(facts["tie_contractual"]) == [0, 0, 30_000]
