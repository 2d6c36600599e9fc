"""What a customer likes, learnt from orders: category, brand, price grade, and whatever products are marked with."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.special import betainc

LEAST_BASKETS = 3
LEAST_SHARE = 0.15
LEAST_CONFIDENCE = 0.6
PRIOR_BASKETS = 4.0  # so many baskets of the average customer stand beside a customer's own
MOST_VALUES = 3
GRADES = 3


def tastes(marks: pa.Table) -> pa.Table:
    """marks: customer_id, basket_id, aspect, value; one row per product in a basket and aspect.

    Columns: customer_id, aspect, value, baskets (with the value), of_baskets (in which the aspect is known), share,
    usual (the same share of all baskets), confidence: the chance that the customer's share lies above the usual one,
    from a beta distribution with PRIOR_BASKETS baskets of the usual share. Only where a customer has LEAST_BASKETS.
    """
    each = marks.group_by(["customer_id", "aspect", "value", "basket_id"]).aggregate([])
    with_value = each.group_by(["customer_id", "aspect", "value"]).aggregate([("basket_id", "count")])
    known = each.group_by(["customer_id", "aspect", "basket_id"]).aggregate([])
    known = known.group_by(["customer_id", "aspect"]).aggregate([("basket_id", "count")])
    joined = with_value.rename_columns(["customer_id", "aspect", "value", "baskets"]).join(
        known.rename_columns(["customer_id", "aspect", "of_baskets"]), ["customer_id", "aspect"]
    )
    joined = joined.join(_usual(joined), ["aspect", "value"])
    joined = joined.filter(pc.greater_equal(joined["of_baskets"], LEAST_BASKETS))
    k, n, usual = (np.asarray(joined[name], dtype=float) for name in ("baskets", "of_baskets", "usual"))
    confidence = 1 - betainc(k + PRIOR_BASKETS * usual, n - k + PRIOR_BASKETS * (1 - usual) + 1e-9, usual)
    found = joined.append_column("share", pa.array(k / n)).append_column("confidence", pa.array(confidence))
    enough = pc.and_(
        pc.greater_equal(found["share"], LEAST_SHARE), pc.greater_equal(found["confidence"], LEAST_CONFIDENCE)
    )
    return _first_few(found.filter(enough))


def _usual(joined: pa.Table) -> pa.Table:
    alike = joined.group_by(["aspect", "value"]).aggregate([("baskets", "sum")])
    every = joined.group_by(["customer_id", "aspect"]).aggregate([("of_baskets", "max")])
    every = every.group_by("aspect").aggregate([("of_baskets_max", "sum")])
    both = alike.join(every, "aspect")
    usual = pc.divide(both["baskets_sum"].cast(pa.float64()), both["of_baskets_max_sum"].cast(pa.float64()))
    return both.select(["aspect", "value"]).append_column("usual", usual)


def _first_few(found: pa.Table) -> pa.Table:
    by = [
        ("customer_id", "ascending"),
        ("aspect", "ascending"),
        ("share", "descending"),
        ("value", "ascending"),
    ]
    found = found.sort_by(by)
    if not len(found):
        return found
    customer = found["customer_id"].to_numpy()
    aspect = found["aspect"].combine_chunks().dictionary_encode().indices.to_numpy()
    starts = np.flatnonzero(np.r_[True, (customer[1:] != customer[:-1]) | (aspect[1:] != aspect[:-1])])
    place = np.arange(len(found)) - np.repeat(starts, np.diff(np.r_[starts, len(found)]))
    return found.filter(pa.array(place < MOST_VALUES))


def grades(category: pa.Array, price: pa.Array) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """1 low, 2 middle, 3 high: the third of its category a product's price lies in; 0 where that says nothing.

    category: int64, null where none; price: any number, null or 0 where unknown. A category needs GRADES prices.
    """
    groups = np.asarray(category.fill_null(-1), dtype=np.int64)
    prices = np.asarray(price.cast(pa.float64()).fill_null(0.0))
    found = np.zeros(len(groups), dtype=np.int64)
    for group in np.unique(groups[groups >= 0]):
        rows = np.flatnonzero((groups == group) & (prices > 0))
        if len(np.unique(prices[rows])) < GRADES:
            continue
        limits = np.quantile(prices[rows], np.arange(1, GRADES) / GRADES)
        found[rows] = 1 + np.searchsorted(limits, prices[rows], side="left")
    return found
