"""Who foresees best is chosen on earlier days, and told as it was on the latest."""

from datetime import date, timedelta

import numpy as np
import pytest

from regulars.analytics.clv.tests import cdnow
from regulars.analytics.foresight.contenders import named
from regulars.analytics.foresight.contest import contest
from regulars.analytics.foresight.foreseeing import Choice, foresee
from regulars.analytics.foresight.past import NotEnoughPast, Past
from regulars.analytics.foresight.tests.shops import write_cdnow
from regulars.analytics.foresight.windows import Window, window
from regulars.analytics.snapshot import Snapshot
from regulars.analytics.tests import online_retail

WEEKS_39, WEEKS_23, DAYS_58, QUARTER = 273, 161, 58, 91
NAMES = ["rate", "beta_geo", "pareto_nbd", "boosted", "hybrid"]

real_cdnow = pytest.mark.skipif(
    not cdnow.file().is_file(), reason="CDNOW's purchases are not on this machine"
)
real_retail = pytest.mark.skipif(
    not online_retail.file().is_file(), reason="Online Retail is not on this machine"
)


def by_name(found):
    return {each.name: each for each in found.scores}


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    with Snapshot(
        write_cdnow(tmp_path_factory.mktemp("generated"), cdnow.generated()), threads=1
    ) as snapshot:
        yield snapshot


@pytest.fixture(scope="module")
def music_shop(tmp_path_factory):
    lines = cdnow.file().read_text().splitlines()
    with Snapshot(write_cdnow(tmp_path_factory.mktemp("cdnow"), lines), threads=1) as snapshot:
        yield snapshot


@pytest.fixture(scope="module")
def wholesaler(tmp_path_factory):
    directory = tmp_path_factory.mktemp("retail")
    online_retail.write(directory)
    with Snapshot(directory, threads=1) as snapshot:
        yield snapshot


@real_cdnow
def test_thirty_nine_weeks_of_the_music_shop_are_foreseen_from_the_first(music_shop):
    found = contest(Past(music_shop, cdnow.FINISHED, WEEKS_39))
    assert (found.cut, found.customers, found.chosen) == (cdnow.UNTIL, 2357, "pareto_nbd")
    score = by_name(found)["pareto_nbd"]
    assert score.separation == pytest.approx(0.771, abs=0.001)
    assert score.separation >= 0.77
    assert score.brier == pytest.approx(0.162, abs=0.001)
    assert found.brier_of_base == pytest.approx(0.206, abs=0.001)
    assert (score.mae, score.rmse, score.correlation) == pytest.approx((0.755, 1.603, 0.630), abs=0.001)


@real_retail
def test_the_wholesaler_is_foreseen_as_well_as_by_the_best_single_model(wholesaler):
    found = contest(Past(wholesaler, date(2011, 6, 30) + timedelta(days=WEEKS_23), WEEKS_23))
    assert (found.cut, found.customers) == (date(2011, 6, 30), 2960)
    scores = by_name(found)
    assert list(scores) == NAMES
    best = max(each.separation for each in found.scores)
    assert scores[found.chosen].separation >= best - 0.005
    assert scores[found.chosen].brier < found.brier_of_base
    assert "no end of a relationship" in scores["pareto_nbd"].problem


@real_retail
def test_boosted_trees_speak_where_they_win_beyond_chance(wholesaler):
    found = contest(Past(wholesaler, date(2011, 12, 9), DAYS_58))
    assert (found.chosen, found.chosen_on) == ("boosted", date(2011, 8, 15))
    assert by_name(found)["boosted"].brier < by_name(found)["rate"].brier


@real_cdnow
def test_trees_that_are_hardly_better_do_not_displace_a_simple_model(music_shop):
    found = contest(Past(music_shop, cdnow.FINISHED, 106))
    assert found.chosen == "beta_geo"  # the hybrid's least Brier score of the earlier cut is within chance
    scores = by_name(found)
    assert scores["beta_geo"].brier < scores["hybrid"].brier


def test_tenths_hold_everybody_and_follow_what_happened(generated):
    found = contest(Past(generated, cdnow.FINISHED, QUARTER))
    assert sum(each.customers for each in found.tenths) == found.customers == 1500
    ordered = sum(each.ordered * each.customers for each in found.tenths)
    assert ordered == pytest.approx(found.window.is_active.sum())
    assert all(each.low <= each.ordered <= each.high for each in found.tenths)
    assert all(0 <= each.foreseen <= 1 for each in found.tenths)
    foreseen = [each.foreseen for each in found.tenths]
    assert foreseen == sorted(foreseen)


def learned(name, snapshot, cut):
    """A contender that learned from the quarter before a day, and that day as it sees it."""
    contender = named(name)
    past = contender.prepare(window(snapshot, cut - timedelta(days=QUARTER), QUARTER, is_over=True))
    now = contender.prepare(window(snapshot, cut, QUARTER, is_over=False))
    return contender.learn([past], now), now


def test_what_happened_after_the_cut_is_unknown_to_those_who_foresee(generated, tmp_path):
    cut = cdnow.FINISHED - timedelta(days=QUARTER)
    known = [line for line in cdnow.generated() if line.split()[2] <= f"{cut:%Y%m%d}"]
    with Snapshot(write_cdnow(tmp_path, known), threads=1) as shorter:
        for name in NAMES:
            said = []
            for each in (generated, shorter):
                contender, now = learned(name, each, cut)
                said.append(contender.foresee(now).active)
            np.testing.assert_array_equal(*said, err_msg=name)


def test_every_contender_says_chances_and_numbers_that_can_be(generated):
    for name in NAMES:
        contender, now = learned(name, generated, cdnow.UNTIL)
        said = contender.foresee(now)
        assert ((said.active >= 0) & (said.active <= 1)).all(), name
        assert (said.expected >= 0).all(), name


def test_asking_what_if_asks_the_same_model(generated):
    """Had everybody ordered today, a model fitted anew would believe that nobody ever leaves."""
    now = window(generated, cdnow.FINISHED, QUARTER, is_over=False)
    found = foresee(generated, cdnow.FINISHED, QUARTER, Choice("hybrid", "model"))
    hybrid = named("hybrid")
    past = [hybrid.prepare(each) for each in Past(generated, cdnow.FINISHED, QUARTER).before(0)]
    hybrid.learn(past, hybrid.prepare(now))
    rows = np.arange(0, len(now), 3)  # fitted on these alone it would be another model
    some = hybrid.foresee(hybrid.prepare(now.as_if_ordered_now().part(rows), now)).active
    np.testing.assert_array_equal(found["risk_on_time"].to_numpy()[rows], 1 - some)


def test_too_little_past_is_an_answer_with_its_figures(tmp_path):
    with (
        Snapshot(write_cdnow(tmp_path, cdnow.generated(customers=80)), threads=1) as small,
        pytest.raises(NotEnoughPast, match="80 customers had ordered by 1998-03-31"),
    ):
        contest(Past(small, cdnow.FINISHED, QUARTER))


def test_trees_learn_where_nothing_is_known_of_a_column():
    """Of customers who all ordered once there is no gap: no column may break the learning."""
    features = np.column_stack([np.arange(60.0), np.full(60, np.nan), np.full(60, 3.0)])
    orders = (np.arange(60) % 3 == 0).astype(int)
    ids = np.arange(60)
    once = Window(date(2024, 1, 1), 30, ids, 0.0 * ids, 0.0 * ids, 1.0 * ids, features, orders, None)
    found = named("boosted").learn([once], once).foresee(once)
    assert found.active.mean() == pytest.approx(1 / 3, abs=0.01)
