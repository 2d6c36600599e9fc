"""Which products are bought again, and after how long a customer needs one again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from regulars.analytics.offering.purchases import Purchases

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
SEEN_DAYS = 90  # buyers younger than this have had no chance to buy again
LEAST_BUYERS = 20  # below, a product counts as bought again: nothing speaks against it
LEAST_SHARE = 0.03
ENOUGH_GAPS = 5
OWN_GAPS = 2
EARLY, LATE = 0.8, 1.2  # of the interval: before, it is too soon; after, it is overdue


@dataclass(frozen=True)
class Repeats:
    """buyers: customers whose first purchase is SEEN_DAYS old; again: those of them who bought on another day.

    is_repeatable: what may be offered to who has it. All of shape (products,).
    """

    buyers: Codes
    again: Codes
    is_repeatable: NDArray[np.bool_]


def repeats(purchases: Purchases, *, said: dict[int, bool] | None = None) -> Repeats:
    """said: by number of the product, what people set by hand; it goes before what is learnt."""
    pairs = pair_facts(purchases)
    products = len(purchases.products)
    old = pairs.first_age >= SEEN_DAYS
    buyers = np.bincount(pairs.product[old], minlength=products)
    again = np.bincount(pairs.product[old & (pairs.times > 1)], minlength=products)
    repeatable = (buyers < LEAST_BUYERS) | (again >= LEAST_SHARE * buyers)
    for product, is_so in (said or {}).items():
        repeatable[product] = is_so
    return Repeats(buyers, again, repeatable)


@dataclass(frozen=True)
class PairFacts:
    """One row per customer and product bought, sorted by both. times: days on which it was bought.

    last_age, first_age: days from the last and first purchase to the end of the data. own_gap: mean days between
    the customer's purchases of it, NaN below OWN_GAPS gaps. gap_product, gap_days: all gaps, unordered.
    """

    customer: Codes
    product: Codes
    times: Codes
    last_age: Floats
    first_age: Floats
    own_gap: Floats
    gap_product: Codes
    gap_days: Floats

    def keys(self, products: int) -> Codes:
        return self.customer * products + self.product


def pair_facts(purchases: Purchases) -> PairFacts:
    key = purchases.customer * max(len(purchases.products), 1) + purchases.product
    order = np.lexsort((-purchases.age, key))
    key, age = key[order], purchases.age[order]
    new_day = np.ones(len(key), dtype=bool)
    new_day[1:] = (key[1:] != key[:-1]) | (age[1:] != age[:-1])
    key, age = key[new_day], age[new_day]
    starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.zeros(0, dtype=np.int64)
    times = np.diff(np.r_[starts, len(key)])
    ends = starts + times - 1
    same = key[1:] == key[:-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        own = np.where(times > OWN_GAPS, (age[starts] - age[ends]) / (times - 1), np.nan)
    per_row = max(len(purchases.products), 1)
    return PairFacts(
        key[starts] // per_row,
        key[starts] % per_row,
        times,
        age[ends],
        age[starts],
        own,
        key[1:][same] % per_row,
        (age[:-1] - age[1:])[same],
    )


def usual_gaps(pairs: PairFacts, products: int, *, said: dict[int, float] | None = None) -> Floats:
    """Days after which a product is bought again: set by hand, else the median of ENOUGH_GAPS gaps, else NaN."""
    found = np.full(products, np.nan)
    order = np.lexsort((pairs.gap_days, pairs.gap_product))
    product, days = pairs.gap_product[order], pairs.gap_days[order]
    counts = np.bincount(product, minlength=products)
    starts = np.r_[0, np.cumsum(counts)[:-1]]
    enough = counts >= ENOUGH_GAPS
    low, high = starts + (counts - 1) // 2, starts + counts // 2
    found[enough] = (days[low[enough]] + days[high[enough]]) / 2
    for number, lasts in (said or {}).items():
        found[number] = lasts
    return found


def intervals(pairs: PairFacts, gaps: Floats) -> Floats:
    """Of each pair: the customer's own interval where there is one, else the product's."""
    return np.where(np.isnan(pairs.own_gap), gaps[pairs.product], pairs.own_gap)


def not_before(until: date, last_age: Floats, interval: Floats) -> NDArray[np.datetime64]:
    """The day from which a product may be offered again: EARLY of the interval after the last; NaT without one."""
    ahead = np.ceil(EARLY * interval) - last_age
    days = np.datetime64(until, "D") + np.nan_to_num(ahead).astype("timedelta64[D]")
    return np.where(np.isnan(interval), np.datetime64("NaT", "D"), days)
