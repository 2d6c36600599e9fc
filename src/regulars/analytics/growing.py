"""Customers who grow: spend that rises across three half years, or a firm that became larger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ibis import _

from regulars.analytics.days import literal
from regulars.analytics.months import months_before

if TYPE_CHECKING:
    from datetime import date

    from ibis.expr.types import Table

    from regulars.analytics.snapshot import Snapshot

PERIOD_MONTHS = 6
RISEN = 1.2


def with_growth(table: Table, snapshot: Snapshot, *, as_of: date, risen: float = RISEN) -> Table:
    """Add spend_half_1_minor, spend_half_2_minor, spend_half_3_minor, spend_growth and is_growing.

    The halves go back from the day: 1 is the last six months. `table` has customer_id, size_now, size_before
    (employees, or what the firm keeps; null where not known). spend_growth: the last half by the third.
    is_growing: each half at least as much as the one before, the last one `risen` times the third; or
    size_now above size_before.
    """
    ends = [months_before(as_of, PERIOD_MONTHS * number) if number else as_of for number in range(4)]
    orders = snapshot.orders.filter(_.ordered_on <= literal(as_of))
    halves = {
        f"spend_half_{number + 1}_minor": _.amount_minor.sum(
            where=(_.ordered_on > literal(ends[number + 1])) & (_.ordered_on <= literal(ends[number]))
        ).fill_null(0)
        for number in range(3)
    }
    table = table.left_join(orders.group_by("customer_id").agg(**halves), "customer_id")
    table = table.drop("customer_id_right").mutate(
        spend_growth=_.spend_half_1_minor / _.spend_half_3_minor.nullif(0)
    )
    rises = (
        (_.spend_half_3_minor > 0)
        & (_.spend_half_2_minor >= _.spend_half_3_minor)
        & (_.spend_half_1_minor >= _.spend_half_2_minor)
        & (_.spend_growth >= risen)
    )
    return table.mutate(is_growing=rises.fill_null(False) | (_.size_now > _.size_before).fill_null(False))
