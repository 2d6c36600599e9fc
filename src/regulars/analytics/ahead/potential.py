"""Potential 消费潜力: what a customer could spend in twelve months, as similar ones do, beyond what is spent now."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _
from numpy.typing import NDArray

from regulars.analytics.days import literal
from regulars.analytics.snapshot import Snapshot

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
ACHIEVABLE = 0.75  # what a quarter of the similar customers reach
LEAST_PEERS = 20
TENURE_FROM_DAYS = (91, 366, 731, 1461)  # three months, one year, two, four
NORMAL_80 = 1.2816
TRAITS = ("kind_tenure_category", "kind_tenure", "kind", "all")
COLUMNS: dict[str, pa.DataType] = {
    "achievable_spend_minor": pa.int64(),
    "potential_minor": pa.int64(),
    "potential_low_minor": pa.int64(),
    "potential_high_minor": pa.int64(),
    "potential_peers": pa.int64(),
    "potential_traits": pa.string(),
    "potential_category": pa.int64(),
}


def with_potential(table: pa.Table, snapshot: Snapshot, *, day: date, categories: pa.Table) -> pa.Table:
    """Add COLUMNS; null where fewer than 20 customers are similar, and for those without an order or gone.

    achievable_spend_minor: upper quartile of spend_12m_minor among customers who ordered in these 12 months and
    are of the same kind (person, firm), the same band of time since the first order and the same main category
    (where most was spent), or by fewer of these traits where fewer than 20 share all (potential_traits);
    potential_peers: how many they are; potential_minor = achievable_spend_minor - spend_12m_minor, never below
    0; potential_low_minor, potential_high_minor: its range, 80 %, from how sure the quartile is (order
    statistics, normal approximation of the binomial). Minor units of the base currency.
    categories: product_id, category_id of every product that has one. Rows and their order stay.
    """
    spend = _figures(table, "spend_12m_minor")
    bought = _figures(table, "order_count") > 0
    active = _figures(table, "orders_12m") > 0
    kinds, gone = _kinds(table, snapshot)
    category = _main_categories(table, snapshot, day=day, categories=categories)
    tenure = np.searchsorted(TENURE_FROM_DAYS, _figures(table, "tenure_days"), side="right")
    by_kind, by_tenure = kinds + 1, (kinds + 1) * 10 + tenure
    keys = (
        by_tenure * (category.max(initial=0) + 2) + category + 1,
        by_tenure,
        by_kind,
        np.zeros_like(kinds),
    )
    found = _Achievable(len(table))
    for traits, key in enumerate(keys):
        found.look(traits, key, spend=spend, active=active)
    return _with(table, found, spend=spend, counts=bought & ~gone, category=category)


class _Achievable:
    """The upper quartile of each customer's narrowest group that is large enough, and the range of it."""

    def __init__(self, rows: int) -> None:
        self.middle, self.low, self.high = (np.full(rows, np.nan) for _place in range(3))
        self.peers = np.zeros(rows, dtype=np.int64)
        self.traits = np.full(rows, -1, dtype=np.int64)

    def look(self, traits: int, key: Codes, *, spend: Floats, active: NDArray[np.bool_]) -> None:
        order = np.lexsort((spend[active], key[active]))
        names, begins, counts = np.unique(key[active][order], return_index=True, return_counts=True)
        if not len(names):
            return
        amounts = spend[active][order]
        place = np.minimum(np.searchsorted(names, key), len(names) - 1)
        fits = (names[place] == key) & (counts[place] >= LEAST_PEERS) & (self.traits < 0)
        doubt = NORMAL_80 * np.sqrt(ACHIEVABLE * (1 - ACHIEVABLE) / counts)
        for target, share in ((self.middle, 0.0), (self.low, -doubt), (self.high, doubt)):
            quantile = _quantile(amounts, begins, counts, share=np.clip(ACHIEVABLE + share, 0, 1))
            target[fits] = quantile[place[fits]]
        self.peers[fits], self.traits[fits] = counts[place[fits]], traits


def _quantile(amounts: Floats, begins: Codes, counts: Codes, *, share: Floats) -> Floats:
    """Of sorted groups, interpolated linearly."""
    at = begins + share * (counts - 1)
    below = np.floor(at).astype(np.int64)
    above = np.minimum(below + 1, begins + counts - 1)
    found: Floats = amounts[below] + (at - below) * (amounts[above] - amounts[below])
    return found


def _with(
    table: pa.Table, found: _Achievable, *, spend: Floats, counts: NDArray[np.bool_], category: Codes
) -> pa.Table:
    unknown = ~counts | (found.traits < 0)

    def whole(figures: Floats) -> pa.Array:
        return pa.array(np.round(np.where(unknown, 0, figures)).astype(np.int64), mask=unknown)

    names = np.array([*TRAITS, ""], dtype=object)[found.traits]
    columns = {
        "achievable_spend_minor": whole(found.middle),
        "potential_minor": whole(np.maximum(found.middle - spend, 0)),
        "potential_low_minor": whole(np.maximum(found.low - spend, 0)),
        "potential_high_minor": whole(np.maximum(found.high - spend, 0)),
        "potential_peers": pa.array(found.peers, mask=unknown),
        "potential_traits": pa.array(names, pa.string(), mask=unknown),
        "potential_category": pa.array(category, mask=category < 0),
    }
    for name, kind in COLUMNS.items():
        table = table.append_column(name, columns[name].cast(kind))
    return table


def _figures(table: pa.Table, name: str) -> Floats:
    return np.asarray(table[name].fill_null(0).combine_chunks(), dtype=float)


def _kinds(table: pa.Table, snapshot: Snapshot) -> tuple[Codes, NDArray[np.bool_]]:
    """0 person, 1 firm; and who has died or was let go."""
    wanted = snapshot.customers.mutate(gone=_.deceased | _.let_go).select("customer_id", "kind", "gone")
    known = snapshot.arrow(wanted)
    known = known.take(pc.index_in(table["customer_id"], known["customer_id"]))
    is_firm = np.asarray(pc.equal(known["kind"], "firm").combine_chunks())
    return is_firm.astype(np.int64), np.asarray(known["gone"].combine_chunks()).astype(bool)


def _main_categories(table: pa.Table, snapshot: Snapshot, *, day: date, categories: pa.Table) -> Codes:
    """The category each customer spent most in, the lowest id of equals; -1 where none is known."""
    if not len(categories):
        return np.full(len(table), -1, dtype=np.int64)
    lines = snapshot.order_lines.filter((_.ordered_on <= literal(day)) & _.amount_minor.notnull())
    of_products = lines.group_by("customer_id", "product_id").agg(spent=_.amount_minor.sum())
    spent = snapshot.arrow(
        of_products.inner_join(snapshot.lent(categories), "product_id")
        .group_by("customer_id", "category_id")
        .agg(spent=_.spent.sum())
        .order_by("customer_id", _.spent.desc(), "category_id")
    )
    customers, first = np.unique(np.asarray(spent["customer_id"]), return_index=True)
    ids = np.asarray(table["customer_id"].combine_chunks())
    place = np.searchsorted(customers, ids)
    found = np.full(len(ids), -1, dtype=np.int64)
    known = (place < len(customers)) & (np.append(customers, -1)[place] == ids)
    found[known] = np.asarray(spent["category_id"])[first[place[known]]]
    return found
