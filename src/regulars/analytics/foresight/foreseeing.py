"""What the chosen models say of every customer on one day, with the steps of the churn risk."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from regulars.analytics.clv.problems import DropoutCollapsed
from regulars.analytics.foresight.contenders import named
from regulars.analytics.foresight.contest import CANNOT
from regulars.analytics.foresight.due import due_models
from regulars.analytics.foresight.facts import Adjustment, facts_of
from regulars.analytics.foresight.past import Past
from regulars.analytics.foresight.windows import Floats, Window, window
from regulars.analytics.snapshot import Snapshot

COLUMNS: dict[str, pa.DataType] = {
    "churn_risk": pa.float64(),  # 1 - chance of at least one order within the horizon
    "risk_of_all": pa.float64(),  # mean over all customers
    "risk_on_time": pa.float64(),  # had the customer ordered on this very day
    "risk_of_model": pa.float64(),  # before what else is known
    "expected_orders_ahead": pa.float64(),  # days with orders within the horizon
    "next_order_expected_on": pa.date32(),
    "next_order_from_on": pa.date32(),
    "next_order_until_on": pa.date32(),
}
LEVEL_ODDS = 2.0


@dataclass(frozen=True)
class Choice:
    """Who speaks: names of contenders ("" for none), and how the other facts move the chance."""

    activity: str
    due: str
    adjustment: Adjustment | None = None


def foresee(snapshot: Snapshot, as_of: date, horizon: int, choice: Choice) -> pa.Table | None:
    """One row per customer who ever ordered: customer_id and COLUMNS. None where the chosen model cannot speak now."""
    now = window(snapshot, as_of, horizon, is_over=False)
    contender = named(choice.activity)
    needs_past = contender.learns or choice.due in ("gap", "boosted")
    past = Past(snapshot, as_of, horizon).before(0) if needs_past else []
    if contender.learns and not past:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DropoutCollapsed)
        try:
            ready = contender.prepare(now)
            active, expected = contender.learn([contender.prepare(each) for each in past], ready).foresee(
                ready
            )
            on_time = contender.chance(contender.prepare(now.as_if_ordered_now(), now))
        except CANNOT:
            return None
        days = _due(snapshot, past, now, choice.due)
    final = _adjusted(snapshot, now, active, choice.adjustment)
    risk = 1 - final
    columns = {
        "churn_risk": risk,
        "risk_of_all": np.full(len(now), risk.mean() if len(now) else 0.0),
        "risk_on_time": 1 - on_time,
        "risk_of_model": 1 - active,
        "expected_orders_ahead": expected,
        **_dates(as_of, days, count=len(now)),
    }
    return pa.table({"customer_id": now.customer_ids, **columns}).cast(
        pa.schema([("customer_id", pa.int64()), *COLUMNS.items()])
    )


def level_limits(share_silent: float) -> tuple[float, float]:
    """Up to the first the risk is low, from the second on high: half and twice the odds of the firm's base rate."""
    odds = share_silent / (1 - share_silent)
    return tuple(each / (1 + each) for each in (odds / LEVEL_ODDS, odds * LEVEL_ODDS))  # type: ignore[return-value]


def levels(risk: Floats, share_silent: float) -> list[str]:
    """low | medium | high for each."""
    low, high = level_limits(share_silent)
    named = np.where(risk >= high, "high", np.where(risk <= low, "low", "medium"))
    return [str(each) for each in named]


def _adjusted(snapshot: Snapshot, now: Window, active: Floats, adjustment: Adjustment | None) -> Floats:
    return active if adjustment is None else adjustment.applied(active, facts_of(snapshot, now))


def _due(snapshot: Snapshot, past: list[Window], now: Window, name: str) -> Floats | None:
    models = {each.name: each for each in due_models(snapshot)}
    model = models.get(name)
    if model is None or (model.learns and not past):
        return None
    try:
        return np.stack(model.learn(past, now).foresee(now))
    except CANNOT:
        return None


def _dates(as_of: date, days: Floats | None, *, count: int) -> dict[str, pa.Array]:
    names = ("next_order_expected_on", "next_order_from_on", "next_order_until_on")
    if days is None:
        return dict.fromkeys(names, pa.nulls(count, pa.date32()))
    on = np.datetime64(as_of) + np.ceil(days).astype("timedelta64[D]")
    return {name: pa.array(each) for name, each in zip(names, on, strict=True)}
