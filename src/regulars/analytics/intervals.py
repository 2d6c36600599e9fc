"""When the next order of each customer is due, and how late it is against the customer's own cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
from ibis import _

from regulars.analytics.days import days_between, days_later, literal
from regulars.analytics.firm import FirmFacts

if TYPE_CHECKING:
    from datetime import date

    from ibis.expr.types import Table


def with_intervals(table: Table, as_of: date, *, firm: FirmFacts) -> Table:
    """Add the cycle of each customer who ever ordered (null for the others).

    typical_interval_days: own median gap, or, with fewer than three order days, borrowed from customers of
    the same kind or from the firm. interval_source: own | peers | firm | assumed. irregularity: own spread
    by own interval. next_order_due_on: last order + the interval, rounded to whole days. overdue_days: days
    past that day, at least 0. cycles_late: days since the last order by the interval; due at 1.
    """
    peers = _peers(firm)
    ordered = _.order_count > 0
    borrowed = "firm" if firm.interval_source == "measured" else "assumed"
    table = table.mutate(
        typical_interval_days=ibis.cases(
            (ordered, ibis.coalesce(_.own_interval_days, peers, ibis.literal(firm.median_interval_days)))
        ),
        interval_source=ibis.cases(
            (ordered & _.own_interval_days.notnull(), "own"),
            (ordered & peers.notnull(), "peers"),
            (ordered, borrowed),
        ),
        irregularity=_.interval_spread_days / _.own_interval_days,
    )
    table = table.mutate(
        interval_borrowed=_.interval_source != "own",
        next_order_due_on=days_later(_.last_order_on, _.typical_interval_days.round().cast("int64")),
        cycles_late=_.days_since_last_order / _.typical_interval_days,
    )
    past = days_between(_.next_order_due_on, literal(as_of))
    return table.mutate(overdue_days=ibis.cases((past > 0, past), (past <= 0, 0)))


def _peers(firm: FirmFacts) -> ibis.expr.types.FloatingValue:
    known = [(_.kind == kind, days) for kind, days in sorted(firm.interval_days_by_kind.items())]
    return ibis.cases(*known) if known else ibis.null("float64")
