"""What holds for every model and every customer, whatever the parameters."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import gammaln, hyp2f1

from regulars.analytics.clv import BetaGeo, ParetoNBD, summarize
from regulars.analytics.clv.histories import Histories
from regulars.analytics.clv.tests import cdnow

MODELS = (BetaGeo, ParetoNBD)
TRIES = settings(max_examples=60, deadline=None, derandomize=True)
PARAMETERS = st.tuples(*[st.floats(0.05, 20)] * 4)


@st.composite
def customers(draw, count=30):
    T = np.array(draw(st.lists(st.integers(1, 300), min_size=count, max_size=count))) / 7
    share = np.array(draw(st.lists(st.floats(0, 1), min_size=count, max_size=count)))
    x = np.array(draw(st.lists(st.integers(0, 25), min_size=count, max_size=count)))
    t_x = np.where(x > 0, np.maximum(np.round(share * T * 7), 1) / 7, 0.0)
    return x, t_x, T


def known(kind, parameters):
    """A model whose parameters are given, not estimated."""
    model = kind()
    for name, value in zip(kind.NAMES, parameters, strict=True):
        setattr(model, name, value)
    model.log_likelihood_ = 0.0
    return model


@pytest.mark.parametrize("kind", MODELS)
@given(parameters=PARAMETERS, base=customers(), h=st.floats(0.1, 200), more=st.floats(0.1, 100))
@TRIES
def test_chances_are_chances_and_grow_with_the_horizon(kind, parameters, base, h, more):
    model = known(kind, parameters)
    alive, active = model.probability_alive(*base), model.probability_active(h, *base)
    assert ((alive >= 0) & (alive <= 1)).all()
    assert ((active >= 0) & (active <= alive + 1e-12)).all()
    assert (model.probability_active(h + more, *base) >= active - 1e-12).all()
    expected = model.expected_purchases(h, *base)
    assert (expected >= active - 1e-9).all()  # one purchase at least is one expected
    assert (model.expected_purchases(h + more, *base) >= expected - 1e-9).all()


@pytest.mark.parametrize("kind", MODELS)
@given(parameters=PARAMETERS, T=st.floats(5, 100), x=st.integers(1, 20), h=st.floats(0.5, 60))
@TRIES
def test_who_bought_later_is_likelier_to_live_and_to_order(kind, parameters, T, x, h):
    model, t_x = known(kind, parameters), np.linspace(0.5, 1, 12) * T
    same = np.full(12, float(x)), t_x, np.full(12, T)
    assert (np.diff(model.probability_alive(*same)) >= -1e-12).all()
    assert (np.diff(model.probability_active(h, *same)) >= -1e-12).all()


@pytest.mark.parametrize("kind", MODELS)
def test_neither_chance_only_grows_with_the_number_of_purchases(kind):
    model = known(kind, (0.55, 10.6, 0.6, 11.7) if kind is ParetoNBD else (0.24, 4.4, 0.8, 2.4))
    x = np.arange(1.0, 30)
    silent = x, np.full(29, 20.0), np.full(29, 39.0)
    for chance in (model.probability_alive(*silent), model.probability_active(10, *silent)):
        assert chance[0] > chance[-1]
    recent = x, np.full(29, 38.9), np.full(29, 39.0)
    assert (np.diff(model.probability_active(10, *recent)) > 0).all()


@pytest.mark.parametrize("kind", MODELS)
@given(parameters=PARAMETERS, base=customers(), q=st.floats(0.02, 0.9))
@TRIES
def test_a_quantile_is_where_the_chance_of_an_order_reaches_it(kind, parameters, base, q):
    model = known(kind, parameters)
    waits = model.next_order_quantile(q, *base)
    for wait, x, t_x, T in zip(waits, *base, strict=True):
        one = [x], [t_x], [T]
        if np.isinf(wait):
            assert model.probability_active(1e7, *one)[0] <= q + 1e-3
        elif wait < 1e7:
            assert model.probability_active(wait, *one)[0] == pytest.approx(q, abs=1e-6)


@given(parameters=PARAMETERS, base=customers(count=6), h=st.floats(0.5, 80))
@TRIES
def test_bg_nbd_expects_what_the_formula_of_2005_gives(parameters, base, h):
    r, alpha, a, b = parameters
    x, t_x, T = base
    if abs(a - 1) < 1e-3 or a + b + x.min() - 1 < 1e-3:
        return
    series = hyp2f1(r + x, b + x, a + b + x - 1, h / (alpha + T + h))
    top = (a + b + x - 1) / (a - 1) * (1 - ((alpha + T) / (alpha + T + h)) ** (r + x) * series)
    below = 1 + (x > 0) * a / (b + np.maximum(x, 1) - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x)
    found = known(BetaGeo, parameters).expected_purchases(h, *base)
    assert found == pytest.approx(top / below, rel=1e-5, abs=1e-7)


@given(parameters=PARAMETERS, base=customers(count=3), h=st.floats(0.5, 60))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_pareto_nbd_agrees_with_its_integrals(parameters, base, h):
    model = known(ParetoNBD, parameters)
    alive, active = model.probability_alive(*base), model.probability_active(h, *base)
    for row, one in enumerate(zip(*base, strict=True)):
        gone, ahead = integrals(parameters, *one, h=h)
        assert alive[row] == pytest.approx(1 / (1 + gone), rel=1e-4, abs=1e-8)
        assert active[row] == pytest.approx(alive[row] * ahead, rel=1e-4)


def integrals(parameters, x, t_x, T, *, h):
    """The odds to have died since t_x, and the chance of a purchase in the next h while alive."""
    r, alpha, s, beta = parameters

    def died(y):
        return s * ((alpha + T) / (alpha + y)) ** (r + x) * ((beta + T) / (beta + y)) ** s / (beta + y)

    def bought(t):
        age = alpha + T + t
        return (r + x) / age * ((alpha + T) / age) ** (r + x) * ((beta + T) / (beta + T + t)) ** s

    exactly = {"epsabs": 0, "epsrel": 1e-9, "limit": 200}
    return quad(died, t_x, T, **exactly)[0], quad(bought, 0, h, **exactly)[0]


@pytest.fixture(scope="module")
def small_shop():
    orders = cdnow.read(cdnow.generated())
    table = summarize(orders, until=cdnow.UNTIL)
    return [table[name].to_numpy() for name in ("repeat_purchases", "recency", "T")]


@pytest.mark.parametrize("kind", MODELS)
def test_a_shuffled_or_counted_base_gives_the_same_answer(kind, small_shop):
    plain = kind().fit(*small_shop)
    order = np.random.default_rng(3).permutation(len(small_shop[0]))
    shuffled = kind().fit(*(column[order] for column in small_shop))
    counted = Histories.counted(*small_shop)
    grouped = kind().fit(counted.x, counted.t_x, counted.T, weights=counted.n)
    for other in (shuffled, grouped):
        assert other.log_likelihood_ == pytest.approx(plain.log_likelihood_, abs=1e-6)
        for name in kind.NAMES:
            assert getattr(other, name) == pytest.approx(getattr(plain, name), rel=1e-5)
    back = shuffled.expected_purchases(20, *(column[order] for column in small_shop))
    assert back == pytest.approx(plain.expected_purchases(20, *small_shop)[order], rel=1e-5)


def test_bg_nbd_stands_on_the_top_of_its_likelihood(small_shop):
    model = BetaGeo().fit(*small_shop)
    best = [getattr(model, name) for name in BetaGeo.NAMES]
    assert bg_nbd(best, *small_shop) == pytest.approx(model.log_likelihood_, abs=1e-6)
    for place in range(4):
        for factor in (0.99, 1.01):
            aside = [value * (factor if place == each else 1) for each, value in enumerate(best)]
            assert bg_nbd(aside, *small_shop) < model.log_likelihood_


def bg_nbd(parameters, x, t_x, T):
    """Equation 6 of Fader, Hardie & Lee 2005, customer by customer."""
    r, alpha, a, b = parameters
    total = 0.0
    for repeats, last, age in zip(x, t_x, T, strict=True):
        leaving = gammaln(a + b) + gammaln(b + repeats) - gammaln(b) - gammaln(a + b + repeats)
        rate = gammaln(r + repeats) - gammaln(r) + r * np.log(alpha)
        places = (alpha + age) ** -(r + repeats)
        if repeats:
            places += a / (b + repeats - 1) * (alpha + last) ** -(r + repeats)
        total += leaving + rate + np.log(places)
    return total


@pytest.mark.parametrize("kind", MODELS)
def test_standard_errors_are_those_of_the_likelihoods_bend(kind, small_shop):
    few, many = kind().fit(*small_shop), kind().fit(*small_shop, weights=np.full(len(small_shop[0]), 4.0))
    assert few.standard_errors_ == pytest.approx(2 * many.standard_errors_, rel=1e-3)


@pytest.mark.parametrize("x", [0, 1, 40, 393])
def test_the_time_of_the_next_order_is_known_even_where_nobody_leaves(x):
    """Parameters as a base without an end of relationships gives them."""
    model = ParetoNBD()
    model.r_, model.alpha_, model.s_, model.beta_ = 0.782, 87.4, 7.5e-7, 4.9e6
    model.log_likelihood_ = 0.0
    days = model.next_order_quantile(0.5, [x], [796 if x else 0], [796], within=300)
    chance = 1 - ((87.4 + 796) / (87.4 + 796 + 300)) ** (0.782 + x)
    alone = (87.4 + 796) * ((1 - 0.5 * chance) ** (-1 / (0.782 + x)) - 1)
    assert days == pytest.approx([alone], rel=1e-6)


@pytest.mark.parametrize("kind", MODELS)
@given(parameters=PARAMETERS, base=customers(), within=st.floats(1, 200), q=st.floats(0.05, 0.95))
@TRIES
def test_of_those_who_order_in_time_a_share_has_ordered_by_its_quantile(kind, parameters, base, within, q):
    model, (x, t_x, T) = known(kind, parameters), base
    days = model.next_order_quantile(q, x, t_x, T, within=within)
    assert ((days >= 0) & (days <= within)).all()
    by_then = np.array(
        [model.probability_active(d, *row)[0] for d, *row in zip(days, x, t_x, T, strict=True)]
    )
    np.testing.assert_allclose(by_then, q * model.probability_active(within, x, t_x, T), rtol=1e-6, atol=1e-9)
