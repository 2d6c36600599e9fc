"""Value classes 高/中/低: what a customer has been worth so far, and the place among all buyers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
from ibis import _

from regulars.analytics.firm import FirmFacts
from regulars.analytics.ranks import with_place
from regulars.analytics.settings import ValueBasis, ValueClasses

if TYPE_CHECKING:
    from ibis.expr.types import StringValue, Table


def with_value(table: Table, *, firm: FirmFacts, basis: ValueBasis) -> Table:
    """Add value_minor, the net value to date in minor units.

    "spend": net spend after returns. "margin": the margin of what has known costs, and for the rest of the
    net spend the firm's margin rate.
    """
    if basis == "spend":
        return table.mutate(value_minor=_.total_spend_minor)
    rest = (_.total_spend_minor - _.spend_with_cost_minor) * firm.margin_rate
    return table.mutate(value_minor=_.margin_minor.fill_null(0) + rest.round().cast("int64"))


def with_value_class(table: Table, classes: ValueClasses) -> Table:
    """Add value_class high | middle | low and value_position, 0 (best) to 1, null without orders.

    By position: the best `high_share` of the buyers are high, the next `middle_share` middle. Equal values
    share one position, the middle of their places, so they are never split. Whoever never ordered, or
    brought nothing in the end, is low.
    """
    placed = with_place(table.mutate(counted=_.order_count > 0), "value_minor", counted="counted")
    above = _.ranked - _.below - _.equal
    placed = placed.mutate(
        value_position=ibis.cases((_.counted, (above * 2 + _.equal) / (_.ranked * 2)))
    ).drop("counted", "below", "equal", "ranked")
    return placed.mutate(value_class=_class(classes))


def _class(classes: ValueClasses) -> StringValue:
    worthless = (_.order_count == 0) | (_.value_minor <= 0)
    if classes.limits_minor:
        high, middle = classes.limits_minor
        return ibis.cases(
            (_.order_count == 0, "low"),
            (_.value_minor >= high, "high"),
            (_.value_minor >= middle, "middle"),
            else_="low",
        )
    both = round(classes.high_share + classes.middle_share, 9)
    return ibis.cases(
        (worthless, "low"),
        (_.value_position <= classes.high_share, "high"),
        (_.value_position <= both, "middle"),
        else_="low",
    )
