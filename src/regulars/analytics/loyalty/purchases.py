"""What each customer bought in a period: how often, which usual product, whether a higher price was paid."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
from ibis import _

from regulars.analytics.days import days_between, literal
from regulars.analytics.loyalty.beside import Beside
from regulars.analytics.loyalty.rules import LoyaltyRules
from regulars.analytics.snapshot import Snapshot

if TYPE_CHECKING:
    from ibis.expr.types import Table

LEAVING_DAYS = 90  # a dearer product not bought for so long counts as given up


def repeated(snapshot: Snapshot, as_of: date, *, after: date) -> pa.Table:
    """ever (1 with an order), bought_days and repeats of the period, spend_minor of it less returns.

    Repeats leave out the day of the very first order.
    """
    orders = snapshot.orders.filter(_.ordered_on <= literal(as_of))
    within = _.ordered_on > literal(after)
    counted = orders.group_by("customer_id").agg(
        first_on=_.ordered_on.min(where=~_.is_return),
        bought_days=_.ordered_on.nunique(where=~_.is_return & within),
        spend_minor=_.amount_minor.sum(where=within),
    )
    first = (_.first_on > literal(after)).fill_null(False).cast("int64")
    ever = _.first_on.notnull().cast("int64")
    return snapshot.arrow(counted.mutate(repeats=_.bought_days - first, ever=ever).drop("first_on"))


def by_product(snapshot: Snapshot, as_of: date, *, after: date) -> Table:
    """One row per customer and product of the period: times, first and highest price, last day; kept."""
    between = (_.ordered_on > literal(after)) & (_.ordered_on <= literal(as_of))
    lines = snapshot.order_lines.filter(between & ~_.is_return & _.product_id.notnull())
    lines = lines.mutate(price=_.amount_minor / _.quantity.nullif(0))
    return snapshot.kept(
        lines.group_by("customer_id", "product_id").agg(
            times=_.count(),
            first_price=_.price.argmin(_.ordered_on),
            highest=_.price.max(),
            last_price=_.price.argmax(_.ordered_on),
            last_on=_.ordered_on.max(),
        )
    )


def usual(snapshot: Snapshot, products: Table, beside: Beside) -> pa.Table:
    """lines, usual_times (of the product bought most), regular_products (bought twice or more), categories."""
    kinds = snapshot.lent(beside.products)
    named = products.left_join(kinds, "product_id")
    return snapshot.arrow(
        named.group_by("customer_id").agg(
            lines=_.times.sum(),
            usual_times=_.times.max(),
            regular_products=(_.times > 1).sum(),
            categories=_.category_id.nunique(),
        )
    )


def price_rises(snapshot: Snapshot, products: Table, as_of: date, *, rules: LoyaltyRules) -> pa.Table:
    """rises_stayed, rises_left: products that became dearer and were bought all the same, or given up.

    Dearer: `price_rise` or more above what the customer first paid in the period, by what the product's last
    buyer paid; given up: not bought at the higher price, nor for 90 days.
    """
    level = products.group_by("product_id").agg(level=_.last_price.argmax(_.last_on))
    dear = 1 + rules.price_rise
    faced = products.join(level, "product_id").filter(_.first_price > 0)
    stayed = _.highest >= _.first_price * dear
    gone = days_between(_.last_on, literal(as_of)) > LEAVING_DAYS
    left = ~stayed & (_.level >= _.first_price * dear) & gone
    counted = faced.group_by("customer_id").agg(rises_stayed=stayed.sum(), rises_left=left.sum())
    return snapshot.arrow(counted.filter((_.rises_stayed > 0) | (_.rises_left > 0)))


def incidents(
    snapshot: Snapshot, beside: Beside, as_of: date, *, after: date, rules: LoyaltyRules
) -> pa.Table:
    """Quality incidents of the period: incidents, those judged, their mean share, days to the next order.

    An incident is a return. incident_share is 1 with an order at once and 0 after `forgiving_days`, less
    `upset_share` where the customer was upset within `upset_days`; incidents without an order since are not
    judged before `forgiving_days` are over.
    """
    within = (_.ordered_on > literal(after)) & (_.ordered_on <= literal(as_of))
    orders = snapshot.orders.filter(within).select("customer_id", "is_return", on=_.ordered_on).distinct()
    orders = orders.semi_join(orders.filter(_.is_return), "customer_id")
    later = ibis.window(group_by="customer_id", order_by=[_.on, _.is_return], preceding=0, following=None)
    ordered_on = ibis.cases((~_.is_return, _.on))
    found = orders.mutate(ordered_on=ordered_on).mutate(next_on=_.ordered_on.min().over(later))
    found = found.filter(_.is_return).select("customer_id", "on", "next_on")
    upset = snapshot.lent(beside.moods).filter(_.mood == "upset")
    upset = upset.select("customer_id", upset_on=_.happened_on)
    heard = found.join(upset, "customer_id").filter(
        (_.upset_on >= _.on) & (days_between(_.on, _.upset_on) <= rules.upset_days)
    )
    heard = heard.select("customer_id", "on").distinct().mutate(upset=True)
    found = found.left_join(heard, ["customer_id", "on"]).drop("customer_id_right", "on_right")
    return snapshot.arrow(_judged(found, as_of, rules))


def _judged(found: Table, as_of: date, rules: LoyaltyRules) -> Table:
    days = days_between(_.on, _.next_on)
    found = found.mutate(days=days, upset=_.upset.fill_null(False))
    passed = days_between(_.on, literal(as_of))
    share = ibis.greatest(0.0, 1 - _.days / float(rules.forgiving_days))
    share = ibis.cases((_.days.notnull(), share), (passed > rules.forgiving_days, 0.0))
    toned = ibis.greatest(0.0, share - _.upset.cast("float64") * rules.upset_share)
    return (
        found.mutate(share=ibis.cases((share.notnull(), toned)))
        .group_by("customer_id")
        .agg(
            incidents=_.count(),
            incidents_judged=_.share.count(),
            incident_share=_.share.mean(),
            incident_days=_.days.cast("float64").median(),
            incidents_upset=_.upset.sum(),
        )
    )
