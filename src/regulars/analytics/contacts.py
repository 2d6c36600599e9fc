"""When we were last in touch with each customer, and who has been neglected 被忽略."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
from ibis import _

from regulars.analytics.days import days_between, days_later, literal
from regulars.analytics.settings import ContactLimits
from regulars.analytics.snapshot import Snapshot

if TYPE_CHECKING:
    from datetime import date

    from ibis.expr.types import IntegerValue, Table


def with_contacts(table: Table, snapshot: Snapshot, *, as_of: date) -> Table:
    """Add outgoing_count, incoming_count, unanswered_count, and last_outgoing_on, last_incoming_on.

    Unanswered are those from the customer that asked for an answer and have none.
    """
    happened = snapshot.interactions.filter(_.happened_on <= literal(as_of))
    ours, theirs = _.direction == "to_customer", _.direction == "from_customer"
    contacts = happened.group_by("customer_id").agg(
        outgoing_count=ours.sum(),
        incoming_count=theirs.sum(),
        unanswered_count=(theirs & (_.answered == False)).fill_null(False).sum(),  # noqa: E712, three-valued
        last_outgoing_on=_.happened_on.max(where=ours),
        last_incoming_on=_.happened_on.max(where=theirs),
    )
    table = table.left_join(contacts, "customer_id").drop("customer_id_right")
    counts = ("outgoing_count", "incoming_count", "unanswered_count")
    return table.mutate(**{name: table[name].fill_null(0) for name in counts})


def with_neglect(table: Table, limits: ContactLimits, *, as_of: date) -> Table:
    """Add how long nobody turned to a customer, and whether that is longer than the limit.

    contact_counted_from: contact | arrival, what the days are counted from: our last contact, or else the
    day the customer came into the books. contact_since_on: that day.
    days_without_contact (at least 0), contact_limit_days (the shorter of value class and stage),
    next_contact_due_on, neglected: days above the limit, those before the arrival in the books left out, so
    that an import of old customers neglects nobody on its first day; never for the deceased, erased or let
    go, nor for who asked not to be contacted.
    """
    table = table.mutate(
        contact_since_on=ibis.coalesce(_.last_outgoing_on, _.created_on),
        contact_counted_from=ibis.cases((_.last_outgoing_on.notnull(), "contact"), else_="arrival"),
        contact_limit_days=_limit(limits),
    )
    days = days_between(_.contact_since_on, literal(as_of))
    table = table.mutate(
        days_without_contact=ibis.greatest(days, 0),
        next_contact_due_on=days_later(_.contact_since_on, _.contact_limit_days),
    )
    wanted = ~(_.deceased | _.erased | _.let_go | _.resting)
    ours = days_between(ibis.greatest(_.contact_since_on, _.created_on), literal(as_of))
    return table.mutate(neglected=wanted & (ours > _.contact_limit_days))


def _limit(limits: ContactLimits) -> IntegerValue:
    by_class = _days_for("value_class", dict(limits.by_class))
    if not limits.by_stage:
        return by_class
    return ibis.least(by_class, _days_for("stage", dict(limits.by_stage)))


def _days_for(column: str, days: dict[str, int]) -> IntegerValue:
    return ibis.cases(*((_[column] == code, limit) for code, limit in sorted(days.items()))).cast("int64")
