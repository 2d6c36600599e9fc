"""The published figures of CDNOW's sample of 2,357 customers, 39 weeks and the 39 after."""

import numpy as np
import pytest

from regulars.analytics.clv import BetaGeo, GammaGamma, ParetoNBD, summarize
from regulars.analytics.clv.tests import cdnow

pytestmark = pytest.mark.skipif(
    not cdnow.file().is_file(),
    reason=f"needs {cdnow.file().name} in REGULARS_SHARED/data or ../shared/data",
)


@pytest.fixture(scope="module")
def orders():
    return cdnow.read(cdnow.file().read_text().splitlines())


@pytest.fixture(scope="module")
def base(orders):
    table = summarize(orders, until=cdnow.UNTIL, unit="W")
    return [table[name].to_numpy() for name in ("repeat_purchases", "recency", "T", "average_repeat_value")]


@pytest.fixture(scope="module")
def later(orders):
    ids = summarize(orders, until=cdnow.UNTIL)["customer_id"].to_pylist()
    return cdnow.bought_after(orders, ids)


@pytest.fixture(scope="module")
def beta_geo(base):
    return BetaGeo().fit(*base[:3])


@pytest.fixture(scope="module")
def pareto(base):
    return ParetoNBD().fit(*base[:3])


def test_every_customer_of_the_sample_is_summarized_at_daily_grain(base, later):
    x, t_x, T, value = base
    assert (len(x), x.sum(), (x == 0).sum()) == (2357, 2457, 1411)
    assert (T.min(), T.max()) == (27.0, 272 / 7)
    assert later.sum() == 1882
    assert value[x > 0].mean() == pytest.approx(35.078, abs=0.001)
    assert np.abs(t_x * 7 - np.round(t_x * 7)).max() < 1e-9


def test_bg_nbd_has_the_published_parameters(beta_geo):
    assert beta_geo.log_likelihood_ == pytest.approx(-9582.429, abs=0.005)
    found = [beta_geo.r_, beta_geo.alpha_, beta_geo.a_, beta_geo.b_]
    assert found == pytest.approx([0.2426, 4.4136, 0.7929, 2.4259], rel=1e-3)


def test_pareto_nbd_has_the_published_parameters(pareto):
    assert pareto.log_likelihood_ == pytest.approx(-9594.976, abs=0.005)
    found = [pareto.r_, pareto.alpha_, pareto.s_, pareto.beta_]
    assert found == pytest.approx([0.5533, 10.578, 0.606, 11.66], rel=1e-3)


def test_gamma_gamma_has_the_published_parameters(base):
    x, _t_x, _T, value = base
    spend = GammaGamma().fit(x, value)
    assert spend.log_likelihood_ == pytest.approx(-4055.918, abs=0.005)
    assert [spend.p_, spend.q_, spend.gamma_] == pytest.approx([6.250, 3.744, 15.44], rel=1e-3)
    assert spend.correlation_ == pytest.approx(0.114, abs=0.001)


@pytest.mark.parametrize(("name", "correlation", "unknown", "added"), [
    ("beta_geo", 0.626, -4.1, -5.3),
    ("pareto", 0.630, -1.6, -5.0),
])  # fmt: skip
def test_the_weeks_after_are_forecast_as_published(request, name, correlation, unknown, added, base, later):
    model, (x, t_x, T, _value) = request.getfixturevalue(name), base
    expected = model.expected_purchases(cdnow.WEEKS_AFTER, x, t_x, T)
    assert np.corrcoef(expected, later)[0, 1] == pytest.approx(correlation, abs=0.0005)
    actual = x.sum() + later.sum()
    of_new = model.expected_purchases_of_new(T + cdnow.WEEKS_AFTER).sum()
    assert 100 * (of_new / actual - 1) == pytest.approx(unknown, abs=0.1)
    assert 100 * ((x.sum() + expected.sum()) / actual - 1) == pytest.approx(added, abs=0.1)


def test_silence_is_ranked_by_the_chance_of_an_order_and_never_by_p_alive(pareto, beta_geo, base, later):
    x, t_x, T, _value = base
    ordered = later > 0
    chance = pareto.probability_active(cdnow.WEEKS_AFTER, x, t_x, T)
    assert chance.mean() == pytest.approx(0.222, abs=0.0005)
    assert np.mean((chance - ordered) ** 2) == pytest.approx(0.162, abs=0.0005)
    assert area(chance, ordered) == pytest.approx(0.7712, abs=0.0005)
    assert area(pareto.expected_purchases(39, x, t_x, T), ordered) == pytest.approx(0.7787, abs=0.0005)
    assert area(beta_geo.expected_purchases(39, x, t_x, T), ordered) == pytest.approx(0.7725, abs=0.0005)
    assert area(beta_geo.probability_alive(x, t_x, T), ordered) == pytest.approx(0.32, abs=0.005)


def area(score, outcome):
    """Under the ROC curve: the chance that one who ordered has the higher score, ties half."""
    high, low = score[outcome], score[~outcome]
    return float((np.sign(high[:, None] - low[None, :]) / 2 + 0.5).mean())
