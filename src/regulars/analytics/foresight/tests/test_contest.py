"""The models on real firms, and on a small generated one."""

from datetime import date, timedelta

import numpy as np
import pytest

from regulars.analytics.clv.tests import cdnow
from regulars.analytics.foresight.contenders import named
from regulars.analytics.foresight.contest import contest
from regulars.analytics.foresight.due import due_contest
from regulars.analytics.foresight.facts import try_facts
from regulars.analytics.foresight.foreseeing import Choice, foresee
from regulars.analytics.foresight.past import NotEnoughPast, Past
from regulars.analytics.snapshot import Snapshot
from regulars.analytics.tests import online_retail
from regulars.analytics.tests.shop import customer, order, write_shop

WEEKS_39 = 7 * cdnow.WEEKS_AFTER
needs_cdnow = pytest.mark.skipif(
    not cdnow.file().is_file(), reason="needs CDNOW_sample.txt in REGULARS_SHARED/data or ../shared/data"
)
needs_retail = pytest.mark.skipif(
    not online_retail.file().is_file(),
    reason="needs online_retail.csv.gz in REGULARS_SHARED/data or ../shared/data",
)


def opened(folder, table):
    """A snapshot of orders as CDNOW's files give them."""
    numbers = {name: place + 1 for place, name in enumerate(sorted(set(table["customer_id"].to_pylist())))}
    orders = [
        {
            **order(numbers[row["customer_id"]], row["ordered_on"].isoformat()),
            "amount_minor": round(row["amount"] * 100),
        }
        for row in table.to_pylist()
    ]
    write_shop(folder, customers=[customer(number) for number in numbers.values()], orders=orders)
    return Snapshot(folder, threads=1, memory_limit="400MB")


@pytest.fixture(scope="module")
def music_shop(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("cdnow"), cdnow.read(cdnow.generated())) as snapshot:
        yield snapshot


@pytest.fixture(scope="module")
def wholesaler(tmp_path_factory):
    folder = tmp_path_factory.mktemp("retail")
    online_retail.write(folder)
    with Snapshot(folder, threads=1, memory_limit="400MB") as snapshot:
        yield snapshot


def of(found, name):
    return next(score for score in found.scores if score.name == name)


def test_a_firm_with_one_past_period_is_told_by_pareto_nbd_and_the_record_says_how_well(music_shop):
    found = contest(Past(music_shop, cdnow.FINISHED, WEEKS_39))
    assert (found.chosen, found.chosen_on, found.cut) == ("pareto_nbd", None, cdnow.UNTIL)
    assert [score.name for score in found.scores] == ["rate", "beta_geo", "pareto_nbd"]
    best = of(found, "pareto_nbd")
    assert best.separation > 0.75
    assert best.brier < found.brier_of_base
    assert sum(tenth.customers for tenth in found.tenths) == found.customers == len(found.places)
    foreseen = sum(tenth.customers * tenth.foreseen for tenth in found.tenths) / found.customers
    assert foreseen == pytest.approx(found.foreseen.active.mean())
    ordered = sum(round(tenth.customers * tenth.ordered) for tenth in found.tenths)
    assert ordered == round(found.share_active * found.customers)


def test_a_firm_with_two_past_periods_chooses_on_the_earlier_one(music_shop):
    horizon = 100
    found = contest(Past(music_shop, cdnow.FINISHED, horizon))
    assert found.chosen_on == cdnow.FINISHED - timedelta(days=2 * horizon)
    assert [score.name for score in found.scores] == ["rate", "beta_geo", "pareto_nbd", "boosted", "hybrid"]
    tried = try_facts(Past(music_shop, cdnow.FINISHED, horizon), found, named(found.chosen))
    assert 0 < tried.without < 0.25
    assert (tried.adjustment is None) == (tried.with_facts >= tried.without) or tried.adjustment is None


