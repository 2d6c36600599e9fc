"""A day in the past seen from both sides: what was bought before it, and what in the days that followed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from regulars.analytics.offering.purchases import Purchases
from regulars.analytics.offering.repeating import repeats
from regulars.analytics.offering.topping import NONE, Lists

Keys = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Cut:
    """purchases: up to the day. later: customer times products plus product, sorted, what each customer known by
    then bought within the horizon. later_new: the same without what the customer had. sizes, new_sizes: how many
    different products that was for each customer, products nobody had bought before included.
    """

    purchases: Purchases
    horizon_days: int
    later: Keys
    later_new: Keys
    sizes: Keys
    new_sizes: Keys

    @property
    def day(self) -> date:
        return self.purchases.until

    @cached_property
    def never_twice(self) -> Keys:
        return never_twice(self.purchases)


def cut(lines: pa.Table, day: date, horizon_days: int) -> Cut:
    """lines: as Purchases.of takes them. The horizon begins on the day after `day`."""
    before = Purchases.of(lines, day)
    days = lines["ordered_on"].cast(pa.date32())
    follows = pc.and_(
        pc.greater(days, pa.scalar(day, pa.date32())),
        pc.less_equal(days, pa.scalar(day + timedelta(days=horizon_days), pa.date32())),
    )
    after = (
        lines.filter(follows).select(["customer_id", "product_id"]).group_by(["customer_id", "product_id"])
    )
    bought = after.aggregate([])
    customer = _places(bought["customer_id"], before.customers)
    product = _places(bought["product_id"], before.products)
    known = customer != NONE
    customer, product = customer[known], product[known]
    count = len(before.customers)
    keys = np.sort(customer[product != NONE] * len(before.products) + product[product != NONE])
    new = keys[~is_in(keys, owned_keys(before))]
    never_sold = np.bincount(customer[product == NONE], minlength=count)
    per_row = max(len(before.products), 1)
    return Cut(
        before,
        horizon_days,
        keys,
        new,
        np.bincount(keys // per_row, minlength=count) + never_sold,
        np.bincount(new // per_row, minlength=count) + never_sold,
    )


def owned_keys(purchases: Purchases) -> Keys:
    """Customer times products plus product of everything ever bought, sorted."""
    return unique(purchases.customer * len(purchases.products) + purchases.product)


def never_twice(purchases: Purchases, *, said: dict[int, bool] | None = None) -> Keys:
    """Keys of what customers have and nobody buys a second time."""
    owned = owned_keys(purchases)
    again = repeats(purchases, said=said).is_repeatable
    return owned[~again[owned % max(len(purchases.products), 1)]]


def unique(keys: Keys) -> Keys:
    """Sorted, each once. NumPy's own hashes, which takes ten times as long for millions of such keys."""
    found = np.sort(keys)
    return found[np.r_[True, found[1:] != found[:-1]]] if len(found) else found


def united(one: Keys, other: Keys) -> Keys:
    """Both, sorted, each once; whichever is given is left as it is."""
    if not len(one) or not len(other):
        return one if len(one) else other
    return unique(np.concatenate([one, other]))


def keys_of(lists: Lists, products: int) -> Keys:
    """The same for offers, shape of the lists; -1 where there is none."""
    rows = np.arange(len(lists.product))[:, None]
    return np.where(lists.product == NONE, NONE, rows * products + lists.product)


def is_in(keys: Keys, among: Keys) -> Flags:
    """Which of the keys are among those, which are sorted."""
    if not len(among):
        return np.zeros(keys.shape, dtype=bool)
    places = np.minimum(np.searchsorted(among, keys), len(among) - 1)
    return np.asarray(among[places] == keys)


def without(lists: Lists, banned: Keys, products: int, *, count: int) -> Lists:
    """The lists without the banned keys (sorted), closed up and cut to the first `count`."""
    gone = is_in(keys_of(lists, products), banned)
    product = np.where(gone, NONE, lists.product)
    order = np.argsort(product == NONE, axis=1, kind="stable")[:, :count]
    score = np.where(product == NONE, 0.0, lists.score)
    return Lists(np.take_along_axis(product, order, axis=1), np.take_along_axis(score, order, axis=1))


def _places(values: pa.ChunkedArray, among: pa.Array) -> Keys:
    found = pc.index_in(values.combine_chunks().cast(among.type), value_set=among)
    return np.asarray(found.fill_null(NONE), dtype=np.int64)
