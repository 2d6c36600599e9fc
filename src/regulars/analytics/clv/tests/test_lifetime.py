"""The value to come, held against customers who were simulated."""

import numpy as np
import pytest

from regulars.analytics.clv import BetaGeo, GammaGamma, ParetoNBD, lifetime_value
from regulars.analytics.clv.tests.test_models import MODELS, known

CUSTOMERS, PAST, AHEAD, RATE = 60_000, 40.0, 30.0, 0.002


def lived(kind, chance):
    """Purchases of customers with the model's own parameters: x, t_x, and the times of those ahead."""
    r, alpha, one, two = PARAMETERS[kind]
    rates = chance.gamma(r, 1 / alpha, CUSTOMERS)
    ends = np.full(CUSTOMERS, np.inf)
    if kind is ParetoNBD:
        ends = chance.exponential(1 / chance.gamma(one, 1 / two, CUSTOMERS))
    leaving = chance.beta(one, two, CUSTOMERS) if kind is BetaGeo else np.zeros(CUSTOMERS)
    x, t_x, now = np.zeros(CUSTOMERS), np.zeros(CUSTOMERS), np.zeros(CUSTOMERS)
    ahead = []
    while True:
        now = now + chance.exponential(1 / rates)
        bought = (now < PAST + AHEAD) & (now < ends)
        if not bought.any():
            return x, t_x, ahead
        before = bought & (now <= PAST)
        x, t_x = x + before, np.where(before, now, t_x)
        ahead.append(np.where(bought & ~before, now - PAST, np.nan))
        now = np.where(bought, now, np.inf)
        ends = np.where(bought & (chance.random(CUSTOMERS) < leaving), 0.0, ends)


PARAMETERS = {BetaGeo: (0.8, 6.0, 0.9, 3.0), ParetoNBD: (0.8, 6.0, 0.7, 12.0)}
P, Q, GAMMA = 6.0, 4.0, 15.0


@pytest.fixture(scope="module", params=MODELS)
def world(request):
    chance = np.random.default_rng(11)
    x, t_x, ahead = lived(request.param, chance)
    means = P * GAMMA / chance.gamma(Q, size=CUSTOMERS)
    value = np.where(x > 0, means * chance.gamma(P * np.maximum(x, 1)) / (P * np.maximum(x, 1)), 0)
    spent = sum(
        np.where(
            np.isnan(when), 0, (1 + RATE) ** -np.nan_to_num(when) * means * chance.gamma(P, 1 / P, CUSTOMERS)
        )
        for when in ahead
    )
    orders = sum(~np.isnan(when) for when in ahead)
    spending = GammaGamma()
    spending.p_, spending.q_, spending.gamma_, spending.log_likelihood_ = P, Q, GAMMA, 0.0
    return (
        known(request.param, PARAMETERS[request.param]),
        spending,
        (x, t_x, np.full(CUSTOMERS, PAST)),
        value,
        orders,
        spent,
    )


def test_orders_to_come_have_the_foreseen_mean_and_variance(world):
    model, _spending, base, _value, orders, _spent = world
    expected, variance = model.expected_purchases(AHEAD, *base), model.purchases_variance(AHEAD, *base)
    assert orders.mean() == pytest.approx(expected.mean(), rel=0.02)
    assert np.mean((orders - expected) ** 2) == pytest.approx(variance.mean(), rel=0.06)
    for few in (base[0] == 0, base[0] == 1, base[0] > 5):
        assert orders[few].mean() == pytest.approx(expected[few].mean(), rel=0.05)


def test_value_to_come_is_met_on_average_and_lies_in_its_range_as_often_as_said(world):
    model, spending, base, value, _orders, spent = world
    worth = lifetime_value(model, spending, *base, value, horizon=AHEAD, discount_rate=RATE)
    assert spent.mean() == pytest.approx(worth.expected.mean(), rel=0.03)
    assert (worth.low <= worth.high).all()
    likely, certain = worth.high > 0, worth.low > 0
    assert (likely.sum() > 20_000, certain.sum() > 1000) == (True, True)
    assert np.mean(spent[likely] > worth.high[likely]) == pytest.approx(0.1, abs=0.02)
    assert np.mean(spent[certain] < worth.low[certain]) == pytest.approx(0.1, abs=0.04)


def test_margin_and_discount_take_their_part(world):
    model, spending, base, value, _orders, _spent = world
    whole = lifetime_value(model, spending, *base, value, horizon=AHEAD)
    third = lifetime_value(model, spending, *base, value, horizon=AHEAD, margin=1 / 3)
    for all_of_it, part in zip(whole, third, strict=True):
        assert part == pytest.approx(all_of_it / 3)
    later = lifetime_value(model, spending, *base, value, horizon=AHEAD, discount_rate=0.01)
    ratio = later.expected.sum() / whole.expected.sum()
    assert 1.01**-AHEAD < ratio < 1
    assert ratio == pytest.approx(1.01**-14, rel=0.02)  # purchases come a little before the middle


def test_a_share_beyond_one_is_refused(world):
    model, spending, base, value, _orders, _spent = world
    with pytest.raises(ValueError, match="between 0 and 1"):
        lifetime_value(model, spending, *base, value, horizon=AHEAD, share=80)
