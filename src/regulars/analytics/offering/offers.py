"""Today's offers: for each customer which products, how likely, when, and what speaks for each."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from regulars.analytics.offering.calibrating import Calibration, Codes, Floats
from regulars.analytics.offering.choosing import (
    HORIZON_DAYS,
    NEXT_WAYS,
    Chosen,
    Task,
    Way,
    facts_of,
    lists_of,
)
from regulars.analytics.offering.cutting import Flags, Keys, is_in, never_twice, united
from regulars.analytics.offering.neighbours import ItemNeighbours
from regulars.analytics.offering.purchases import Purchases
from regulars.analytics.offering.repeating import EARLY, LATE, PairFacts, intervals, pair_facts, usual_gaps
from regulars.analytics.offering.topping import NONE, Lists

REASON_NEIGHBOURS = 200
AT_ONCE = 2_000
LEAST_SHARED = 5  # customers who bought both; below, a share is no reason
FALLBACK: dict[Task, Way] = {"next": NEXT_WAYS[1], "new": NEXT_WAYS[0]}


@dataclass(frozen=True)
class Said:
    """What people set by hand, by number of the product: whether it is bought again, how long it lasts."""

    repeatable: dict[int, bool] = field(default_factory=dict)
    lasts: dict[int, float] = field(default_factory=dict)


def offers_of(
    task: Task,
    purchases: Purchases,
    chosen: Chosen | None,
    *,
    allowed: Flags,
    banned: Keys,
    said: Said | None = None,
    horizon_days: int = HORIZON_DAYS,
) -> pa.Table:
    """One row per customer and product offered, likeliest first; ready for a table of the database.

    allowed: shape (products,), False for what is offered to nobody; banned: sorted keys of what a customer must not
    be offered. Columns: customer_id, product_id, place (from 1), past_offers and past_bought (its band in the back-test;
    null where nothing could be chosen), probability with low and high (null also where those did not hold), reason (due | early | late | again |
    bought_with | similar | popular), because_id, share, buyers, times, last_on, interval_days, not_before.
    """
    said = said or Said()
    out = united(banned, never_twice(purchases, said=said.repeatable))
    way = chosen.way if chosen else FALLBACK[task]
    lists = lists_of(way, purchases, task=task, banned=out, allowed=allowed, horizon_days=horizon_days)
    row, place = np.nonzero(lists.product != NONE)
    product = lists.product[row, place]
    band = _bands_of(chosen.calibration if chosen else None, lists, purchases, horizon_days=horizon_days)
    band = band[row, place]
    ever = _ever_bought(chosen.calibration if chosen else None, band)
    row, place, product, band = row[ever], place[ever], product[ever], band[ever]
    order = np.lexsort((place, -band, row))
    row, product, band = row[order], product[order], band[order]
    columns = {
        "customer_id": purchases.customers.take(pa.array(row)),
        "product_id": purchases.products.take(pa.array(product)),
        "place": _places(row),
        **_chances(chosen, band),
    }
    reasons = (
        _repeated(purchases, row, product, said=said)
        if task == "next"
        else _new(purchases, row, product, plain="popular" if way.model == "popular" else "similar")
    )
    return pa.table(columns | reasons)


def _bands_of(
    calibration: Calibration | None, lists: Lists, purchases: Purchases, *, horizon_days: int
) -> Codes:
    if calibration is None:
        return np.zeros(lists.product.shape, dtype=np.int64)
    facts = facts_of(lists, purchases, horizon_days=horizon_days)
    return calibration.band(facts).reshape(lists.product.shape)


def _ever_bought(calibration: Calibration | None, band: Codes) -> Flags:
    """What nobody took up in the past is no offer."""
    if calibration is None:
        return np.ones(len(band), dtype=bool)
    return np.asarray(calibration.bands_.bought[band] > 0)


def _places(row: Codes) -> pa.Array:
    starts = np.searchsorted(row, row)
    return pa.array(np.arange(len(row)) - starts + 1)


def _chances(chosen: Chosen | None, band: Codes) -> dict[str, pa.Array]:
    """Probabilities are named only where they held; what they were counted from is kept either way."""
    named, counted = ("probability", "low", "high"), ("past_offers", "past_bought")
    if chosen is None or chosen.calibration is None:
        return {name: pa.nulls(len(band), pa.float64()) for name in (*named, *counted)}
    bands, hidden = chosen.calibration.bands_, np.full(len(band), not chosen.holds)
    values = (bands.share, *bands.interval())
    told = {name: pa.array(each[band], mask=hidden) for name, each in zip(named, values, strict=True)}
    return told | {name: pa.array(getattr(bands, name[5:])[band]) for name in counted}


def _repeated(purchases: Purchases, row: Codes, product: Codes, *, said: Said) -> dict[str, pa.Array]:
    pairs, products = pair_facts(purchases), len(purchases.products)
    keys = pairs.keys(products)
    wanted = row * products + product
    owned = is_in(wanted, keys)
    at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    interval = _intervals(pairs, products, said)[at]
    interval[~owned] = np.nan
    age = pairs.last_age[at]
    last = np.datetime64(purchases.until, "D") - age.astype("timedelta64[D]")
    from_day = last + np.nan_to_num(np.ceil(EARLY * interval)).astype("timedelta64[D]")
    reason = np.select(
        [~owned, np.isnan(interval), age < EARLY * interval, age > LATE * interval],
        ["popular", "again", "early", "late"],
        "due",
    )
    return {
        "reason": pa.array(reason),
        "because_id": pa.nulls(len(row), pa.int64()),
        "share": pa.nulls(len(row), pa.float64()),
        "buyers": pa.nulls(len(row), pa.int64()),
        "times": pa.array(pairs.times[at], mask=~owned),
        "last_on": pa.array(last, mask=~owned),
        "interval_days": pa.array(np.nan_to_num(interval), mask=np.isnan(interval)),
        "not_before": pa.array(from_day, mask=np.isnan(interval)),
    }


def _intervals(pairs: PairFacts, products: int, said: Said) -> Floats:
    return intervals(pairs, usual_gaps(pairs, products, said=said.lasts))


def _new(purchases: Purchases, row: Codes, product: Codes, *, plain: str) -> dict[str, pa.Array]:
    because, share, buyers = _because(ItemNeighbours(REASON_NEIGHBOURS).fit(purchases), row, product)
    found = because != NONE
    ids = purchases.products.take(pa.array(np.maximum(because, 0)))
    count = len(row)
    return {
        "reason": pa.array(np.where(found, "bought_with", plain)),
        "because_id": pa.array(np.asarray(ids), mask=~found) if count else pa.nulls(0, pa.int64()),
        "share": pa.array(share, mask=~found),
        "buyers": pa.array(buyers, mask=~found),
        "times": pa.nulls(count, pa.int64()),
        "last_on": pa.nulls(count, pa.date32()),
        "interval_days": pa.nulls(count, pa.float64()),
        "not_before": pa.nulls(count, pa.date32()),
    }


def _because(near: ItemNeighbours, row: Codes, product: Codes) -> tuple[Codes, Floats, Codes]:
    """The owned product whose buyers most often have the offered one, that share, and how many its buyers are."""
    because, share, buyers = (
        np.full(len(row), NONE, dtype=np.int64),
        np.zeros(len(row)),
        np.zeros(len(row), int),
    )
    for start in np.searchsorted(row, np.arange(0, near.owned_.shape[0], AT_ONCE)):
        part = slice(start, np.searchsorted(row, row[start] + AT_ONCE) if start < len(row) else start)
        because[part], share[part], buyers[part] = _strongest(near, row[part], product[part])
    return because, share, buyers


def _strongest(near: ItemNeighbours, row: Codes, product: Codes) -> tuple[Codes, Floats, Codes]:
    starts, ends = near.owned_.indptr[row], near.owned_.indptr[row + 1]
    length = (ends - starts).astype(np.int64)
    offer = np.repeat(np.arange(len(row)), length)
    first = np.repeat(starts - np.r_[0, np.cumsum(length)[:-1]], length)
    owned = near.owned_.indices[np.arange(len(offer)) + first]
    similar = np.asarray(near.similarity_[owned, product[offer]]).ravel() if len(offer) else np.zeros(0)
    both = np.round(similar * np.sqrt(near.buyers_[owned] * near.buyers_[product[offer]]))
    share = np.where(both >= LEAST_SHARED, both / near.buyers_[owned], 0.0)
    order = np.lexsort((owned, -share, offer))
    best = order[np.searchsorted(offer[order], np.arange(len(row)))] if len(offer) else order
    found = share[best] > 0
    return np.where(found, owned[best], NONE), share[best], near.buyers_[owned[best]].astype(np.int64)
