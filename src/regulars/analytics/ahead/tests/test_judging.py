"""The methods tried on the past of a firm that was made up, and of a real one."""

import json
from dataclasses import replace

import numpy as np
import pytest

from regulars.analytics.ahead import judging
from regulars.analytics.ahead.judging import METHODS, is_stale, test_value
from regulars.analytics.ahead.purchases import Purchases, day_of, number_of
from regulars.analytics.ahead.tests.base import AS_OF, simulated
from regulars.analytics.sampling import drawn
from regulars.analytics.settings import Settings
from regulars.analytics.snapshot import Snapshot
from regulars.analytics.tests import online_retail

test_value.__test__ = False


@pytest.fixture(scope="module")
def firm():
    return simulated(customers=2_000)


@pytest.fixture(scope="module")
def trial(firm):
    return test_value(firm, AS_OF)


def test_the_method_that_did_best_on_the_earlier_day_speaks_and_is_judged_on_the_later(firm, trial):
    earlier, later = trial.record["trials"]
    last = firm.last_day
    assert (earlier["cut_on"], later["cut_on"]) == (
        day_of(last - 2 * 365).isoformat(),
        day_of(last - 365).isoformat(),
    )
    assert (trial.cut_on, trial.until_on) == (day_of(last - 365), day_of(last))

    def cost(figures):
        return figures["mae"] / figures["mean"] + abs(figures["total_error"])

    assert (
        trial.chosen
        == trial.record["judged"]
        == min(earlier["methods"], key=lambda name: cost(earlier["methods"][name]))
    )
    assert set(later["methods"]) == set(METHODS)


def test_models_that_know_of_leaving_beat_the_own_pace_where_customers_leave(trial):
    later = trial.record["trials"][1]["methods"]
    assert later["direct"]["total_error"] > 1.0
    assert abs(later["pareto_nbd"]["total_error"]) < 0.2
    assert later["pareto_nbd"]["mae"] < 0.6 * later["direct"]["mae"]
    assert trial.chosen in ("pareto_nbd", "beta_geo", "similar")


def test_of_many_customers_some_are_tried_and_the_method_that_won_is_fitted_to_all(firm, trial, monkeypatch):
    monkeypatch.setattr(judging, "MOST_TRIED", 1_000)
    found = test_value(firm, AS_OF)
    everybody = firm.standing(firm.last_day - 365)
    tried = [each for some in found.members.values() for each in some]
    assert found.record["of_all"] == trial.record["tried"] == len(everybody)
    assert found.record["tried"] == len(tried) == found.record["trials"][1]["customers"]
    some = set(firm.ids[drawn(firm.ids, 1_000)].tolist())
    assert sorted(tried) == [each for each in firm.ids[everybody.code].tolist() if each in some]
    fitted = METHODS[found.chosen].fit(firm, firm.standing(number_of(AS_OF)), cut=number_of(AS_OF), days=365)
    assert found.record["parameters"] == fitted.parameters


def test_tenths_hold_every_customer_once_and_rise_with_what_was_expected(firm, trial):
    standing = firm.standing(firm.last_day - 365)
    everybody = sorted(each for some in trial.members.values() for each in some)
    assert everybody == firm.ids[standing.code].tolist()
    expected = [one["expected"] for one in trial.record["tenths"]]
    assert expected == sorted(expected)
    assert [one["customers"] for one in trial.record["tenths"]] == [
        len(trial.members[f"tenth:{n}"]) for n in range(1, 11)
    ]
    total = firm.outcome(standing, firm.last_day - 365, firm.last_day).profit.sum()
    told = sum(one["customers"] * one["actual"] for one in trial.record["tenths"])
    assert told == pytest.approx(total, rel=1e-3)


def test_the_range_holds_about_as_many_as_it_says(trial):
    assert 0.75 <= trial.record["covered"] <= 0.95  # who brings nothing is always inside
    assert trial.record["retention"]["expected"] == pytest.approx(
        trial.record["retention"]["actual"], abs=0.08
    )
    earlier = trial.record["trials"][0]["methods"]
    assert trial.record["retention"]["method"] == min(earlier, key=lambda name: earlier[name]["brier"])


def test_the_record_is_plain_and_the_same_whatever_the_order_of_orders(firm, trial):
    mixed = np.random.default_rng(1).permutation(len(firm.code))
    shuffled = replace(
        firm, **{name: getattr(firm, name)[mixed] for name in ("code", "day", "amount", "cost", "is_return")}
    )
    again = test_value(shuffled, AS_OF)
    assert again.chosen == trial.chosen
    assert again.members == trial.members
    assert json.loads(json.dumps(again.record))["trials"] == trial.record["trials"]


def test_with_few_customers_direct_calculation_speaks_and_says_why():
    few = test_value(simulated(customers=60), AS_OF)
    assert (few.chosen, few.record["enough"], few.record["why"]) == ("direct", False, "few_customers")
    assert (few.cut_on, few.members) == (None, {})


def test_with_a_short_history_direct_calculation_speaks_and_says_why(firm):
    young = firm.day > firm.last_day - 80
    short = replace(
        firm, **{name: getattr(firm, name)[young] for name in ("code", "day", "amount", "cost", "is_return")}
    )
    told = test_value(short, AS_OF)
    assert (told.chosen, told.record["why"]) == ("direct", "short_history")


def test_a_firm_without_orders_is_told_so():
    nobody = test_value(simulated(customers=0), AS_OF)
    assert (nobody.chosen, nobody.record["customers"], nobody.record["why"]) == ("direct", 0, "short_history")


def test_a_record_is_stale_when_a_fifth_of_the_customers_came_or_profit_is_counted_otherwise(firm):
    record = {"customers": 1_700, "margin": "own"}
    assert not is_stale(record, firm)
    assert is_stale(record | {"customers": 1_600}, firm)
    assert is_stale(record | {"margin": "firm"}, firm)


@pytest.mark.skipif(not online_retail.file().exists(), reason="needs shared/data/online_retail.csv.gz")
def test_on_a_real_wholesaler_the_profit_of_four_months_is_foreseen_as_well_as_written_down(tmp_path):
    online_retail.write(tmp_path)
    with Snapshot(tmp_path, threads=1) as snapshot:
        purchases = Purchases.of(snapshot, online_retail.AS_OF, Settings())
    trial = test_value(purchases, online_retail.AS_OF)
    assert trial.chosen == "direct"
    later = trial.record["trials"][1]["methods"]
    told = {name: (figures["total_error"], figures["correlation"]) for name, figures in later.items()}
    assert told["direct"] == pytest.approx((-0.3153, 0.8929), abs=0.001)
    assert told["similar"] == pytest.approx((-0.1842, 0.8952), abs=0.001)
    assert told["beta_geo"] == pytest.approx((-0.3411, 0.8995), abs=0.002)
    assert trial.record["covered"] == pytest.approx(0.7822, abs=0.001)
