"""What each customer will bring in the next twelve months: columns beside the measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from ibis import _
from numpy.typing import NDArray

from regulars.analytics.ahead.judging import METHODS
from regulars.analytics.ahead.methods import Foreseen
from regulars.analytics.ahead.purchases import WEEK, Purchases, Standing, number_of
from regulars.analytics.measures import firm_of
from regulars.analytics.months import months_after
from regulars.analytics.settings import Settings
from regulars.analytics.snapshot import Snapshot

Floats = NDArray[np.float64]
MONTHS = 12
COLUMNS: dict[str, pa.DataType] = {
    "clv_12m_minor": pa.int64(),
    "clv_low_minor": pa.int64(),
    "clv_high_minor": pa.int64(),
    "expected_orders_12m": pa.float64(),
    "expected_orders_low": pa.int64(),
    "expected_orders_high": pa.int64(),
    "retention_12m": pa.float64(),
    "clv_order_value_minor": pa.int64(),
    "clv_margin_rate": pa.float64(),
    "clv_margin_source": pa.string(),
    "clv_discount": pa.float64(),
    "clv_method": pa.string(),
    "retention_method": pa.string(),
    "clv_problem": pa.string(),
    "clv_similar": pa.int64(),
    "repeat_purchases": pa.int64(),
    "repeat_span_days": pa.int64(),
    "average_repeat_value_minor": pa.int64(),
    "ltv_minor": pa.int64(),
}


def with_value_ahead(
    table: pa.Table,
    snapshot: Snapshot,
    *,
    purchases: Purchases,
    chosen: str,
    record: Mapping[str, Any],
    day: date,
    settings: Settings,
) -> pa.Table:
    """Add COLUMNS to the measures of `day`; null for customers without an order that has an amount.

    clv_12m_minor = expected_orders_12m x clv_order_value_minor x clv_margin_rate x clv_discount, minor units of
    the base currency; clv_low_minor, clv_high_minor: 80 % range (high null where it cannot be told);
    retention_12m: chance of at least one order in 12 months, by the method best at it (retention_method); clv_margin_source own | firm | assumed; clv_discount:
    what a unit of money is worth that comes with those orders; clv_similar: how many customers of the past it
    rests on; ltv_minor = profit_to_date_minor + clv_12m_minor. All 0 ahead for the deceased and those let go.
    table: from `compute_measures`, then `with_profit`.
    chosen, record: of a Trial. Rows and their order stay.
    """
    standing = purchases.standing(number_of(day))
    foreseen = _foreseen(standing, chosen, record, day=day, settings=settings)
    foreseen = foreseen.nothing_where(np.isin(purchases.ids[standing.code], _gone(snapshot)))
    place = _places(table, purchases, standing)
    rate, source = _margins(table.take(pa.array(place)), settings)
    problem = record.get("problem", "") or record.get("why", "")
    found = _of_foreseen(foreseen, rate) | {
        "clv_margin_rate": rate,
        "clv_margin_source": source,
        "clv_method": np.full(len(standing), chosen),
        "retention_method": np.full(len(standing), record["retention"]["method"]),
        "clv_problem": np.full(len(standing), problem),
        "repeat_purchases": standing.x,
        "repeat_span_days": standing.t_x * WEEK,
        "average_repeat_value_minor": standing.mean_value,
    }
    to_date = np.asarray(table["profit_to_date_minor"].combine_chunks(), dtype=float)[place]
    found["ltv_minor"] = to_date + np.round(found["clv_12m_minor"])
    spread = _Spread(len(table), place)
    for name, kind in COLUMNS.items():
        table = table.append_column(name, spread.over(found[name], kind))
    return table


def _foreseen(
    standing: Standing, chosen: str, record: Mapping[str, Any], *, day: date, settings: Settings
) -> Foreseen:
    """By the method that speaks, the chance of an order by the one that is best at it."""
    weeks = (months_after(day, MONTHS) - day).days / WEEK
    speaking = METHODS[chosen].restored(record["parameters"])
    foreseen = speaking.foresee(standing, weeks=weeks, discount_rate=settings.ahead.discount_rate)
    sure = record["retention"]
    if sure["method"] == chosen:
        return foreseen
    other = METHODS[sure["method"]].restored(sure["parameters"])
    return replace(foreseen, active=other.foresee(standing, weeks=weeks, discount_rate=0.0).active)


def _of_foreseen(foreseen: Foreseen, rate: Floats) -> dict[str, NDArray[Any]]:
    similar = np.full(len(rate), np.nan) if foreseen.similar is None else foreseen.similar
    return {
        "clv_12m_minor": foreseen.spend * rate,
        "clv_low_minor": foreseen.spend_low * rate,
        "clv_high_minor": foreseen.spend_high * rate,
        "expected_orders_12m": foreseen.orders,
        "expected_orders_low": foreseen.orders_low,
        "expected_orders_high": foreseen.orders_high,
        "retention_12m": foreseen.active,
        "clv_order_value_minor": foreseen.per_order,
        "clv_discount": foreseen.discount,
        "clv_similar": similar,
    }


class _Spread:
    """Figures of some rows as a column of all of them, null elsewhere and where a figure is not finite."""

    def __init__(self, rows: int, place: NDArray[np.int64]) -> None:
        self._from = np.full(rows, -1, dtype=np.int64)
        self._from[place] = np.arange(len(place))

    def over(self, figures: NDArray[Any], kind: pa.DataType) -> pa.Array:
        index = pa.array(self._from, mask=self._from < 0)
        if pa.types.is_string(kind):
            return pa.array(figures.astype(object), pa.string()).take(index)
        known = np.isfinite(figures)
        whole = np.where(known, figures, 0)
        digits = np.round(whole) if pa.types.is_integer(kind) else np.round(whole, 4)
        return pa.array(digits, mask=~known).cast(kind).take(index)


def _places(table: pa.Table, purchases: Purchases, standing: Standing) -> NDArray[np.int64]:
    """The row of each customer of the standing; rows stand in order of customer_id."""
    ids = np.asarray(table["customer_id"].combine_chunks(), dtype=np.int64)
    return np.searchsorted(ids, purchases.ids[standing.code])


def _gone(snapshot: Snapshot) -> NDArray[np.int64]:
    gone = snapshot.customers.filter(_.deceased | _.let_go).select("customer_id")
    return np.asarray(snapshot.arrow(gone)["customer_id"], dtype=np.int64)


def _margins(rows: pa.Table, settings: Settings) -> tuple[Floats, NDArray[Any]]:
    firm = firm_of(rows)
    if settings.ahead.margin == "own":
        rate = np.asarray(rows["margin_rate"].combine_chunks(), dtype=float)
        return np.maximum(rate, 0), np.array(rows["margin_rate_source"].to_pylist(), dtype=object)
    assumed = settings.ahead.margin == "assumed" or firm.margin_rate_source == "assumed"
    rate_of_all = settings.assumed_margin_rate if assumed else firm.margin_rate
    count = len(rows)
    return np.full(count, max(rate_of_all, 0.0)), np.full(count, "assumed" if assumed else "firm")
