"""Which model offers, chosen on earlier days and judged on the latest; and what a probability stands for."""

import json
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from regulars.analytics.offering.calibrating import Calibration, TooFewOutcomes
from regulars.analytics.offering.choosing import NEXT_WAYS, choose
from regulars.analytics.offering.cutting import cut, keys_of, without
from regulars.analytics.offering.offers import Said, offers_of
from regulars.analytics.offering.purchases import Purchases
from regulars.analytics.offering.repeating import pair_facts, repeats, usual_gaps
from regulars.analytics.offering.telling import heard, told
from regulars.analytics.offering.tests.shop import SHOP, UNTIL
from regulars.analytics.offering.topping import Lists
from regulars.analytics.tests import online_retail

TODAY = date(2026, 9, 28)


def generated(*, customers=80, seed=3):
    """Everybody has two favourites of 20, bought every month, and now and then something else."""
    chance = np.random.default_rng(seed)
    rows = []
    for who in range(customers):
        favourites = chance.choice(20, 2, replace=False)
        for month in range(10):
            day = TODAY - timedelta(days=int(who % 30 + 30 * month))
            rows += [(who, int(product), day) for product in favourites]
            if chance.random() < 0.6:
                rows.append((who, int(chance.integers(20, 40)), day))
    return pa.table(
        {
            "customer_id": pa.array([row[0] for row in rows], pa.int64()),
            "product_id": pa.array([row[1] for row in rows], pa.int64()),
            "ordered_on": pa.array([row[2] for row in rows], pa.date32()),
        }
    )


@pytest.fixture(scope="module")
def chosen():
    return choose(generated(), TODAY)


def test_the_latest_days_take_no_part_in_the_choice(chosen):
    lines = generated()
    latest = pa.scalar(TODAY - timedelta(days=30), pa.date32())
    other = lines.filter(pc.less_equal(lines["ordered_on"], latest))
    swapped = pa.table(
        {
            "customer_id": lines["customer_id"],
            "product_id": pa.array([39] * len(lines), pa.int64()),
            "ordered_on": lines["ordered_on"],
        }
    ).filter(pc.greater(lines["ordered_on"], latest))
    again = choose(pa.concat_tables([other, swapped]), TODAY)
    assert again.next.tried == chosen.next.tried
    assert again.next.record.of_list < chosen.next.record.of_list


def test_favourites_win_where_everybody_has_some_and_the_record_says_how_far(chosen):
    assert chosen.next.way.model == "repeats"
    assert chosen.next.record.hits >= 2  # both favourites of everybody are met
    assert chosen.next.record.customers == 80
    popular = chosen.next.beside[0][1]
    assert popular.of_list < chosen.next.record.low
    assert chosen.next.way in NEXT_WAYS


def test_too_few_customers_are_no_ground_for_a_choice():
    found = choose(generated(customers=20), TODAY)
    assert (found.next, found.new) == (None, None)


def test_a_choice_told_and_heard_again_offers_the_same(chosen):
    again = heard(json.loads(json.dumps(told(chosen))))
    bought = Purchases.of(generated(), TODAY)
    free = {"allowed": np.ones(len(bought.products), bool), "banned": np.zeros(0, np.int64)}
    for task in ("next", "new"):
        ours, theirs = (offers_of(task, bought, getattr(each, task), **free) for each in (chosen, again))
        assert ours.equals(theirs)
        assert len(ours)


def test_a_probability_is_the_share_that_was_bought_of_such_offers(chosen):
    bought = Purchases.of(generated(), TODAY)
    free = {"allowed": np.ones(len(bought.products), bool), "banned": np.zeros(0, np.int64)}
    rows = offers_of("next", bought, chosen.next, **free)
    bands = chosen.next.calibration.bands_
    usual = bands.bought.sum() / bands.offers.sum()
    share = (np.asarray(rows["past_bought"]) + 20 * usual) / (np.asarray(rows["past_offers"]) + 20)
    assert np.asarray(rows["probability"]) == pytest.approx(share)
    assert (np.asarray(rows["low"]) <= share).all()
    assert (share <= np.asarray(rows["high"])).all()


def test_what_is_banned_or_not_sold_is_not_offered_and_others_move_up(chosen):
    bought = Purchases.of(generated(), TODAY)
    allowed = np.ones(len(bought.products), bool)
    allowed[3] = False
    banned = np.array([0 * len(bought.products) + 5])
    rows = offers_of("next", bought, chosen.next, allowed=allowed, banned=banned)
    assert bought.products[3].as_py() not in rows["product_id"].to_pylist()
    of_first = rows.filter(pc.equal(rows["customer_id"], bought.customers[0]))
    assert bought.products[5].as_py() not in of_first["product_id"].to_pylist()
    assert of_first["place"].to_pylist() == list(range(1, len(of_first) + 1))


