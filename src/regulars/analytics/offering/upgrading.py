"""Who could buy a higher grade of what they buy already, and how often such customers did in the past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from regulars.analytics.offering.calibrating import Codes, Floats
from regulars.analytics.offering.holding import Counted, counted

SEEN_DAYS = 365
LEAST_LINES = 3
LEAST_IN_GROUP = 30
DEAREST = 2.5  # times the usual price: beyond, it is another product, not a higher grade
STEP = 1.05
GROUPS = 8
LEARNING_DAYS = 4


@dataclass(frozen=True)
class Shelf:
    """The products, by number: id, category, price (minor units), grade 1 to 3 or 0, whether it is offered at all."""

    ids: Codes
    category: Codes
    price: Floats
    grade: Codes
    allowed: NDArray[np.bool_]


@dataclass(frozen=True)
class Users:
    """One row per customer and category bought LEAST_LINES times or more in SEEN_DAYS, usual grade below the highest.

    times: purchases; usual_price: mean; grade: usual; much: bought as often as half of the category's buyers or more;
    tried: bought a higher grade before. group: 0 to GROUPS - 1, customers of the same grade and signs.
    """

    customer: Codes
    category: Codes
    times: Codes
    typical_times: Floats
    usual_price: Floats
    grade: Codes
    much: NDArray[np.bool_]
    tried: NDArray[np.bool_]

    @property
    def group(self) -> Codes:
        return (self.grade - 1) * 4 + self.much * 2 + self.tried


def users(lines: pa.Table, shelf: Shelf, *, until: date) -> Users:
    """lines: customer_id, product_id, ordered_on, basket_id; products must be on the shelf (ids sorted)."""
    customer, product = _bought(lines, shelf, since=until - timedelta(days=SEEN_DAYS), until=until)
    known = shelf.grade[product] > 0
    customer, product = customer[known], product[known]
    pair, inverse = np.unique(np.stack([customer, shelf.category[product]]), axis=1, return_inverse=True)
    inverse = inverse.ravel()
    times = np.bincount(inverse, minlength=pair.shape[1])
    mean = {
        "price": np.bincount(inverse, weights=shelf.price[product], minlength=pair.shape[1])
        / np.maximum(times, 1),
        "grade": np.bincount(inverse, weights=shelf.grade[product], minlength=pair.shape[1])
        / np.maximum(times, 1),
    }
    usual = np.floor(mean["grade"] + 0.5).astype(np.int64)
    highest = np.zeros(pair.shape[1], dtype=np.int64)
    np.maximum.at(highest, inverse, shelf.grade[product])
    typical = _median_by(pair[1], times)
    kept = (times >= LEAST_LINES) & (usual < 3)
    return Users(
        pair[0][kept], pair[1][kept], times[kept], typical[kept], mean["price"][kept], usual[kept],
        times[kept] >= typical[kept], highest[kept] > usual[kept],
    )  # fmt: skip


@dataclass(frozen=True)
class GroupRecord:
    """customers: of each group at the cut; moved: those who bought a higher grade of the category in the horizon."""

    customers: Codes
    moved: Codes


def record(lines: pa.Table, shelf: Shelf, *, day: date, horizon_days: int) -> GroupRecord:
    """What became of the same groups after a day of the past."""
    then = users(lines, shelf, until=day)
    customer, product = _bought(lines, shelf, since=day, until=day + timedelta(days=horizon_days))
    per_row = int(max(shelf.category.max(initial=0), 0)) + 1
    usual = dict(
        zip((then.customer * per_row + then.category).tolist(), range(len(then.customer)), strict=True)
    )
    moved = np.zeros(len(then.customer), dtype=bool)
    for key, grade in zip(
        (customer * per_row + shelf.category[product]).tolist(), shelf.grade[product].tolist(), strict=True
    ):
        at = usual.get(key)
        if at is not None and grade > then.grade[at]:
            moved[at] = True
    return GroupRecord(
        np.bincount(then.group, minlength=GROUPS), np.bincount(then.group[moved], minlength=GROUPS)
    )


def learn(lines: pa.Table, shelf: Shelf, *, until: date, horizon_days: int) -> Counted:
    """How often each group moved up: learnt on LEARNING_DAYS, judged on the latest of which the horizon is over."""
    days = [until - timedelta(days=horizon_days * (1 + place)) for place in range(LEARNING_DAYS + 1)]
    found = [record(lines, shelf, day=day, horizon_days=horizon_days) for day in days]
    return counted(np.array([each.customers for each in found]), np.array([each.moved for each in found]))


def upgrades(found: Users, shelf: Shelf, demand: Floats) -> Codes:
    """For each row the number of the product to offer: of the next higher grades the one most in demand, dearer than
    what is usual and not out of reach; -1 where there is none. demand: shape (products,).
    """
    by_category = {
        int(one): np.flatnonzero((shelf.category == one) & shelf.allowed) for one in np.unique(found.category)
    }
    offered = np.full(len(found.customer), -1, dtype=np.int64)
    for row, (category, grade, price) in enumerate(
        zip(found.category.tolist(), found.grade.tolist(), found.usual_price.tolist(), strict=True)
    ):
        among = by_category[category]
        fits = among[
            (shelf.grade[among] > grade)
            & (shelf.price[among] > STEP * price)
            & (shelf.price[among] <= DEAREST * price)
        ]
        if len(fits):
            offered[row] = fits[np.argmax(demand[fits])]
    return offered


def _bought(lines: pa.Table, shelf: Shelf, *, since: date, until: date) -> tuple[Codes, Codes]:
    """One row per customer, basket and product, after `since` up to `until`."""
    days = lines["ordered_on"].cast(pa.date32())
    inside = pc.and_(
        pc.greater(days, pa.scalar(since, pa.date32())), pc.less_equal(days, pa.scalar(until, pa.date32()))
    )
    by = ["customer_id", "basket_id", "product_id"]
    each = lines.filter(inside).select(by).group_by(by).aggregate([])
    product = np.searchsorted(shelf.ids, each["product_id"].to_numpy())
    return each["customer_id"].to_numpy().astype(np.int64), product.astype(np.int64)


def _median_by(group: Codes, values: Codes) -> Floats:
    found = np.zeros(len(group))
    for one in np.unique(group):
        rows = group == one
        found[rows] = np.median(values[rows])
    return found
