"""What a customer has brought in profit, and at which margin."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.analytics.measures import firm_of


def with_profit(measures: pa.Table) -> pa.Table:
    """Add profit_minor, profit_12m_minor (minor units) and profit_rate (share, null where not known).

    profit_minor = margin of what has known costs + net spend without known costs x the firm's margin rate,
    whatever the value classes go by. profit_12m_minor = net spend of the last 12 months x the customer's
    margin rate (own, or the firm's). profit_rate = margin / spend with known costs, only where costs are
    known for at least half of the spend (margin_rate_source "own"). measures: from `compute_measures`.
    """
    rest = _whole(measures, "total_spend_minor") - _whole(measures, "spend_with_cost_minor")
    profit = _whole(measures, "margin_minor") + np.rint(rest * firm_of(measures).margin_rate).astype(np.int64)
    rate = pc.fill_null(measures["margin_rate"].cast(pa.float64()), 0).combine_chunks()
    recent = np.rint(_whole(measures, "spend_12m_minor") * np.asarray(rate)).astype(np.int64)
    is_own = pc.equal(measures["margin_rate_source"], "own")
    return (
        measures.append_column("profit_minor", pa.array(profit))
        .append_column("profit_12m_minor", pa.array(recent))
        .append_column(
            "profit_rate", pc.if_else(is_own, measures["margin_rate"], pa.scalar(None, pa.float64()))
        )
    )


def _whole(table: pa.Table, name: str) -> np.ndarray:
    return np.asarray(pc.fill_null(table[name], 0).combine_chunks(), dtype=np.int64)
