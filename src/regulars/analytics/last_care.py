"""Whether anybody turned to a customer before the customer was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
from ibis import _

from regulars.analytics.days import days_later, literal

if TYPE_CHECKING:
    from datetime import date

    from ibis.expr.types import Table

    from regulars.analytics.snapshot import Snapshot


def with_last_care(table: Table, snapshot: Snapshot, *, as_of: date, within_days: int) -> Table:
    """Add lost_on, care_before_loss and lost_uncared, for those whose silence made them lost.

    `table` has lost_rule, last_order_on, lost_after_days. lost_on: the day the limit was passed.
    care_before_loss: outgoing contacts in the `within_days` days up to lost_on. lost_uncared: there was none.
    Both null where the firm's own records of contacts begin later than that time: nothing is known then.
    """
    silent = _.lost_rule == "silent"
    table = table.mutate(
        lost_on=ibis.cases((silent, days_later(_.last_order_on, _.lost_after_days + 1)))
    ).mutate(care_from_on=days_later(_.lost_on, ibis.literal(-within_days, "int64")))
    outgoing = snapshot.interactions.filter(
        (_.direction == "to_customer") & (_.happened_on <= literal(as_of))
    ).select("customer_id", "happened_on")
    joined = table.select("customer_id", "lost_on", "care_from_on").join(outgoing, "customer_id")
    cared = joined.filter((joined.happened_on <= joined.lost_on) & (joined.happened_on > joined.care_from_on))
    counts = cared.group_by("customer_id").agg(contacts_then=_.count())
    table = table.left_join(counts, "customer_id").drop("customer_id_right")
    begun = outgoing.agg(records_from_on=_.happened_on.min())
    table = table.cross_join(begun)
    known = _.records_from_on.notnull() & (_.care_from_on >= _.records_from_on)
    return (
        table.mutate(care_before_loss=ibis.cases((known, _.contacts_then.fill_null(0))))
        .mutate(lost_uncared=_.care_before_loss == 0)
        .drop("contacts_then", "care_from_on", "records_from_on")
    )