def test_bands_rise_and_count_every_offer_once():
    chance = np.random.default_rng(5)
    score = chance.random(5000)
    met = chance.random(5000) < score * 0.5
    found = Calibration().fit(score[:, None], met)
    assert found.bands_.offers.sum() == 5000
    assert found.bands_.bought.sum() == met.sum()
    assert (np.diff(found.bands_.share) > 0).all()
    said = found.bands_.share[found.band(np.array([[0.1], [0.9]]))]
    assert said == pytest.approx([0.05, 0.45], abs=0.06)


def test_offers_set_apart_share_no_band_with_the_others():
    facts = np.column_stack([np.r_[np.zeros(500), np.ones(500)], np.r_[np.ones(500), np.zeros(500)]])
    met = np.r_[np.arange(500) % 2 == 0, np.arange(500) % 2 == 0]
    found = Calibration(apart=1).fit(facts, met)
    assert set(found.band(facts[:500])).isdisjoint(found.band(facts[500:])) or len(found.bands_.offers) == 1


def test_without_outcomes_there_is_no_probability():
    with pytest.raises(TooFewOutcomes, match="3 of 500"):
        Calibration().fit(np.arange(500.0)[:, None], np.arange(500) < 3)


def test_a_cut_counts_what_follows_within_the_horizon_and_products_nobody_had():
    then = cut(SHOP, UNTIL - timedelta(days=30), 30)
    names = then.purchases.customers.to_pylist()
    sizes = dict(zip(names, then.sizes.tolist(), strict=True))
    assert sizes == {"Chen": 0, "Zhou": 1}  # Zhou's tea; nobody else was a customer then
    assert then.new_sizes.sum() == 0


def test_lists_close_up_over_what_is_taken_out():
    lists = Lists(np.array([[4, 2, 7], [1, -1, -1]]), np.array([[3.0, 2.0, 1.0], [5.0, 0.0, 0.0]]))
    left = without(lists, np.array([2]), 10, count=2)
    assert left.product.tolist() == [[4, 7], [1, -1]]
    assert left.score.tolist() == [[3.0, 1.0], [5.0, 0.0]]
    assert keys_of(left, 10).tolist() == [[4, 7], [11, -1]]


def test_products_that_old_buyers_did_not_buy_again_are_no_repeats_unless_said():
    rows = [(who, "cup", 200) for who in range(40)] + [
        (who, "tea", 200 - 30 * n) for who in range(40) for n in range(3)
    ]
    table = pa.table(
        {
            "customer_id": [row[0] for row in rows],
            "product_id": [row[1] for row in rows],
            "ordered_on": [UNTIL - timedelta(days=row[2]) for row in rows],
        }
    )
    bought = Purchases.of(table, UNTIL)
    cup, tea = (bought.products.to_pylist().index(name) for name in ("cup", "tea"))
    found = repeats(bought)
    assert (found.is_repeatable[cup], found.is_repeatable[tea]) == (False, True)
    assert (found.buyers[cup], found.again[cup], found.again[tea]) == (40, 0, 40)
    assert repeats(bought, said={cup: True}).is_repeatable[cup]
    gaps = usual_gaps(pair_facts(bought), 2, said={})
    assert gaps[tea] == 30
    assert np.isnan(gaps[cup])
    assert usual_gaps(pair_facts(bought), 2, said={cup: 365.0})[cup] == 365


@pytest.mark.parametrize(("age", "reason"), [(23, "early"), (24, "due"), (36, "due"), (37, "late")])
def test_the_time_for_a_product_is_four_fifths_to_six_fifths_of_its_interval(age, reason):
    days = [age + 30 * n for n in range(4)]
    table = pa.table(
        {
            "customer_id": ["Zhou"] * 4,
            "product_id": ["tea"] * 4,
            "ordered_on": [UNTIL - timedelta(days=day) for day in days],
        }
    )
    bought = Purchases.of(table, UNTIL)
    rows = offers_of(
        "next", bought, None, allowed=np.ones(1, bool), banned=np.zeros(0, np.int64), said=Said()
    )
    (row,) = rows.to_pylist()
    assert (row["reason"], row["interval_days"], row["times"]) == (reason, 30.0, 4)
    assert row["not_before"] == UNTIL - timedelta(days=age - 24)
    assert row["probability"] is None


@pytest.mark.full
@pytest.mark.skipif(not online_retail.file().is_file(), reason="the public data set is not there")
def test_the_records_on_a_real_wholesaler():
    lines = online_retail.read_lines()
    lines = lines.filter(pc.and_(pc.greater(lines["Quantity"], 0), pc.invert(lines["is_return"])))
    table = pa.table(
        {
            "customer_id": lines["CustomerID"],
            "product_id": lines["StockCode"],
            "ordered_on": lines["InvoiceDate"].cast(pa.date32()),
            "basket_id": lines["InvoiceNo"],
        }
    )
    found = choose(table, date(2011, 12, 9))
    assert found.latest == date(2011, 11, 9)
    assert found.next.record.of_list == pytest.approx(0.375, abs=0.002)
    plain = {way.model: record for way, record in found.next.beside}["repeats"]
    assert found.next.record.low > plain.of_list  # own repeats and popularity in the same run: .339
    assert found.new.record.of_list == pytest.approx(0.121, abs=0.002)
    assert found.new.record.low > 0.068
