"""Each method by hand, kept and restored, and held against customers who were simulated."""

import json

import numpy as np
import pytest

from regulars.analytics.ahead.judging import METHODS
from regulars.analytics.ahead.methods import CannotTell, Direct
from regulars.analytics.ahead.purchases import Standing
from regulars.analytics.ahead.similar import FIGURES, Similar
from regulars.analytics.ahead.tests.base import LAST_DAY, simulated
from regulars.analytics.clv import lifetime_value

YEAR = 52.0


def standing(x, T, net, t_x=None):
    columns = (np.array(each, dtype=float) for each in (x, t_x or [0] * len(x), T, net, net))
    repeats, age, ages, mean, total = columns
    code, rate = np.arange(len(x)), np.full(len(x), 0.5)
    return Standing(code, repeats, age, ages, np.where(repeats > 0, mean, 0), total, rate)


def test_direct_calculation_draws_the_own_pace_towards_the_firms_by_one_order():
    # Six order days in 50 weeks, the firm's customers one in 10 weeks: 6 / 60 a week.
    found = Direct(weeks_per_order=10.0).foresee(standing([5], [50], [60_000]), weeks=YEAR, discount_rate=0.0)
    assert found.orders[0] == pytest.approx(6 * 52 / 60)
    assert found.per_order[0] == 10_000
    assert found.spend[0] == pytest.approx(52_000)
    assert found.active[0] == pytest.approx(1 - (60 / 112) ** 6)
    # Negative binomial of size 6 and chance 60 / 112: P(up to 1) is .08, up to 2 .20; up to 8 .87, up to 9 .92.
    assert (found.orders_low[0], found.orders_high[0]) == (2, 9)
    assert (found.spend_low[0], found.spend_high[0]) == (20_000, 90_000)


def test_money_that_comes_later_is_worth_less_today():
    later = Direct(10.0).foresee(standing([5], [50], [60_000]), weeks=365.25 / 7, discount_rate=0.21)
    assert later.discount[0] == pytest.approx(1 / 1.1)


def test_similar_customers_say_what_is_kept_of_the_own_pace():
    figures = dict(zip(FIGURES, (20, 0.5, 0.0, 1.5, 0.6, 0.4, 0.0, 1.2), strict=True))
    groups = {3_000: tuple(figures.values()), 0: (500, *[1.0] * 7)}
    similar = Similar(364, 10.0, (5.0, 10.0, 15.0, 20.0), (1.0, 2.0, 3.0), groups)
    # The first stands where the group of 20 stood, the second where nobody did: all 500 speak for it.
    found = similar.foresee(standing([0, 5], [2, 50], [0, 60_000]), weeks=YEAR, discount_rate=0.0)
    assert found.similar.tolist() == [20, 500]
    assert found.orders[0] == pytest.approx(0.5 * 52 / 12)
    assert found.active.tolist() == pytest.approx([0.6, 1.0])
    assert found.spend[1] == pytest.approx(52_000)
    assert found.spend_high[1] == pytest.approx(52_000)


@pytest.mark.parametrize("name", METHODS)
def test_a_method_kept_as_plain_figures_answers_as_before(name):
    purchases = simulated(customers=400)
    now = purchases.standing(LAST_DAY)
    method = METHODS[name].fit(purchases, now, cut=LAST_DAY, days=364)
    restored = METHODS[name].restored(json.loads(json.dumps(method.parameters)))
    before, after = (each.foresee(now, weeks=YEAR, discount_rate=0.1) for each in (method, restored))
    for figure in ("orders", "active", "spend", "spend_low", "spend_high"):
        np.testing.assert_allclose(getattr(after, figure), getattr(before, figure), rtol=1e-4, atol=1e-3)
        assert np.isfinite(getattr(before, figure)).all()
    assert ((before.active >= 0) & (before.active <= 1)).all()
    assert (before.orders_low <= before.orders_high).all()
    assert (before.spend_low <= before.spend_high).all()


@pytest.mark.parametrize("name", ["beta_geo", "pareto_nbd", "similar"])
def test_a_method_that_cannot_tell_says_why(name):
    few = simulated(customers=6)
    with pytest.raises(CannotTell) as refused:
        METHODS[name].fit(few, few.standing(LAST_DAY), cut=LAST_DAY, days=364)
    assert refused.value.code == "few_customers"


def test_nothing_is_foreseen_of_those_who_are_gone():
    found = Direct(10.0).foresee(standing([5, 5], [50, 50], [6, 6]), weeks=YEAR, discount_rate=0.0)
    told = found.nothing_where(np.array([True, False]))
    assert told.spend[0] == told.active[0] == told.orders_high[0] == told.spend_high[0] == 0
    assert told.spend[1] == found.spend[1] > 0


@pytest.mark.parametrize("name", ["beta_geo", "pareto_nbd"])
def test_a_model_discounts_by_quarters_as_well_as_by_many_steps(name):
    purchases = simulated(customers=400)
    now = purchases.standing(LAST_DAY)
    method = METHODS[name].fit(purchases, now, cut=LAST_DAY, days=364)
    found = method.foresee(now, weeks=YEAR, discount_rate=0.1)
    exact = lifetime_value(
        method._orders, method._spending, now.x, now.t_x, now.T, now.mean_value,
        horizon=YEAR, discount_rate=1.1 ** (7 / 365.25) - 1,
    )  # fmt: skip
    np.testing.assert_allclose(found.spend, exact.expected, rtol=2e-3, atol=1e-3)
    np.testing.assert_allclose(found.spend_high, exact.high, rtol=3e-3, atol=1)