def test_the_latest_period_has_no_say_in_the_choice(music_shop, tmp_path):
    """Whatever happens in the latest horizon, what was chosen before it stays chosen."""
    horizon = 100
    cut = cdnow.FINISHED - timedelta(days=horizon)
    table = cdnow.read(cdnow.generated())
    kept = [row for row in table.to_pylist() if row["ordered_on"] <= cut]
    for place, row in enumerate(kept[:150]):
        kept.append({**row, "ordered_on": cdnow.FINISHED - timedelta(days=place % 7)})
    with opened(tmp_path, type(table).from_pylist(kept, schema=table.schema)) as other:
        assert (
            contest(Past(other, cdnow.FINISHED, horizon)).chosen
            == contest(Past(music_shop, cdnow.FINISHED, horizon)).chosen
        )


def test_too_small_a_past_is_counted_and_refused(tmp_path):
    write_shop(tmp_path, customers=[customer(1)], orders=[order(1, "2024-01-01"), order(1, "2024-06-01")])
    with Snapshot(tmp_path, threads=1, memory_limit="200MB") as snapshot:
        with pytest.raises(NotEnoughPast) as refused:
            contest(Past(snapshot, date(2024, 6, 1), 30))
        assert (refused.value.customers, refused.value.active, refused.value.cut) == (1, 1, date(2024, 5, 2))
        with pytest.raises(NotEnoughPast):
            due_contest(Past(snapshot, date(2024, 6, 1), 30))


def test_the_risk_of_every_customer_is_a_chance_and_lateness_raises_it(music_shop):
    found = foresee(music_shop, cdnow.FINISHED, WEEKS_39, Choice("pareto_nbd", "model"))
    risk, on_time = (found[name].to_numpy() for name in ("churn_risk", "risk_on_time"))
    assert ((risk >= 0) & (risk <= 1)).all()
    assert (risk >= on_time - 1e-12).all()
    assert found["risk_of_all"].to_numpy() == pytest.approx(np.full(len(risk), risk.mean()))
    first, middle, last = (
        found[name].to_numpy()
        for name in ("next_order_from_on", "next_order_expected_on", "next_order_until_on")
    )
    assert ((first <= middle) & (middle <= last)).all()
    assert (first > np.datetime64(cdnow.FINISHED)).all()
    assert (last <= np.datetime64(cdnow.FINISHED) + WEEKS_39).all()


def test_the_range_of_the_next_order_holds_what_it_says(music_shop):
    found = due_contest(Past(music_shop, cdnow.FINISHED, WEEKS_39))
    assert found.chosen == "model"
    assert found.scores[0].within_range == pytest.approx(0.8, abs=0.06)


@needs_cdnow
def test_cdnow_is_told_as_well_as_published(tmp_path):
    with opened(tmp_path, cdnow.read(cdnow.file().open())) as snapshot:
        found = contest(Past(snapshot, cdnow.FINISHED, WEEKS_39))
        due = due_contest(Past(snapshot, cdnow.FINISHED, WEEKS_39))
    best = of(found, found.chosen)
    assert found.customers == 2357
    assert best.separation >= 0.77
    assert best.brier == pytest.approx(0.1619, abs=0.0005)
    assert best.brier < found.brier_of_base == pytest.approx(0.2060, abs=0.0005)
    assert (best.mae, best.rmse, best.correlation) == pytest.approx((0.755, 1.603, 0.630), abs=0.001)
    assert due.scores[0].within_range == pytest.approx(0.8, abs=0.02)


@needs_retail
def test_the_wholesaler_is_told_within_five_thousandths_of_the_best_single_model(wholesaler):
    found = contest(Past(wholesaler, date(2011, 6, 30) + timedelta(days=161), 161))
    assert (found.cut, found.chosen_on, found.customers) == (date(2011, 6, 30), date(2011, 1, 20), 2960)
    best = max(score.separation for score in found.scores)
    chosen = of(found, found.chosen)
    assert chosen.separation >= best - 0.005
    assert chosen.brier == min(score.brier for score in found.scores) < found.brier_of_base
    # In each tenth what was foreseen lies within what may come by chance, or close by.
    assert all(tenth.low - 0.05 <= tenth.foreseen <= tenth.high + 0.05 for tenth in found.tenths)
    due = due_contest(Past(wholesaler, date(2011, 6, 30) + timedelta(days=161), 161))
    gap = next(score for score in due.scores if score.name == "gap")
    told = next(score for score in due.scores if score.name == due.chosen)
    assert told.error < 0.75 * gap.error
    assert told.within_range == pytest.approx(0.8, abs=0.05)
