"""Customer status 客户状态: prospect, current, key or lost, by rules on silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
from ibis import _

from regulars.analytics.firm import FirmFacts
from regulars.analytics.settings import Silence

if TYPE_CHECKING:
    from ibis.expr.types import IntegerValue, Table


def with_status(table: Table, silence: Silence, *, firm: FirmFacts, key_share: float) -> Table:
    """Add status prospect | current_new | current_old | key | lost, and the limits behind it.

    lapsed_after_days, lost_after_days: the customer's limits, in days since the last order. lapsed: past
    the first one, or gone. lost_rule: let_go | deceased | silent, null where not lost. Where several
    hold: lost before key before current before prospect.
    """
    lapsed_after = _limit(silence.lapsed_days, silence.lapsed_cycles, firm=firm)
    lost_after = _limit(silence.lost_days, silence.lost_cycles, firm=firm)
    table = table.mutate(
        lapsed_after_days=lapsed_after,
        # Where one limit is in days and the other in cycles, lost could come first.
        lost_after_days=ibis.cases((_.order_count > 0, ibis.greatest(lost_after, lapsed_after + 1))),
    )
    table = table.mutate(
        lost_rule=ibis.cases(
            (_.let_go, "let_go"),
            (_.deceased, "deceased"),
            (_.days_since_last_order > _.lost_after_days, "silent"),
        ),
        lapsed=_.let_go | _.deceased | (_.days_since_last_order > _.lapsed_after_days).fill_null(False),
    )
    return table.mutate(
        status=ibis.cases(
            (_.lost_rule.notnull(), "lost"),
            (_.order_count == 0, "prospect"),
            ((_.value_position <= key_share) & (_.value_minor > 0), "key"),
            (_.tenure_days <= silence.new_days, "current_new"),
            else_="current_old",
        )
    )


def _limit(days: int | None, cycles: float, *, firm: FirmFacts) -> IntegerValue:
    # A customer's own short cycle alone would call a weekly buyer lost after six weeks of holiday.
    cycle = ibis.greatest(_.typical_interval_days, ibis.literal(firm.median_interval_days))
    limit = (cycle * cycles).ceil().cast("int64") if days is None else ibis.literal(days, "int64")
    return ibis.cases((_.order_count > 0, limit))
