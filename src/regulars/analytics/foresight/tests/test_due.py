"""The day of the next order comes from whoever came nearest on earlier days."""

from datetime import date

import numpy as np
import pytest

from regulars.analytics.clv import ParetoNBD
from regulars.analytics.clv.problems import NoConvergence
from regulars.analytics.clv.tests import cdnow
from regulars.analytics.foresight.due import Due, due_contest, quantile_loss
from regulars.analytics.foresight.past import NotEnoughPast, Past
from regulars.analytics.foresight.tests.shops import write_cdnow
from regulars.analytics.snapshot import Snapshot
from regulars.analytics.tests import online_retail

real_retail = pytest.mark.skipif(
    not online_retail.file().is_file(), reason="Online Retail is not on this machine"
)


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    with Snapshot(
        write_cdnow(tmp_path_factory.mktemp("generated"), cdnow.generated()), threads=1
    ) as snapshot:
        yield snapshot


@real_retail
def test_last_order_plus_gap_is_beaten_at_the_wholesaler(tmp_path):
    online_retail.write(tmp_path)
    with Snapshot(tmp_path, threads=1) as snapshot:
        found = due_contest(Past(snapshot, date(2011, 12, 9), 58))
    assert (found.chosen, found.chosen_on, found.customers) == ("model", date(2011, 8, 15), 1751)
    score = {each.name: each for each in found.scores}
    assert [score[name].error for name in ("model", "gap", "boosted")] == pytest.approx(
        [12.4, 21.7, 12.4], abs=0.05
    )
    assert [score[name].near for name in ("model", "gap", "boosted")] == pytest.approx(
        [0.613, 0.442, 0.608], abs=0.002
    )
    assert score["model"].within_range == pytest.approx(0.875, abs=0.005)  # 80 % were promised


def test_a_day_is_judged_with_both_ends_of_its_range():
    told = Due(*(np.array([days, days]) for days in (20.0, 10.0, 40.0)))
    # 5 days: .9 x 5 before the range, .5 x 15 before the day, .1 x 35 before its end; 44 days the other way round.
    assert quantile_loss(told, np.array([5.0, 44.0])).tolist() == pytest.approx([15.5, 19.0])


def test_the_range_of_the_chosen_one_holds_about_four_of_five(generated):
    found = due_contest(Past(generated, cdnow.FINISHED, 91))
    chosen = next(each for each in found.scores if each.name == found.chosen)
    assert found.customers == 251
    assert chosen.within_range == pytest.approx(0.8, abs=0.1)


def test_where_no_model_finds_parameters_nobody_speaks(generated, monkeypatch):
    def fails(*_histories, **_more):
        raise NoConvergence("no")

    monkeypatch.setattr(ParetoNBD, "fit", fails)
    with pytest.raises(NotEnoughPast):
        due_contest(Past(generated, cdnow.FINISHED, 273))
