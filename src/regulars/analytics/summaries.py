"""What each customer bought, when, how often and for how much, up to the end of a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import ibis
from ibis import _

from regulars.analytics.days import days_between, literal
from regulars.analytics.months import months_before
from regulars.analytics.snapshot import Snapshot

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, Table

COUNTS = (
    "order_count", "order_days", "return_count", "orders_with_amount", "orders_without_rate",
    "gross_minor", "returned_minor", "total_spend_minor", "spend_with_cost_minor",
    "spend_12m_minor", "spend_previous_12m_minor", "orders_12m", "orders_previous_12m",
    "spend_12m_with_cost_minor", "margin_12m_minor",
    "spend_6m_minor", "spend_previous_6m_minor", "orders_6m", "orders_previous_6m",
)  # fmt: skip


def summarise(snapshot: Snapshot, as_of: date) -> Table:
    """One row per customer, customers without orders included; nothing after `as_of` counts.

    Money in minor units of the base currency, days as dates, intervals in days. Columns: those of
    `customers`, COUNTS (0 where there is nothing), and, null without orders: first_order_on,
    last_order_on, days_since_last_order, tenure_days, margin_minor (of orders and returns whose cost is
    known), cost_known_share (of gross, 0 to 1), average_order_value_minor, usual_amount_minor (median),
    usual_channel, own_interval_days, interval_spread_days, days_to_second_order.
    """
    orders = snapshot.orders.filter(_.ordered_on <= literal(as_of))
    table = _beside(snapshot.customers, order_totals(orders, as_of))
    table = _beside(table, order_gaps(order_days(orders)))
    table = _beside(table, usual_channels(orders))
    return (
        table.mutate(**{name: table[name].fill_null(0) for name in COUNTS})
        .mutate(
            days_since_last_order=days_between(_.last_order_on, literal(as_of)),
            tenure_days=days_between(_.first_order_on, literal(as_of)),
            average_order_value_minor=(_.gross_minor / _.orders_with_amount.nullif(0)).round().cast("int64"),
            cost_known_share=_.gross_with_cost_minor / _.gross_minor.nullif(0),
        )
        .drop("gross_with_cost_minor")
    )


def order_totals(orders: Table, as_of: date) -> Table:
    """Counts, sums and first and last day of the orders of each customer."""
    bought, back = ~_.is_return, _.is_return
    return orders.group_by("customer_id").agg(
        order_count=bought.sum(),
        return_count=back.sum(),
        orders_without_rate=_.amount_minor.isnull().sum(),
        orders_with_amount=(bought & _.amount_minor.notnull()).sum(),
        gross_minor=_.amount_minor.sum(where=bought),
        returned_minor=_.amount_minor.sum(where=back),
        total_spend_minor=_.amount_minor.sum(),
        gross_with_cost_minor=_.amount_minor.sum(where=bought & _.cost_minor.notnull()),
        spend_with_cost_minor=_.amount_minor.sum(where=_.cost_minor.notnull()),
        margin_minor=(_.amount_minor - _.cost_minor).sum(),
        usual_amount_minor=_.amount_minor.cast("float64").median(where=bought).round().cast("int64"),
        first_order_on=_.ordered_on.min(where=bought),
        last_order_on=_.ordered_on.max(where=bought),
        **_of_periods(as_of),
        **_at_known_cost(as_of),
    )


def order_days(orders: Table) -> Table:
    """The distinct days on which each customer ordered, with the gap in days to the one before.

    Columns customer_id, ordered_on, place (0 for the first day), gap_days (null for the first day).
    """
    days = orders.filter(~_.is_return).select("customer_id", "ordered_on").distinct()
    by_day = ibis.window(group_by="customer_id", order_by="ordered_on")
    numbered = days.mutate(place=ibis.row_number().over(by_day), previous_on=_.ordered_on.lag().over(by_day))
    return numbered.mutate(gap_days=days_between(_.previous_on, _.ordered_on)).drop("previous_on")


def order_gaps(days: Table) -> Table:
    """Number of order days, and of the gaps between them their median and interquartile range, in days.

    Quantiles interpolate linearly: definition 7 of Hyndman & Fan (1996), Sample quantiles in statistical
    packages, The American Statistician 50(4). Both need two gaps, that is three order days; null else.
    """
    gap = _.gap_days.cast("float64")
    gaps = days.group_by("customer_id").agg(
        order_days=_.count(),
        days_to_second_order=_.gap_days.max(where=_.place == 1),
        median=gap.median(),
        lower=gap.quantile(0.25),
        upper=gap.quantile(0.75),
    )
    return gaps.select(
        "customer_id",
        "order_days",
        "days_to_second_order",
        own_interval_days=ibis.cases((_.order_days >= 3, _.median)),
        interval_spread_days=ibis.cases((_.order_days >= 3, _.upper - _.lower)),
    )


def usual_channels(orders: Table) -> Table:
    """The channel each customer ordered through most often; of equals the one used last, then by name."""
    used = (
        orders.filter(~_.is_return & _.channel.notnull())
        .group_by("customer_id", "channel")
        .agg(times=_.count(), last_on=_.ordered_on.max())
    )
    place = ibis.row_number().over(
        group_by="customer_id", order_by=[_.times.desc(), _.last_on.desc(), _.channel]
    )
    return used.mutate(place=place).filter(_.place == 0).select("customer_id", usual_channel=_.channel)


def _of_periods(as_of: date) -> dict[str, object]:
    columns: dict[str, object] = {}
    for months in (12, 6):
        start, before = months_before(as_of, months), months_before(as_of, 2 * months)
        recent, earlier = _between(start, as_of), _between(before, start)
        columns[f"spend_{months}m_minor"] = _.amount_minor.sum(where=recent)
        columns[f"spend_previous_{months}m_minor"] = _.amount_minor.sum(where=earlier)
        columns[f"orders_{months}m"] = (recent & ~_.is_return).sum()
        columns[f"orders_previous_{months}m"] = (earlier & ~_.is_return).sum()
    return columns


def _at_known_cost(as_of: date) -> dict[str, object]:
    recent = _between(months_before(as_of, 12), as_of)
    return {
        "spend_12m_with_cost_minor": _.amount_minor.sum(where=recent & _.cost_minor.notnull()),
        "margin_12m_minor": (_.amount_minor - _.cost_minor).sum(where=recent),
    }


def _between(after: date, until: date) -> BooleanValue:
    return (_.ordered_on > literal(after)) & (_.ordered_on <= literal(until))


def _beside(left: Table, right: Table) -> Table:
    return left.left_join(right, "customer_id").drop("customer_id_right")
