"""From orders to one row per customer, as the models read it."""

from __future__ import annotations

from datetime import date
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.analytics.clv.problems import ImpossibleHistory

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
    days = _days(orders, until)
    firsts = days.group_by("customer_id").aggregate(
        [("day", "min"), ("day", "max"), ("day", "count"), ("amount", "sum")]
    )
    first_values = days.join(
        firsts.select(["customer_id", "day_min"]), ["customer_id", "day"], ["customer_id", "day_min"],
        join_type="inner",
    )  # fmt: skip
    table = firsts.join(
        first_values.select(["customer_id", "amount"]), "customer_id", join_type="inner"
    ).sort_by("customer_id")
    return _rows(table, until=_number(until), length=DAYS[unit])


def _days(orders: pa.Table, until: date) -> pa.Table:
    """One row per customer and day with orders, the day as a number."""
    missing = [name for name in COLUMNS if name not in orders.column_names]
    if missing:
        raise ImpossibleHistory(f"the orders have no column {', '.join(missing)}")
    orders = orders.select(COLUMNS).combine_chunks()
    for name in COLUMNS:
        if orders[name].null_count:
            raise ImpossibleHistory(f"{name} is missing in {orders[name].null_count} of {len(orders)} orders")
    day = orders["ordered_on"].cast(pa.date32()).cast(pa.int32()).cast(pa.int64())
    amount = orders["amount"].cast(pa.float64())
    kept = pa.table({"customer_id": orders["customer_id"], "day": day, "amount": amount})
    kept = kept.filter(pc.less_equal(kept["day"], _number(until)))
    days = kept.group_by(["customer_id", "day"]).aggregate([("amount", "sum")])
    return days.rename_columns(["customer_id", "day", "amount"])


def _rows(table: pa.Table, *, until: int, length: int) -> pa.Table:
    first, last, count, total, at_first = (
        table[name].to_numpy() for name in ("day_min", "day_max", "day_count", "amount_sum", "amount")
    )
    repeats = count - 1
    return pa.table(
        {
            "customer_id": table["customer_id"],
            "repeat_purchases": repeats,
            "recency": (last - first) / length,
            "T": (until - first) / length,
            "average_repeat_value": np.where(repeats > 0, (total - at_first) / np.maximum(repeats, 1), 0.0),
        }
    )


def _number(day: date) -> int:
    return (day - date(1970, 1, 1)).days
