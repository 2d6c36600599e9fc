"""Whether a customer buys more or less than before, over a year or half a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
from ibis import _

from regulars.analytics.days import literal
from regulars.analytics.months import months_before

if TYPE_CHECKING:
    from datetime import date

    from ibis.expr.types import NumericValue, Table


def with_trends(table: Table, as_of: date, *, least_orders: int) -> Table:
    """Add the last months beside the same number before, for customers known through all of them.

    trend_months: 12 where the first order is at least 24 months old, 6 where it is 12 months old, else null.
    spend_recent_minor, spend_before_minor, orders_recent, orders_before: the two periods. spend_trend,
    order_trend: recent by before (1 = unchanged); null with fewer than `least_orders` orders before.
    """
    table = table.mutate(
        trend_months=ibis.cases(
            (_.first_order_on <= literal(months_before(as_of, 24)), 12),
            (_.first_order_on <= literal(months_before(as_of, 12)), 6),
        )
    )
    table = table.mutate(
        spend_recent_minor=_chosen("spend_{}m_minor"),
        spend_before_minor=_chosen("spend_previous_{}m_minor"),
        orders_recent=_chosen("orders_{}m"),
        orders_before=_chosen("orders_previous_{}m"),
    )
    enough = _.orders_before >= least_orders
    return table.mutate(
        spend_trend=ibis.cases(
            (enough & (_.spend_before_minor > 0), _.spend_recent_minor / _.spend_before_minor)
        ),
        order_trend=ibis.cases((enough, _.orders_recent / _.orders_before)),
    )


def _chosen(name: str) -> NumericValue:
    year, half = name.format(12), name.format(6)
    return ibis.cases((_.trend_months == 12, _[year]), (_.trend_months == 6, _[half]))
