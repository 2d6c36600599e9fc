"""From orders to one row per customer, as the models read it."""

from __future__ import annotations

from datetime import date
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from regulars.analytics.clv.problems import ImpossibleHistory

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]
Piece = tuple[Codes, Codes, Floats]
DAYS = {"D": 1, "W": 7}
COLUMNS = ("customer_id", "ordered_on", "amount")
AT_ONCE = 1 << 22  # numbers looked at together: 32 MiB


def summarize(orders: pa.Table, until: date, unit: Literal["D", "W"] = "W") -> pa.Table:
    """Who bought, how often again, and when, up to the end of the day `until`.

    orders: Arrow table with customer_id, ordered_on (date or timestamp), amount (number, in one currency);
    orders of a customer on one day count once, their amounts added; later ones do not count.
    Gives, ordered by customer_id: customer_id, repeat_purchases (days with orders after the first, int64),
    recency (age at the last of them, 0 without any) and T (age at `until`) in days ("D") or weeks ("W"), and
    average_repeat_value (mean amount of those days, 0 without any). All ages at the grain of a day.
    Raises ImpossibleHistory where a column is missing or holds nulls.
    """
    if unit not in DAYS:
        raise ValueError(f'unit is "D" or "W", {unit!r} is neither')
    ids, first, last, repeats, repeat_value = _histories(_up_to(_checked(orders), until))
    length = DAYS[unit]
    order = pc.array_sort_indices(ids)
    columns = {
        "customer_id": ids,
        "repeat_purchases": repeats,
        "recency": (last - first) / length,
        "T": ((until - date(1970, 1, 1)).days - first) / length,
        "average_repeat_value": np.where(repeats > 0, repeat_value / np.maximum(repeats, 1), 0.0),
    }
    return pa.table({name: pc.take(pa.array(values), order) for name, values in columns.items()})


def _histories(orders: pa.Table) -> tuple[pa.Array, Codes, Codes, Codes, Floats]:
    """Of each customer the id, the first and the last day, how many days came after the first, their amount."""
    pieces, ids = _pieces(orders)
    first, last, repeats = _days_of_customers(pieces, customers=len(ids))
    later = np.zeros(len(ids))
    for code, day, amount in pieces:
        is_later = day != first[code]
        np.add.at(later, code[is_later], amount[is_later])
    return ids, first, last, repeats, later


def _checked(orders: pa.Table) -> pa.Table:
    missing = [name for name in COLUMNS if name not in orders.column_names]
    if missing:
        raise ImpossibleHistory(f"the orders have no column {', '.join(missing)}")
    for name in COLUMNS:
        if orders[name].null_count:
            raise ImpossibleHistory(f"{name} is missing in {orders[name].null_count} of {len(orders)} orders")
    return orders.select(COLUMNS)


def _up_to(orders: pa.Table, until: date) -> pa.Table:
    day = orders["ordered_on"].cast(pa.date32())
    orders = orders.set_column(1, "ordered_on", day)
    counts = pc.less_equal(day, pa.scalar(until, pa.date32()))
    return orders if pc.all(counts).as_py() else orders.filter(counts)


def _pieces(orders: pa.Table) -> tuple[list[Piece], pa.Array]:
    """Of each batch the numbers of the customers, the days as numbers and the amounts; and the ids by number."""
    encoded = orders["customer_id"].dictionary_encode()
    ids = encoded.chunks[-1].dictionary if encoded.chunks else pa.array([], encoded.type.value_type)
    batches = orders.set_column(0, "customer_id", encoded).to_batches()
    return [
        (
            batch["customer_id"].indices.to_numpy(),
            batch["ordered_on"].cast(pa.int32()).to_numpy(),
            batch["amount"].cast(pa.float64()).to_numpy(),
        )
        for batch in batches
    ], ids


def _days_of_customers(pieces: list[Piece], *, customers: int) -> tuple[Codes, Codes, Codes]:
    """Of each customer the first day with an order, the last, and how many others there were than the first.

    One sort of a single number per order, customer before day, is all it takes.
    """
    if not customers:
        none = np.empty(0, dtype=np.int64)
        return none, none, none
    zero = min(int(day.min()) for _code, day, _amount in pieces)
    bits = max(int(day.max()) - zero for _code, day, _amount in pieces).bit_length()
    key = np.empty(sum(len(code) for code, _day, _amount in pieces), dtype=np.int64)
    end = 0
    for code, day, _amount in pieces:
        start, end = end, end + len(code)
        key[start:end] = code
        key[start:end] <<= bits
        key[start:end] += day - zero
    key.sort()
    key = _once(key)
    counts = _counted(key, bits, customers)
    places = np.cumsum(counts)
    places -= counts
    first = _days(key, places, bits, zero)
    places += counts
    places -= 1
    last = _days(key, places, bits, zero)
    counts -= 1
    return first, last, counts


def _days(key: Codes, places: Codes, bits: int, zero: int) -> Codes:
    found = key[places]
    found &= (1 << bits) - 1
    found += zero
    return found


def _once(key: Codes) -> Codes:
    """Sorted numbers, each once, where they lay: a second array of them would not fit beside very many orders."""
    end = 0
    for start in range(0, len(key), AT_ONCE):
        part = key[start : start + AT_ONCE]
        is_new = np.ones(len(part), dtype=bool)
        np.not_equal(part[1:], part[:-1], out=is_new[1:])
        is_new[0] = not end or part[0] != key[end - 1]
        new = part[is_new]
        key[end : end + len(new)] = new
        end += len(new)
    return key[:end]


def _counted(key: Codes, bits: int, customers: int) -> Codes:
    """How many of the sorted numbers each customer has."""
    counts = np.zeros(customers, dtype=np.int64)
    for start in range(0, len(key), AT_ONCE):
        codes = key[start : start + AT_ONCE] >> bits
        found = np.bincount(codes - codes[0])
        counts[codes[0] : codes[0] + len(found)] += found
    return counts
