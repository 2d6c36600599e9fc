"""价值提升: what similar customers of a higher value class do more of, and what closing the gap would bring in a year."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

LEAST_PEERS = 20
NEXT_CLASS = {"low": "middle", "middle": "high"}
KINDS = ("often", "categories", "grade", "returns")
Floats = NDArray[np.float64]


def gaps(base: pa.Table) -> pa.Table:
    """base, one row per customer over twelve months: customer_id, kind (person | firm), value_class, main_category
    (int64, null where none), orders, categories, per_order_minor (margin of an order), amount_per_order_minor,
    margin_rate, returned_share, gross_minor, per_category_minor (margin of a category).

    Peers are of the same kind and main category and one value class higher; of the same kind only, where fewer than
    LEAST_PEERS are. Columns: customer_id, kind (often | categories | grade | returns), own, peers (their median),
    worth_minor (a year, margin), peer_count, same_category. Rows with a gap only, the greatest first per customer.
    """
    columns = {
        name: base[name].to_pylist() if name in ("kind", "value_class") else _numbers(base, name)
        for name in base.column_names
    }
    ids, groups = columns["customer_id"], _groups(columns)
    peers = {key: _medians(columns, rows) for key, rows in groups.items() if len(rows) >= LEAST_PEERS}
    found: list[tuple[int, str, float, float, float, int, bool]] = []
    for row in range(len(ids)):
        wanted = NEXT_CLASS.get(columns["value_class"][row])
        if wanted is None or columns["orders"][row] == 0:
            continue
        close = (columns["kind"][row], wanted, columns["main_category"][row])
        key = close if close in peers else (columns["kind"][row], wanted, None)
        if key in peers:
            found += _of(columns, row, peers[key], len(groups[key]), key[2] is not None)
    return _table(found)


def _of(
    columns: dict[str, Floats], row: int, peers: dict[str, float], count: int, same: bool
) -> list[tuple[int, str, float, float, float, int, bool]]:
    own = {
        name: float(columns[name][row])
        for name in ("orders", "categories", "amount_per_order_minor", "returned_share")
    }
    worth = (
        ("often", "orders", (peers["orders"] - own["orders"]) * columns["per_order_minor"][row]),
        ("categories", "categories", (peers["categories"] - own["categories"]) * peers["per_category_minor"]),
        (
            "grade",
            "amount_per_order_minor",
            (peers["amount_per_order_minor"] - own["amount_per_order_minor"])
            * own["orders"]
            * columns["margin_rate"][row],
        ),
        (
            "returns",
            "returned_share",
            (own["returned_share"] - peers["returned_share"]) * columns["gross_minor"][row],
        ),
    )
    told = [
        (int(columns["customer_id"][row]), kind, own[name], peers[name], float(gain), count, same)
        for kind, name, gain in worth
        if gain >= 1 and _is_gap(kind, own[name], peers[name])
    ]
    return sorted(told, key=lambda each: -each[4])


def _is_gap(kind: str, own: float, peers: float) -> bool:
    if kind in ("often", "categories"):
        return round(peers) > own
    return own > peers if kind == "returns" else peers > own


def _numbers(base: pa.Table, name: str) -> Floats:
    column = base[name].combine_chunks()
    if name == "customer_id":
        return np.asarray(column)
    return np.asarray(column.cast(pa.float64()).fill_null(-1.0 if name == "main_category" else 0.0))


def _groups(columns: dict[str, Floats]) -> dict[tuple[str, str, float | None], list[int]]:
    found: dict[tuple[str, str, float | None], list[int]] = {}
    for row in np.flatnonzero(columns["orders"] > 0).tolist():
        kind, value_class = columns["kind"][row], columns["value_class"][row]
        if value_class is not None:
            found.setdefault((kind, value_class, None), []).append(row)
            found.setdefault((kind, value_class, columns["main_category"][row]), []).append(row)
    return found


def _medians(columns: dict[str, Floats], rows: list[int]) -> dict[str, float]:
    names = ("orders", "categories", "amount_per_order_minor", "returned_share", "per_category_minor")
    return {name: float(np.median(columns[name][rows])) for name in names}


def _table(found: list[tuple[int, str, float, float, float, int, bool]]) -> pa.Table:
    names = ("customer_id", "kind", "own", "peers", "worth_minor", "peer_count", "same_category")
    types = (pa.int64(), pa.string(), pa.float64(), pa.float64(), pa.int64(), pa.int64(), pa.bool_())
    columns = list(zip(*found, strict=True)) if found else [()] * len(names)
    made = {}
    for name, kind, values in zip(names, types, columns, strict=True):
        made[name] = pa.array(
            [round(value) for value in values] if name == "worth_minor" else list(values), kind
        )
    return pa.table(made)
