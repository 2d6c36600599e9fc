"""Whom an offer moves, and when the honest answer is that nothing can be told."""

import numpy as np
import pytest

from regulars.analytics.uplift import TLearner, XLearner, judge, qini
from regulars.analytics.uplift.learners import TooFewResponses
from regulars.analytics.uplift.qini import curve
from regulars.analytics.uplift.tests import hillstrom

real = pytest.mark.skipif(
    not hillstrom.file().is_file(),
    reason=f"needs {hillstrom.file().name} in REGULARS_SHARED/data or ../shared/data",
)


def test_the_curve_counts_responses_gained_among_the_best():
    share, gained = curve([4, 3, 2, 1], [1, 0, 0, 1], [1, 0, 1, 0])
    assert share.tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert gained.tolist() == [
        0,
        1,
        1,
        1,
        0,
    ]  # at the end one of two held out responded, worth one of two given


def test_a_perfect_ranking_has_one_a_reversed_one_less_than_nothing_and_none_at_all_nothing():
    chance = np.random.default_rng(1)
    w = chance.integers(0, 2, 4000)
    moved = chance.random(4000) < 0.3
    y = (moved & (w == 1)).astype(float)
    assert qini(w * y, y, w) == pytest.approx(1)
    assert qini(-(w * y), y, w) < -0.9
    assert qini(np.zeros(4000), y, w) == 0
    assert 0 < qini(moved, y, w) < 1


def test_ties_count_alike_in_whatever_order_they_stand():
    chance = np.random.default_rng(2)
    score, y, w = chance.integers(0, 3, 500), chance.integers(0, 2, 500), chance.integers(0, 2, 500)
    order = chance.permutation(500)
    assert qini(score, y, w) == pytest.approx(qini(score[order], y[order], w[order]), abs=1e-12)


@pytest.mark.parametrize("make", [TLearner, XLearner, lambda: TLearner("boosted"), lambda: XLearner("boosted", "logistic")])  # fmt: skip
def test_those_who_are_moved_are_found(make):
    features, y, w = hillstrom.read(hillstrom.generated(), outcome="visit")
    learner = make().fit(features[::2], y[::2], w[::2])
    uplift = learner.predict(features[1::2])
    womens = features[1::2, 4] == 1
    assert uplift[womens].mean() == pytest.approx(0.12, abs=0.03)
    assert uplift[~womens].mean() == pytest.approx(0.0, abs=0.03)
    assert ((uplift >= -1) & (uplift <= 1)).all()


def test_where_nobody_is_moved_the_verdict_is_no_detectable_uplift():
    features, y, w = hillstrom.read(hillstrom.generated(), outcome="conversion")
    verdict = judge(TLearner, features, y, w, rounds=2)
    assert not verdict.is_detectable
    found = judge(TLearner, *hillstrom.read(hillstrom.generated(), outcome="visit"), rounds=2)
    assert found.is_detectable
    assert found.share_above_chance == 1


def test_too_few_responses_and_wrong_columns_are_refused():
    features, y, w = hillstrom.read(hillstrom.generated(400), outcome="conversion")
    with pytest.raises(TooFewResponses, match=r"\d+ of those who got the offer responded; at least 20"):
        TLearner().fit(features, y, w)
    with pytest.raises(ValueError, match="0 or 1"):
        XLearner().fit(features, y + 1, w)
    with pytest.raises(ValueError, match="one of the two groups is empty"):
        qini(y, y, np.ones(len(y)))
    with pytest.raises(ValueError, match="nobody responded"):
        qini(y, 0 * y, w)


@real
@pytest.mark.full
def test_the_womens_mailing_moves_some_to_visit_and_nobody_detectably_to_buy():
    rows = hillstrom.rows()
    base = hillstrom.read(rows, outcome="visit")
    logistic, crossed = judge(TLearner, *base), judge(XLearner, *base)
    assert logistic.mean == pytest.approx(0.061, abs=0.004)
    assert crossed.mean > logistic.mean - 0.004
    assert min(logistic.share_above_chance, crossed.share_above_chance) >= 0.95
    assert crossed.is_detectable
    assert not judge(XLearner, *hillstrom.read(rows, outcome="conversion")).is_detectable


@real
def test_the_real_mailing_is_read_whole():
    features, y, w = hillstrom.read(hillstrom.rows(), outcome="visit")
    assert (features.shape, int(w.sum()), int(y.sum())) == ((42_693, 10), 21_387, 5_500)
