"""Cohorts 同期群: customers by the period of their first order, and how many order again later."""

from __future__ import annotations

from datetime import date

import ibis
import pyarrow as pa
from ibis import _

from regulars.analytics.days import literal
from regulars.analytics.periods import Grain, period, period_number, period_of
from regulars.analytics.snapshot import Snapshot

COHORTS = pa.schema(
    [
        pa.field("cohort_on", pa.date32()),  # first day of the cohort's period
        pa.field("later", pa.int64()),  # 0 = the period of the first order
        pa.field("period_on", pa.date32()),  # first day of the period looked at
        pa.field("size", pa.int64()),  # customers of the cohort
        pa.field("active", pa.int64()),  # of them with at least one order in that period
        pa.field("retention", pa.float64()),  # active / size
        pa.field("complete", pa.bool_()),  # the period is over on as_of
    ]
)


def cohorts(snapshot: Snapshot, as_of: date, *, grain: Grain = "month") -> pa.Table:
    """One row per cohort and period from its first one up to the one `as_of` lies in, COHORTS; zeros too."""
    days = snapshot.orders.filter((_.ordered_on <= literal(as_of)) & ~_.is_return)
    seen = days.select("customer_id", period=period_number(days.ordered_on, grain)).distinct()
    seen = seen.mutate(cohort=_.period.min().over(ibis.window(group_by="customer_id")))
    counted = snapshot.arrow(seen.group_by("cohort", "period").agg(active=_.count())).to_pylist()
    active = {(row["cohort"], row["period"]): row["active"] for row in counted}
    last = period_of(as_of, grain).number
    rows = [
        _row(cohort, number, active=active, as_of=as_of, grain=grain)
        for cohort in sorted({cohort for cohort, _number in active})
        for number in range(cohort, last + 1)
    ]
    return pa.Table.from_pylist(rows, schema=COHORTS)


def _row(
    cohort: int, number: int, *, active: dict[tuple[int, int], int], as_of: date, grain: Grain
) -> dict[str, object]:
    looked_at = period(number, grain)
    size, came = active[cohort, cohort], active.get((cohort, number), 0)
    return {
        "cohort_on": period(cohort, grain).starts_on,
        "later": number - cohort,
        "period_on": looked_at.starts_on,
        "size": size,
        "active": came,
        "retention": came / size,
        "complete": looked_at.ends_on <= as_of,
    }
