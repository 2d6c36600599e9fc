"""Retention 留存率 and churn 流失率 of all customers per month, by one definition (docs/algorithms/retention.md)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _

from regulars.analytics.days import days_later, literal
from regulars.analytics.periods import Grain, period, period_number, period_of
from regulars.analytics.snapshot import Snapshot

if TYPE_CHECKING:
    from ibis.expr.types import Table

NAMES = ("at_start", "retained", "churned", "new", "won_back", "at_end")
EVENTS = ("new", "won_back", "churned")


def retention(
    snapshot: Snapshot,
    as_of: date,
    *,
    active_days: int,
    periods: int = 13,
    grain: Grain = "month",
    groups: pa.Table | None = None,
) -> pa.Table:
    """How the number of active customers moved in each of the last `periods` periods, oldest first.

    A customer is active on a day who ordered on it or at most `active_days` days before it.
    groups: optional columns customer_id (int64) and group (string); the rates are then per group, customers
    in no group left out, those in two counted in both. Returns period_on, group (null without groups), NAMES (counts), retention_rate =
    retained / at_start and churn_rate = churned / at_start (0 to 1, null where nobody was there), complete
    (the period is over on `as_of`; otherwise it is counted up to `as_of`).
    at_start = retained + churned and at_end = retained + new + won_back.
    """
    last = period_of(as_of, grain).number
    stays = _stays(_reaches(snapshot, as_of, active_days=active_days, grain=grain))
    events = snapshot.arrow(_events(stays, snapshot, groups))
    return _rates(_counted(events, last=last, periods=periods), grain=grain, as_of=as_of)


def _reaches(snapshot: Snapshot, as_of: date, *, active_days: int, grain: Grain) -> Table:
    """One row per customer and period with orders: until the end of which period its latest order keeps active.

    Rows that do not even reach the end of their own period are left out.
    """
    orders = snapshot.orders.filter(~_.is_return & (_.ordered_on <= literal(as_of)))
    orders = orders.select("customer_id", "ordered_on", period=period_number(orders.ordered_on, grain))
    latest = orders.group_by("customer_id", "period").agg(ordered_on=_.ordered_on.max())
    latest = latest.mutate(first=_.period.min().over(group_by="customer_id"))
    silent_on = days_later(latest.ordered_on, ibis.literal(active_days + 1, "int64"))
    until_now = latest.ordered_on >= literal(as_of - timedelta(days=active_days))
    until = ibis.cases(
        (until_now, ibis.literal(period_of(as_of, grain).number, "int64")),
        else_=period_number(silent_on, grain) - 1,
    )
    return latest.mutate(until=until).filter(_.until >= _.period)


def _stays(reaches: Table) -> Table:
    """Beside each row, whether the customer was active before it, and how long until the next one."""
    by_period = ibis.window(group_by="customer_id", order_by="period")
    return reaches.mutate(
        before=_.until.lag().over(by_period),
        following=_.period.lead().over(by_period),
    )


def _events(stays: Table, snapshot: Snapshot, groups: pa.Table | None) -> Table:
    """How many became active in each period, newly or again, and how many were so no more at its end."""
    if groups is None:
        stays = stays.mutate(group=ibis.null("string"))
    else:
        stays = stays.join(snapshot.lent(groups), "customer_id")
    came = stays.filter(_.before.isnull() | (_.before < _.period - 1))
    came = came.group_by("group", "period").agg(
        new=(_.period == _.first).sum(), won_back=(_.period > _.first).sum()
    )
    left = stays.filter(_.following.isnull() | (_.following > _.until + 1)).mutate(period=_.until + 1)
    left = left.group_by("group", "period").agg(churned=_.count())
    nobody = ibis.literal(0, "int64")
    return _whole(came.mutate(churned=nobody)).union(_whole(left.mutate(new=nobody, won_back=nobody)))


def _whole(events: Table) -> Table:
    return events.select("group", "period", **{name: events[name].cast("int64") for name in EVENTS})


def _counted(events: pa.Table, *, last: int, periods: int) -> pa.Table:
    """NAMES of each group and period, counted from the first order of all."""
    rows: list[dict[str, Any]] = []
    for group, of_group in groupby(sorted(events.to_pylist(), key=_by_group), lambda row: row["group"]):
        happened = {number: dict.fromkeys(EVENTS, 0) for number in range(last - periods + 1, last + 1)}
        active = 0
        for row in of_group:
            if row["period"] in happened:
                for name in EVENTS:
                    happened[row["period"]][name] += row[name]
            elif row["period"] <= last:
                active += row["new"] + row["won_back"] - row["churned"]
        for number, one in happened.items():
            kept = active - one["churned"]
            end = kept + one["new"] + one["won_back"]
            counts = {"at_start": active, "retained": kept, "at_end": end} | one
            rows.append({"period": number, "group": group} | counts)
            active = end
    kinds = {"period": pa.int64(), "group": pa.string(), **dict.fromkeys(NAMES, pa.int64())}
    return pa.Table.from_pylist([row for row in rows if row["at_start"] or row["at_end"]], pa.schema(kinds))


def _by_group(row: dict[str, Any]) -> str:
    return row["group"] or ""


def _rates(counts: pa.Table, *, grain: Grain, as_of: date) -> pa.Table:
    counts = counts.sort_by([("period", "ascending"), ("group", "ascending")])
    spans = [period(number, grain) for number in counts["period"].to_pylist()]
    start = pc.cast(counts["at_start"], pa.float64())
    there = pc.if_else(pc.equal(counts["at_start"], 0), pa.scalar(None, pa.float64()), start)
    columns = {
        "period_on": pa.array([span.starts_on for span in spans], pa.date32()),
        "group": counts["group"],
        **{name: counts[name] for name in NAMES},
        "retention_rate": pc.divide(pc.cast(counts["retained"], pa.float64()), there),
        "churn_rate": pc.divide(pc.cast(counts["churned"], pa.float64()), there),
        "complete": pa.array([span.ends_on <= as_of for span in spans], pa.bool_()),
    }
    return pa.table(columns)
