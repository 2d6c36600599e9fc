"""Retention 留存率 and churn 流失率 of all customers per month, by one definition (docs/algorithms/retention.md)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _

from regulars.analytics.days import days_between, literal
from regulars.analytics.periods import Grain, period, period_of
from regulars.analytics.snapshot import Snapshot

if TYPE_CHECKING:
    from ibis.expr.types import Table

NAMES = ("at_start", "retained", "churned", "new", "won_back", "at_end")


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
    ends = {n: min(period(n, grain).ends_on, as_of) for n in range(last - periods, last + 1)}
    active = _active(snapshot, ends, active_days=active_days)
    flags = _flags(active, first=last - periods)
    counts = snapshot.arrow(_counted(flags, snapshot, groups))
    return _rates(counts, grain=grain, as_of=as_of)


def _active(snapshot: Snapshot, ends: dict[int, date], *, active_days: int) -> Table:
    numbers = pa.table(
        {"period": pa.array(ends.keys(), pa.int64()), "ends_on": pa.array(ends.values(), pa.date32())}
    )
    earliest, latest = min(ends.values()) - timedelta(days=active_days), max(ends.values())
    orders = snapshot.orders.filter(~_.is_return & (_.ordered_on <= literal(latest)))
    firsts = orders.group_by("customer_id").agg(first_on=_.ordered_on.min())
    days = orders.filter(_.ordered_on >= literal(earliest)).select("customer_id", "ordered_on").distinct()
    pairs = days.cross_join(snapshot.lent(numbers))
    age = days_between(pairs.ordered_on, pairs.ends_on)
    active = pairs.filter((age >= 0) & (age <= active_days)).select("customer_id", "period").distinct()
    return active.join(firsts, "customer_id").join(_with_previous(snapshot.lent(numbers)), "period")


def _with_previous(numbers: Table) -> Table:
    before = ibis.window(order_by="period")
    return numbers.select("period", previous_on=_.ends_on.lag().over(before))


def _flags(active: Table, *, first: int) -> Table:
    """One row per customer and period in which the customer was active at its start, its end or both."""
    at_end = active.select(
        "customer_id", "period", start=0, end=1, fresh=(_.first_on > _.previous_on).cast("int64")
    )
    at_start = active.select("customer_id", period=_.period + 1, start=1, end=0, fresh=0)
    both = at_end.mutate(**_as_whole()).union(at_start.mutate(**_as_whole()))
    rows = both.group_by("customer_id", "period").agg(
        start=_.start.max(), end=_.end.max(), fresh=_.fresh.max()
    )
    return rows.filter(_.period > first)


def _as_whole() -> dict[str, object]:
    return {name: _[name].cast("int64") for name in ("period", "start", "end", "fresh")}


def _counted(flags: Table, snapshot: Snapshot, groups: pa.Table | None) -> Table:
    if groups is None:
        grouped = flags.mutate(group=ibis.null("string"))
    else:
        grouped = flags.join(snapshot.lent(groups), "customer_id")
    start, end, fresh = _.start == 1, _.end == 1, _.fresh == 1
    return grouped.group_by("period", "group").agg(
        at_start=start.sum(),
        retained=(start & end).sum(),
        churned=(start & ~end).sum(),
        new=(~start & end & fresh).sum(),
        won_back=(~start & end & ~fresh).sum(),
        at_end=end.sum(),
    )


def _rates(counts: pa.Table, *, grain: Grain, as_of: date) -> pa.Table:
    last = period_of(as_of, grain).number
    counts = counts.filter(pc.less_equal(counts["period"], last)).sort_by(
        [("period", "ascending"), ("group", "ascending")]
    )
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
