"""The 80/20 curve: how few customers make how much of the whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

POINTS = 200


@dataclass(frozen=True)
class Pareto:
    """The curve of one figure, best customers first.

    total_minor: the sum over all customers, negative ones included. customers_making: the smallest number
    of customers whose sum reaches `share` of it; None where the total is not above 0. points: at most 200
    rows rank, customer_id, value_minor, cumulative_minor, cumulative_share (may exceed 1 on the way where
    the last ones are negative), the one that reaches the share among them.
    """

    customers: int
    total_minor: int
    share: float
    customers_making: int | None
    points: pa.Table

    @property
    def share_of_customers(self) -> float | None:
        """Which share of all customers, 0 to 1, makes `share` of the total."""
        return self.customers_making / self.customers if self.customers_making else None


def pareto(measures: pa.Table, column: str = "total_spend_minor", *, share: float = 0.8) -> Pareto:
    """The curve over one integer column of the measures; equal values stand in order of customer id."""
    ranked = measures.select(["customer_id", column]).sort_by(
        [(column, "descending"), ("customer_id", "ascending")]
    )
    values = np.asarray(pc.fill_null(ranked[column], 0).combine_chunks(), dtype=np.int64)
    cumulative = np.cumsum(values)
    total = int(cumulative[-1]) if len(cumulative) else 0
    making = _making(cumulative, total, share=share)
    return Pareto(
        len(values), total, share, making, _points(ranked["customer_id"], values, total=total, making=making)
    )


def _making(cumulative: np.ndarray, total: int, *, share: float) -> int | None:
    if total <= 0:
        return None
    # In millionths and Python's own integers, so that "80 % of it" is exact for any amount of money.
    needed = -(-total * round(share * 1_000_000) // 1_000_000)
    return int(np.argmax(cumulative >= needed)) + 1


def _points(ids: pa.ChunkedArray, values: np.ndarray, *, total: int, making: int | None) -> pa.Table:
    places = _places(len(values), making)
    cumulative = np.cumsum(values)[places]
    shares = cumulative / total if total > 0 else np.full(len(places), np.nan)
    return pa.table(
        {
            "rank": pa.array(places + 1),
            "customer_id": ids.take(pa.array(places)),
            "value_minor": pa.array(values[places]),
            "cumulative_minor": pa.array(cumulative),
            "cumulative_share": pa.array(shares, from_pandas=True),
        }
    )


def _places(count: int, making: int | None) -> np.ndarray:
    if count == 0:
        return np.empty(0, dtype=np.int64)
    spread = np.linspace(0, count - 1, min(count, POINTS - 1)).round().astype(np.int64)
    return np.unique(np.append(spread, making - 1 if making else 0))
