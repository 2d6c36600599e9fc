"""Gross profit 毛利 of a customer, to date and of the last 12 months, and the margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _

from regulars.analytics.firm import FirmFacts
from regulars.analytics.measures import firm_of

if TYPE_CHECKING:
    from ibis.expr.types import Table


def with_profit(measures: pa.Table) -> pa.Table:
    """Add profit_to_date_minor, profit_12m_minor (minor units) and profit_rate (share, null where not known).

    Gross profit = margin of what has known costs + net spend without known costs x the firm's margin rate, of
    all orders or of those of the last 12 months, whatever the value classes go by. profit_rate = margin / spend
    with known costs, only where costs are known for at least half of the spend (margin_rate_source "own").
    measures: from `compute_measures`.
    """
    rate = firm_of(measures).margin_rate
    is_own = pc.equal(measures["margin_rate_source"], "own")
    return (
        measures.append_column("profit_to_date_minor", _gross(measures, *_OF_ALL, rate=rate))
        .append_column("profit_12m_minor", _gross(measures, *_OF_A_YEAR, rate=rate))
        .append_column(
            "profit_rate", pc.if_else(is_own, measures["margin_rate"], pa.scalar(None, pa.float64()))
        )
    )


def with_recent_profit(table: Table, *, firm: FirmFacts) -> Table:
    """Add profit_12m_minor to summaries, as `with_profit` does to measures."""
    rest = (_.spend_12m_minor - _.spend_12m_with_cost_minor) * firm.margin_rate
    return table.mutate(profit_12m_minor=_.margin_12m_minor + rest.round().cast("int64"))


_OF_ALL = ("margin_minor", "total_spend_minor", "spend_with_cost_minor")
_OF_A_YEAR = ("margin_12m_minor", "spend_12m_minor", "spend_12m_with_cost_minor")


def _gross(measures: pa.Table, known: str, spend: str, spend_with_cost: str, *, rate: float) -> pa.Array:
    rest = _whole(measures, spend) - _whole(measures, spend_with_cost)
    return pa.array(_whole(measures, known) + np.rint(rest * rate).astype(np.int64))


def _whole(table: pa.Table, name: str) -> np.ndarray:
    return np.asarray(pc.fill_null(table[name], 0).combine_chunks(), dtype=np.int64)
