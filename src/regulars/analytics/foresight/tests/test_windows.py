"""What was known on a day, and what came after it."""

from datetime import date

import numpy as np
import pytest

from regulars.analytics.foresight.facts import FACTS, facts_of, fit
from regulars.analytics.foresight.foreseeing import level_limits, levels
from regulars.analytics.foresight.windows import window
from regulars.analytics.snapshot import Snapshot
from regulars.analytics.tests.shop import customer, order, write_shop

CUT, HORIZON = date(2024, 3, 31), 30


@pytest.fixture
def shop(tmp_path):
    orders = [
        # Two orders of one day count once; one comes 10 days after the cut, one after the horizon.
        order(1, "2024-01-01"), order(1, "2024-01-31"), order(1, "2024-01-31"), order(1, "2024-03-21"),
        order(1, "2024-04-10"), order(1, "2024-04-20"), order(1, "2024-05-01"),
        order(2, "2024-03-31"),
        order(3, "2024-04-05"),  # nobody before the cut
        order(4, "2024-02-15", amount=300), order(4, "2024-03-10", amount=100),
        {**order(4, "2024-03-12", amount=-50), "is_return": True},
    ]  # fmt: skip
    write_shop(tmp_path, customers=[customer(number) for number in (1, 2, 3, 4)], orders=orders)
    with Snapshot(tmp_path, threads=1, memory_limit="200MB") as snapshot:
        yield snapshot


def test_a_window_holds_who_had_ordered_by_its_cut_and_what_they_did_then(shop):
    of = window(shop, CUT, HORIZON, is_over=True)
    assert of.customer_ids.tolist() == [1, 2, 4]
    assert of.x.tolist() == [2, 0, 1]
    assert of.t_x.tolist() == [80, 0, 24]
    assert of.T.tolist() == [90, 0, 45]
    assert of.counted.tolist() == [2, 0, 0]
    assert of.is_active.tolist() == [1, 0, 0]
    assert of.waits.tolist() == [10]


def test_what_is_not_over_cannot_be_asked_for(shop):
    of = window(shop, CUT, HORIZON, is_over=False)
    with pytest.raises(ValueError, match="the 30 days after 2024-03-31 are not over"):
        _ = of.is_active


def test_nothing_after_the_cut_is_among_what_was_known(shop, tmp_path):
    known = window(shop, CUT, HORIZON, is_over=True)
    later = tmp_path / "later"
    later.mkdir()
    orders = [order(1, "2024-01-01"), order(1, "2024-01-31"), order(1, "2024-03-21"), order(2, "2024-03-31")]
    orders += [order(4, "2024-02-15", amount=300), order(4, "2024-03-10", amount=100)]
    write_shop(later, customers=[customer(number) for number in (1, 2, 4)], orders=orders)
    with Snapshot(later, threads=1, memory_limit="200MB") as without:
        same = window(without, CUT, HORIZON, is_over=True)
    # The second order of one day adds to the spend alone.
    assert np.array_equal(known.features[1:], same.features[1:], equal_nan=True)
    assert same.counted.tolist() == [0, 0, 0]


def test_facts_are_those_of_the_day(shop):
    found = facts_of(shop, window(shop, CUT, HORIZON, is_over=True))
    assert FACTS == ("spend_fell", "orders_fell", "returned", "neglected")
    # Customer 4 spent 100 after 300, ordered once after once, and brought something back; nobody recorded contacts.
    assert found[2].tolist() == [pytest.approx(2 / 3), 0, 1, 0]
    assert found[1].tolist() == [0, 0, 0, 0]


def test_the_weights_of_facts_are_found_again():
    chance = np.random.default_rng(3)
    given = chance.uniform(0.1, 0.9, 200_000)
    told = (chance.random((200_000, 2)) < 0.4).astype(float)
    z = np.log(given / (1 - given)) + 0.2 + told @ np.array([-1.0, 0.5])
    active = chance.random(200_000) < 1 / (1 + np.exp(-z))
    found = fit(given, told, active)
    assert (found.intercept, *found.weights) == pytest.approx((0.2, -1.0, 0.5), abs=0.03)
    assert found.applied(np.array([0.5]), np.array([[1.0, 0.0]])) == pytest.approx(
        [1 / (1 + np.exp(0.8))], abs=0.01
    )


def test_levels_lie_at_half_and_twice_the_odds_of_the_firm():
    assert level_limits(0.5) == pytest.approx((1 / 3, 2 / 3))
    assert level_limits(0.2) == pytest.approx((1 / 9, 1 / 3))
    assert levels(np.array([0.1, 1 / 9, 0.2, 1 / 3, 0.9]), 0.2) == ["low", "low", "medium", "high", "high"]
