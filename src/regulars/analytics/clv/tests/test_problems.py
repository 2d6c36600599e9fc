"""A model that cannot answer says why."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from regulars.analytics.clv import BetaGeo, GammaGamma, ParetoNBD, summaries, summarize
from regulars.analytics.clv.problems import (
    DropoutCollapsed,
    FewCustomers,
    ImpossibleHistory,
    MeanIsInfinite,
    NotFitted,
    TooFewCustomers,
)

MODELS = (BetaGeo, ParetoNBD)


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize(("x", "t_x", "T", "sentence"), [
    ([1, 2], [3, 9], [5, 5], r"the last purchase lies after the end \(t_x > T\): 1 of 2 rows, the first is row 1"),
    ([1, -1], [3, 0], [5, 5], "x is no whole number of repeat purchases: 1 of 2 rows, the first is row 1"),
    ([1.5], [3], [5], "x is no whole number"),
    ([1], [np.nan], [5], "a figure is missing or infinite"),
    ([1], [np.inf], [np.inf], "a figure is missing or infinite"),
    ([0], [2], [5], "a last repeat purchase without any"),
    ([2], [0], [5], "repeat purchases all lie on the first day"),
    ([1, 1], [3], [5], "differ in length"),
])  # fmt: skip
def test_customers_who_cannot_exist_are_refused(kind, x, t_x, T, sentence):
    with pytest.raises(ImpossibleHistory, match=sentence):
        kind().fit(x, t_x, T)


@pytest.mark.parametrize("kind", MODELS)
def test_too_few_customers_or_none_who_came_back_give_no_figure(kind):
    with pytest.raises(TooFewCustomers, match="9 customers, 9 of whom came back"):
        kind().fit([1] * 9, [3] * 9, [5] * 9)
    with pytest.raises(TooFewCustomers, match="50 customers, 0 of whom came back"):
        kind().fit([0] * 50, [0] * 50, [5] * 50)


@pytest.mark.parametrize("kind", MODELS)
def test_a_base_in_which_nobody_leaves_is_told(kind):
    """Everybody buys every week or so, to the end."""
    chance = np.random.default_rng(5)
    T = chance.integers(200, 300, 500) / 7
    x = chance.poisson(chance.gamma(2, 0.5, 500) * T)
    t_x = np.where(x > 0, np.round(T * 7 * chance.random(500) ** (1 / np.maximum(x, 1))).clip(1) / 7, 0)
    with pytest.warns(DropoutCollapsed, match="rank by probability_active"):
        model = kind().fit(x, t_x, T)
    assert model.probability_active(10, x, t_x, T).std() > 0.05
    assert np.isfinite(model.standard_errors_[:2]).all()  # of the purchase rate the data tell enough


@pytest.mark.parametrize("kind", MODELS)
def test_few_customers_are_told_beside_the_figures(kind):
    chance = np.random.default_rng(2)
    T = np.full(60, 30.0)
    x = np.where(chance.random(60) < 0.5, chance.poisson(2, 60), 0)
    t_x = np.where(x > 0, chance.integers(1, 25, 60), 0)
    with pytest.warns(FewCustomers, match="look at the standard errors"):
        model = kind().fit(x, t_x, T)
    assert model.standard_errors_[0] > 0.2 * model.r_


@pytest.mark.parametrize("kind", MODELS)
def test_nothing_is_answered_before_the_fit(kind):
    with pytest.raises(NotFitted, match="call fit first"):
        kind().expected_purchases(10, [1], [2], [3])
    with pytest.raises(NotFitted, match="call fit first"):
        GammaGamma().expected_average_value([1], [2])


def test_weights_of_nothing_and_horizons_backwards_are_refused():
    with pytest.raises(ImpossibleHistory, match="a weight is no positive number"):
        BetaGeo().fit([1, 0], [2, 0], [3, 3], weights=[1, 0])
    model = BetaGeo()
    model.r_, model.alpha_, model.a_, model.b_, model.log_likelihood_ = 1, 1, 1, 1, 0
    with pytest.raises(ImpossibleHistory, match="a horizon is negative"):
        model.expected_purchases(-1, [1], [2], [3])
    with pytest.raises(ValueError, match="between 0 and 1"):
        model.next_order_quantile(1, [1], [2], [3])


def test_spending_of_nothing_is_refused_where_somebody_came_back():
    with pytest.raises(ImpossibleHistory, match="not > 0: 1 of 3 rows, the first is row 1"):
        GammaGamma().fit([1, 2, 0], [10, -3, np.nan])


def test_spending_without_a_mean_is_told_and_infinite_only_for_the_new():
    chance = np.random.default_rng(1)
    value = 20 / chance.gamma(0.7, size=3000) * chance.gamma(5, 1 / 5, size=3000)
    with pytest.warns(MeanIsInfinite, match="q <= 1"):
        model = GammaGamma().fit(np.ones(3000), value)
    expected = model.expected_average_value([0, 1], [0, 20])
    assert np.isinf(expected[0])
    assert np.isfinite(expected[1])


def test_orders_are_counted_by_day_and_only_up_to_the_day():
    orders = pa.table({
        "customer_id": ["b", "a", "a", "a", "a", "b"],
        "ordered_on": [date(2026, 1, day) for day in (3, 1, 1, 8, 29, 30)],
        "amount": [5.0, 10, 2, 20, 40, 7],
    })  # fmt: skip
    assert summarize(orders, until=date(2026, 1, 29), unit="W").to_pylist() == [
        {"customer_id": "a", "repeat_purchases": 2, "recency": 4.0, "T": 4.0, "average_repeat_value": 30.0},
        {"customer_id": "b", "repeat_purchases": 0, "recency": 0.0, "T": 26 / 7, "average_repeat_value": 0.0},
    ]
    days = summarize(orders, until=date(2026, 1, 30), unit="D").to_pylist()
    assert days[1] == {
        "customer_id": "b", "repeat_purchases": 1, "recency": 27.0, "T": 27.0, "average_repeat_value": 7.0,
    }  # fmt: skip


def test_orders_without_a_column_or_with_gaps_are_refused():
    with pytest.raises(ImpossibleHistory, match="no column amount"):
        summarize(pa.table({"customer_id": [1], "ordered_on": [date(2026, 1, 1)]}), until=date(2026, 2, 1))
    gap = pa.table({"customer_id": [1, 2], "ordered_on": [date(2026, 1, 1)] * 2, "amount": [1.0, None]})
    with pytest.raises(ImpossibleHistory, match="amount is missing in 1 of 2 orders"):
        summarize(gap, until=date(2026, 2, 1))
    with pytest.raises(ValueError, match='"D" or "W"'):
        summarize(gap, until=date(2026, 2, 1), unit="M")


def test_orders_looked_at_a_few_at_a_time_make_the_same_rows(monkeypatch):
    chance = np.random.default_rng(5)
    days = [date(2026, 1, 1 + int(day)) for day in chance.integers(0, 12, 200)]
    customers = chance.integers(0, 15, 200)
    orders = pa.table({"customer_id": customers, "ordered_on": days, "amount": chance.integers(1, 9, 200)})
    wanted = summarize(orders, until=date(2026, 2, 1), unit="D")
    bought = {(int(who), day) for who, day in zip(customers, days, strict=True)}
    assert wanted["repeat_purchases"].to_pylist() == [
        sum(1 for who, _day in bought if who == each) - 1 for each in wanted["customer_id"].to_pylist()
    ]
    monkeypatch.setattr(summaries, "AT_ONCE", 3)
    assert summarize(orders, until=date(2026, 2, 1), unit="D").equals(wanted)
