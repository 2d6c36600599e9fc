import pytest

from regulars.analytics.backtest import HorizonNotOver, backtest_risk, wilson
from regulars.analytics.tests.shop import customer, day, order


def test_the_interval_of_a_share_is_wilsons():
    # Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263 and 0 of 20.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)


def test_a_backtest_counts_who_stayed_silent_by_level(open_shop):
    orders = [order(1, on) for on in ("2024-01-01", "2024-01-11", "2024-01-21", "2024-01-31", "2024-02-10")]
    orders += [order(2, on) for on in ("2024-01-01", "2024-01-11", "2024-01-21")]
    orders += [order(1, "2024-02-20"), order(3, "2024-06-01")]
    shop = open_shop(customers=[customer(number) for number in (1, 2, 3)], orders=orders)
    found = backtest_risk(shop, day("2024-02-15"), horizon_days=20)
    levels = {outcome.level: (outcome.customers, outcome.silent) for outcome in found.levels}
    assert levels == {"low": (1, 0), "medium": (1, 1), "high": (0, 0)}
    assert (found.all_levels.customers, found.all_levels.share) == (2, 0.5)
    assert found.levels[2].share is None
    assert found.separation == 1.0
    assert found.scored.to_pydict() == {
        "customer_id": [1, 2],
        "risk_level": ["low", "medium"],
        "silent": [False, True],
    }


def test_a_backtest_refuses_days_that_are_not_over(open_shop):
    shop = open_shop(customers=[customer(1)], orders=[order(1, "2024-01-01")])
    with pytest.raises(HorizonNotOver):
        backtest_risk(shop, day("2024-01-01"), horizon_days=1)
