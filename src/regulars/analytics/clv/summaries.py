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
    pieces, ids = _pieces(_up_to(_checked(orders), until))
    days, begins, counts = _days_of_customers(pieces, customers=len(ids))
    first, last = days[begins], days[begins + counts - 1]
    later = np.zeros(len(ids))
    for code, day, amount in pieces:
        is_later = day != first[code]
        later += np.bincount(code[is_later], weights=amount[is_later], minlength=len(ids))
    return _rows(ids, first, last, repeats=counts - 1, repeat_value=later, until=until, unit=unit)


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
    """The days with orders of the first customer, of the second, and so on, rising; where each begins; how many.

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
    is_new = np.ones(len(key), dtype=bool)
    np.not_equal(key[1:], key[:-1], out=is_new[1:])
    key = key[is_new]
    counts = np.bincount(key >> bits, minlength=customers)
    key &= (1 << bits) - 1
    key += zero
    return key, np.cumsum(counts) - counts, counts


def _rows(
    ids: pa.Array, first: Codes, last: Codes, *, repeats: Codes, repeat_value: Floats, until: date, unit: str
) -> pa.Table:
    length = DAYS[unit]
    table = pa.table(
        {
            "customer_id": ids,
            "repeat_purchases": repeats,
            "recency": (last - first) / length,
            "T": ((until - date(1970, 1, 1)).days - first) / length,
            "average_repeat_value": np.where(repeats > 0, repeat_value / np.maximum(repeats, 1), 0.0),
        }
    )
    return table.sort_by("customer_id")
