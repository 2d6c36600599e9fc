"""Whether chances of offers hold on days that taught nothing, and what the calendar takes off the shelf."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

from regulars.analytics.offering.calibrating import Bands, spread_of
from regulars.analytics.offering.choosing import choose
from regulars.analytics.offering.holding import Class, classes, hold
from regulars.analytics.offering.offers import offers_of
from regulars.analytics.offering.purchases import Purchases
from regulars.analytics.offering.seasons import season

TODAY = date(2026, 10, 25)


def bought(*rows):
    """(customer, product, day)."""
    return pa.table(
        {
            "customer_id": pa.array([row[0] for row in rows], pa.int64()),
            "product_id": pa.array([row[1] for row in rows], pa.string()),
            "ordered_on": pa.array([row[2] for row in rows], pa.date32()),
        }
    )


def bands(**more):
    return Bands(np.array([0.0]), np.array([900, 100]), np.array([9, 21]), **more)


def test_a_probability_is_drawn_towards_that_of_all_as_by_twenty_offers():
    assert bands().usual == 0.03
    assert bands().share == pytest.approx([9.6 / 920, 21.6 / 120])


def test_days_that_differed_widen_the_range():
    narrow, wide = (each[1] - each[0] for each in (bands().interval(), bands(spread=0.4).interval()))
    assert (wide > 1.5 * narrow).all()
    assert spread_of(np.array([100.0, 100.0]), np.array([100.0, 100.0])) == 0
    assert spread_of(np.array([100.0]), np.array([5.0])) == 0
    twice = spread_of(np.array([1000.0, 1000.0]), np.array([1000.0, 2000.0]))
    assert twice == pytest.approx(np.sqrt(np.log(2) ** 2 / 2 - (1 / 1000 + 1 / 2000) / 2))


def test_offers_named_at_a_sixth_and_hardly_ever_bought_do_not_hold():
    found = classes(bands(), np.array([2000, 400]), np.array([20.0, 2.0]))
    assert [(each.offers, each.holds) for each in found] == [(2000, True), (400, False)]
    assert (found[1].named, found[1].came) == (pytest.approx(0.18), 0.005)
    assert not hold(found, 0.0)
    kept = classes(bands(), np.array([2000, 400]), np.array([20.0, 70.0]))
    assert hold(kept, 0.0)
    assert not hold(kept, 0.6)  # a range so wide says nothing


def test_ranges_that_barely_touch_do_not_hold():
    assert not Class(0.16, 0.066, 0.33, 0.024, 0.008, 0.067, 127).holds
    assert Class(0.16, 0.066, 0.33, 0.07, 0.04, 0.13, 127).holds


def test_few_offers_prove_nothing():
    assert not hold([Class(0.1, 0.05, 0.2, 0.1, 0.01, 0.4, 29)], 0.0)
    assert hold([Class(0.1, 0.05, 0.2, 0.1, 0.01, 0.4, 30)], 0.0)
    assert not hold([], 0.0)


def test_what_left_the_shelf_on_the_same_days_a_year_ago_is_leaving_again():
    year_ago = TODAY - timedelta(days=365)
    rows = [(n, "spring tea", year_ago - timedelta(days=n % 20)) for n in range(200)]
    rows += [(n, "black tea", year_ago + timedelta(days=n % 40 - 20)) for n in range(400)]
    rows += [(1, "black tea", TODAY - timedelta(days=500)), (1, "spring tea", TODAY)]
    found = Purchases.of(bought(*rows), TODAY)
    at = dict(zip(found.products.to_pylist(), season(found, 30).tolist(), strict=True))
    # of 200 in the days before, 200 x 190 / 410 would be as usual, and none came
    assert at["spring tea"] == pytest.approx(5 / (200 * 190 / 410 + 5))
    assert at["black tea"] > 0.8
    young = Purchases.of(bought((1, "spring tea", TODAY)), TODAY)
    assert season(young, 30).tolist() == [1.0]


def seasonal():
    """Everybody's favourite is gone on the latest days only; the models could not know."""
    rows = []
    for who in range(120):
        for month in range(1, 10):
            day = TODAY - timedelta(days=30 * month + who % 28)
            rows += [(who, f"favourite {who % 4}", day), (who, f"other {(who * 7 + month) % 40}", day)]
        rows.append((who, f"new {who % 3}", TODAY - timedelta(days=who % 28)))
    return bought(*rows)


def test_chances_that_did_not_hold_order_offers_and_are_not_named():
    lines = seasonal()
    found = choose(lines, TODAY)
    assert not found.next.holds
    now = Purchases.of(lines, TODAY)
    rows = offers_of(
        "next", now, found.next, allowed=np.ones(len(now.products), bool), banned=np.zeros(0, np.int64)
    )
    assert len(rows)
    assert rows["probability"].null_count == rows["low"].null_count == len(rows)
    assert rows["past_offers"].null_count == 0
    share = np.asarray(rows["past_bought"]) / np.asarray(rows["past_offers"])
    same = np.diff(np.asarray(rows["customer_id"])) == 0
    assert (np.diff(share)[same] <= 0).all()
