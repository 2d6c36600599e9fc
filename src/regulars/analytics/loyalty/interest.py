"""When each customer turned to us of their own accord, and how long they took from there to an order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
from ibis import _

from regulars.analytics.days import days_between, literal
from regulars.analytics.loyalty.beside import Beside
from regulars.analytics.loyalty.rules import LoyaltyRules
from regulars.analytics.months import months_before
from regulars.analytics.snapshot import Snapshot

if TYPE_CHECKING:
    from ibis.expr.types import Table


def interest_days(snapshot: Snapshot, beside: Beside, as_of: date, *, after: date) -> Table:
    """Days on which a customer contacted us, came to the shop or looked at products: customer_id, on, looked."""
    came = snapshot.interactions.filter((_.direction == "from_customer") | (_.channel == "shop"))
    told = came.select("customer_id", on=_.happened_on, looked=ibis.literal(False))
    looks = snapshot.lent(beside.looks).select("customer_id", on=_.happened_on, looked=ibis.literal(True))
    between = (_.on > literal(after)) & (_.on <= literal(as_of))
    return told.union(looks).filter(between).distinct()


def bought_days(snapshot: Snapshot, as_of: date, *, after: date) -> Table:
    """The distinct days of orders in a period: customer_id, on."""
    between = (_.ordered_on > literal(after)) & (_.ordered_on <= literal(as_of))
    bought = snapshot.orders.filter(~_.is_return & between)
    return bought.select("customer_id", on=_.ordered_on).distinct()


def attention(snapshot: Snapshot, interest: Table, after: date) -> pa.Table:
    """attention_days: distinct days of interest after a day; told_days, looked_days: those of either kind."""
    days = interest.filter(_.on > literal(after))
    counted = days.group_by("customer_id").agg(
        attention_days=_.on.nunique(), told_days=(~_.looked).sum(), looked_days=_.looked.sum()
    )
    return snapshot.arrow(counted)


def active_days(snapshot: Snapshot, interest: Table, bought: Table, *, as_of: date, months: int) -> pa.Table:
    """Days with an order or interest a month: active_days lately, active_days_before in the same time before."""
    middle, start = months_before(as_of, months), months_before(as_of, 2 * months)
    days = interest.select("customer_id", "on").union(bought).filter(_.on > literal(start)).distinct()
    lately = _.on > literal(middle)
    counted = days.group_by("customer_id").agg(
        active_days=lately.sum() / float(months), active_days_before=(~lately).sum() / float(months)
    )
    return snapshot.arrow(counted)


def choosing(
    snapshot: Snapshot, interest: Table, bought: Table, *, beside: Beside, after: date, rules: LoyaltyRules
) -> pa.Table:
    """choosing_days: median days from first interest to order; choosing_count: of how many orders.

    Interest belongs to the next order, on the same day or later, and counts for at most `longest_choice_days`.
    What staff entered counts beside it.
    """
    looked = interest.select("customer_id", "on").distinct().mutate(ordered_on=ibis.null("date"), place=0)
    orders = bought.mutate(ordered_on=_.on, place=1)
    following = ibis.window(group_by="customer_id", order_by=[_.on, _.place], preceding=0, following=None)
    days = looked.union(orders).mutate(next_on=_.ordered_on.min().over(following))
    taken = days_between(_.on, _.next_on)
    days = days.mutate(taken=taken).filter(
        (_.place == 0) & (_.taken <= rules.longest_choice_days) & (_.next_on > literal(after))
    )
    seen = days.group_by("customer_id", "next_on").agg(days=_.taken.max()).select("customer_id", "days")
    entered = snapshot.lent(beside.signs).filter((_.kind == "choosing") & (_.happened_on > literal(after)))
    both = seen.union(entered.select("customer_id", "days"))
    counted = both.group_by("customer_id").agg(
        choosing_days=_.days.cast("float64").median(), choosing_count=_.days.count()
    )
    return snapshot.arrow(counted)
