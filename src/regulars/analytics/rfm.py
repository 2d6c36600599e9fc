"""RFM scores 1 to 5, 5 best: how lately, how often and for how much a customer bought."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
from ibis import _

from regulars.analytics.days import days_between, literal
from regulars.analytics.ranks import with_place
from regulars.analytics.settings import RfmCuts
from regulars.analytics.snapshot import Snapshot

if TYPE_CHECKING:
    from datetime import date

    from ibis.expr.types import IntegerValue, Table

SCORES = ("recency_score", "frequency_score", "monetary_score")


def with_rfm(table: Table, cuts: RfmCuts) -> Table:
    """Add recency_score, frequency_score, monetary_score (1 to 5) and rfm ("543"); null without orders.

    Takes customer_id, order_count, days_since_last_order and total_spend_minor. Source of the method:
    Hughes (1994), Strategic Database Marketing.
    """
    table = table.mutate(counted=_.order_count > 0, days_ago=-_.days_since_last_order)
    table = _scored(table, "days_ago", score="recency_score", cuts=_downwards(cuts.recency_days))
    table = _scored(table, "order_count", score="frequency_score", cuts=cuts.order_count)
    table = _scored(table, "total_spend_minor", score="monetary_score", cuts=cuts.spend_minor)
    table = table.mutate(rfm_total=_.recency_score + _.frequency_score + _.monetary_score)
    text = [_[score].cast("string") for score in SCORES]
    return table.mutate(rfm=text[0].concat(text[1], text[2])).drop("counted", "days_ago")


def rfm_of_day(snapshot: Snapshot, as_of: date, *, cuts: RfmCuts) -> Table:
    """Only the scores, as of an earlier day: customer_id, SCORES, rfm, rfm_total."""
    orders = snapshot.orders.filter(_.ordered_on <= literal(as_of))
    basics = orders.group_by("customer_id").agg(
        order_count=(~_.is_return).sum(),
        total_spend_minor=_.amount_minor.sum(),
        last_order_on=_.ordered_on.max(where=~_.is_return),
    )
    basics = basics.mutate(
        total_spend_minor=_.total_spend_minor.fill_null(0),
        days_since_last_order=days_between(_.last_order_on, literal(as_of)),
    )
    return with_rfm(basics, cuts).select("customer_id", *SCORES, "rfm", "rfm_total")


def with_rfm_change(table: Table, previous: Table) -> Table:
    """Add previous_rfm ("443") and rfm_change, the difference of the sums of scores; null where either is."""
    before = previous.select("customer_id", previous_rfm=_.rfm, previous_total=_.rfm_total)
    table = table.left_join(before, "customer_id").drop("customer_id_right")
    return table.mutate(rfm_change=_.rfm_total - _.previous_total).drop("previous_total")


def _scored(table: Table, column: str, *, score: str, cuts: tuple[int, ...] | None) -> Table:
    if cuts is not None:
        return table.mutate(**{score: ibis.cases((_.counted, _by_cuts(column, cuts)))})
    placed = with_place(table, column, counted="counted")
    return placed.mutate(**{score: ibis.cases((_.counted, _quintile()))}).drop("below", "equal", "ranked")


def _by_cuts(column: str, cuts: tuple[int, ...]) -> IntegerValue:
    two, three, four, five = cuts
    value = _[column]
    return ibis.cases((value >= five, 5), (value >= four, 4), (value >= three, 3), (value >= two, 2), else_=1)


def _quintile() -> IntegerValue:
    # The middle of the places that equal values share, (below + equal / 2) / ranked, in whole numbers.
    return ((_.below * 2 + _.equal) * 5 // (_.ranked * 2) + 1).cast("int64")


def _downwards(days: tuple[int, int, int, int] | None) -> tuple[int, ...] | None:
    return None if days is None else tuple(-limit for limit in reversed(days))
