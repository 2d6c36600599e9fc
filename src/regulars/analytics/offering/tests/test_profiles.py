"""Preferences, higher grades, and gaps to more valuable customers."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import beta

from regulars.analytics.offering.gaps import gaps
from regulars.analytics.offering.holding import counted
from regulars.analytics.offering.tastes import grades, tastes
from regulars.analytics.offering.upgrading import Shelf, record, upgrades, users

UNTIL = date(2026, 9, 30)


def marks(*rows):
    names = ("customer_id", "basket_id", "aspect", "value")
    return pa.table({name: [row[place] for row in rows] for place, name in enumerate(names)})


def test_a_taste_is_surer_the_further_it_lies_above_the_usual_share():
    rows = [("Zhou", n, "category", "tea") for n in range(6)]
    rows += [("Lin", 10 + n, "category", "ware") for n in range(6)]
    (first, second) = tastes(marks(*rows)).sort_by("customer_id").to_pylist()
    assert (first["customer_id"], first["value"], first["share"], first["usual"]) == ("Lin", "ware", 1.0, 0.5)
    assert first["confidence"] == pytest.approx(beta(6 + 2, 2).sf(0.5), abs=1e-6)
    assert second["value"] == "tea"


def test_two_baskets_are_no_taste_and_the_usual_is_none_either():
    few = [("Zhou", n, "category", "tea") for n in range(2)]
    usual = [(f"c{who}", 100 * who + n, "category", "tea") for who in range(1, 6) for n in range(4)]
    assert tastes(marks(*few, *usual)).num_rows == 0


def test_a_grade_is_the_third_of_its_category_a_price_lies_in():
    found = grades(pa.array([1, 1, 1, 2, 2, None]), pa.array([10.0, 20.0, 30.0, 5.0, 6.0, 9.0]))
    assert found.tolist() == [1, 2, 3, 0, 0, 0]


SHELF = Shelf(
    np.array([1, 2, 3]),
    np.array([7, 7, 7]),
    np.array([100.0, 160.0, 240.0]),
    np.array([1, 2, 3]),
    np.ones(3, bool),
)


def bought(*rows):
    return pa.table(
        {
            "customer_id": pa.array([row[0] for row in rows], pa.int64()),
            "product_id": pa.array([row[1] for row in rows], pa.int64()),
            "ordered_on": pa.array([UNTIL - timedelta(days=row[2]) for row in rows], pa.date32()),
            "basket_id": pa.array(range(len(rows)), pa.int64()),
        }
    )


def test_who_buys_a_low_grade_often_is_offered_the_next_one():
    lines = bought(
        (1, 1, 10), (1, 1, 40), (1, 1, 70), (2, 1, 10), (2, 1, 20), (3, 3, 5), (3, 3, 6), (3, 3, 7)
    )
    found = users(lines, SHELF, until=UNTIL)
    assert (found.customer.tolist(), found.grade.tolist(), found.usual_price.tolist()) == ([1], [1], [100.0])
    assert (found.much.tolist(), found.tried.tolist()) == ([True], [False])
    demand = np.array([0.5, 0.2, 0.3])
    assert upgrades(found, SHELF, demand).tolist() == [2]  # Gold, more in demand, within two and a half times
    assert upgrades(found, SHELF, np.array([0.5, 0.3, 0.2])).tolist() == [1]


def test_the_chance_of_a_higher_grade_is_the_share_of_the_same_group_that_took_one():
    rows = [(who, 1, 40 + n) for who in range(40) for n in (0, 10, 20)]
    rows += [(who, 2, 5) for who in range(10)]
    past = record(bought(*rows), SHELF, day=UNTIL - timedelta(days=30), horizon_days=30)
    group = 0 * 4 + 1 * 2 + 0
    assert (past.customers[group], past.moved[group]) == (40, 10)
    alike = counted(np.array([past.customers] * 3), np.array([past.moved] * 3))
    share, low, high = alike.chances(np.arange(8), least=30)
    assert share[group] == pytest.approx(0.25)  # 20 of 80, drawn towards 20 of 80 of all
    assert low[group] < 0.25 < high[group]
    assert np.isnan(share[7])
    fell = counted(np.array([past.customers] * 3), np.array([0 * past.moved, past.moved, past.moved]))
    assert not fell.holds
    assert np.isnan(fell.chances(np.arange(8), least=30)[0]).all()


def base(*rows):
    names = (
        "customer_id", "kind", "value_class", "main_category", "orders", "categories", "gross_minor", "per_order_minor",
        "amount_per_order_minor", "margin_rate", "returned_share", "per_category_minor",
    )  # fmt: skip
    return pa.table({name: [row[place] for row in rows] for place, name in enumerate(names)})


def test_gaps_are_measured_against_similar_customers_one_class_higher():
    peers = [(100 + n, "person", "high", 1, 8, 3, 8000, 500, 1000, 0.5, 0.0, 1300) for n in range(20)]
    own = (1, "person", "middle", 1, 3, 1, 1800, 300, 600, 0.5, 0.1, 900)
    stranger = (2, "firm", "middle", 1, 3, 1, 1800, 300, 600, 0.5, 0.1, 900)
    found = gaps(base(*peers, own, stranger)).to_pylist()
    assert {row["customer_id"] for row in found} == {1}  # no firm of the next class to compare with
    worth = {row["kind"]: row["worth_minor"] for row in found}
    assert worth == {
        "often": 5 * 300,
        "categories": 2 * 1300,
        "grade": 400 * 3 * 0.5,
        "returns": round(0.1 * 1800),
    }
    assert found[0]["kind"] == "categories"
    assert {row["peer_count"] for row in found} == {20}
    assert gaps(base(*peers[:19], own)).num_rows == 0
