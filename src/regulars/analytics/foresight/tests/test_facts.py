"""What else is known moves the chance only where it says more than the model."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from scipy.special import expit

from regulars.analytics.foresight.contenders import logit, named
from regulars.analytics.foresight.contest import chance_at, contest
from regulars.analytics.foresight.facts import FACTS, facts_of, fit, try_facts
from regulars.analytics.foresight.past import Past
from regulars.analytics.foresight.windows import window
from regulars.analytics.snapshot import Snapshot
from regulars.analytics.tests.shop import contact, customer, write_shop

LAST, HORIZON = date(2025, 12, 31), 90


def bought(customer_id, on, amount=10_000):
    about = {"customer_id": customer_id, "ordered_on": on, "amount_minor": amount, "is_return": amount < 0}
    return {**about, **dict.fromkeys(("cost_minor", "channel", "promised_on", "delivered_on"))}


def rising_shop(directory, customers=600, seed=3):
    """Everybody orders at the own pace, and all of them more often from one quarter to the next."""
    chance = np.random.default_rng(seed)
    orders = []
    for number in range(1, customers + 1):
        pace, began = chance.gamma(2) / 400, 450 + int(chance.integers(0, 90))
        orders.append(bought(number, LAST - timedelta(days=began)))
        for ago in range(began - 1, -1, -1):
            season = (1.0, 1.0, 1.7, 3.0, 5.0)[4 - ago // 90] if ago < 450 else 1.0
            if chance.random() < pace * season:
                orders.append(bought(number, LAST - timedelta(days=ago), int(chance.gamma(2, 5000)) + 1))
    return write_shop(directory, customers=[customer(n) for n in range(1, customers + 1)], orders=orders)


def test_weights_around_a_known_chance_are_found():
    chance = np.random.default_rng(5)
    told, known = chance.uniform(0, 1, (200_000, 2)), chance.uniform(0.1, 0.9, 200_000)
    active = chance.random(200_000) < expit(logit(known) + 0.3 + told @ [-1.0, 0.0])
    found = fit(known, told, active)
    assert (found.intercept, *found.weights) == pytest.approx((0.3, -1.0, 0.0), abs=0.05)


def test_a_rising_season_is_no_merit_of_what_else_is_known(tmp_path):
    with Snapshot(rising_shop(tmp_path), threads=1) as snapshot:
        found, rate = contest(Past(snapshot, LAST, HORIZON)), named("rate")  # which knows no season
        past = Past(snapshot, LAST, HORIZON)
        said = chance_at(rate, past, 2)
        facts = try_facts(past, replace(found, chosen="rate", chance_before=said), rate)
    assert facts.without is not None
    assert facts.with_facts < facts.without  # the season is in it
    assert facts.adjustment is None


def test_facts_are_those_of_the_day(tmp_path):
    ago = {days: LAST - timedelta(days=days) for days in (-5, 10, 100)}
    orders = [
        bought(1, ago[100], 8_000), bought(1, ago[10], 2_000), bought(1, ago[10], -2_000),
        bought(2, ago[100]), bought(2, ago[10]), bought(2, ago[10]), bought(2, ago[-5], -10_000),
    ]  # fmt: skip
    shop = write_shop(
        tmp_path,
        customers=[customer(1), customer(2)],
        orders=orders,
        contacts=[contact(2, "2025-12-01"), contact(1, "2026-01-02")],
    )
    with Snapshot(shop, threads=1) as snapshot:
        now = window(snapshot, LAST, HORIZON, is_over=False)
        found = [dict(zip(FACTS, map(float, row), strict=True)) for row in facts_of(snapshot, now)]
    assert found == [
        {"spend_fell": 0.75, "orders_fell": 0.0, "returned": 1.0, "neglected": 1.0},
        {"spend_fell": 0.0, "orders_fell": 0.0, "returned": 0.0, "neglected": 0.0},
    ]
