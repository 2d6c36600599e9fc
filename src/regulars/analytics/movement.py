"""How customers moved between stages, classes or levels from one day to another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from regulars.analytics.measures import as_of_of

MOVES = pa.schema(
    [
        pa.field("before", pa.string()),  # null: not a customer yet, or nothing known
        pa.field("after", pa.string()),  # null: no longer in the table
        pa.field("customers", pa.int64()),
        pa.field("value_minor", pa.int64()),  # value_minor of the later day (of the earlier one where gone)
    ]
)


@dataclass(frozen=True)
class Counts:
    """The customers of one day, and what changed since an earlier one.

    active: ordered, neither lapsed nor lost. new: first order after the earlier day. retained: active on
    both. declining: in stage decline but not lost. lost: all of them. newly_lost: lost now, not then.
    """

    active: int
    new: int
    retained: int
    declining: int
    lost: int
    newly_lost: int


def movement(before: pa.Table, after: pa.Table, *, column: str = "stage") -> pa.Table:
    """The transition matrix of one text column between two tables of measures, MOVES, only pairs that occur.

    Both tables need customer_id, value_minor and the column.
    """
    joined = _side(before, column, suffix="before").join(
        _side(after, column, suffix="after"), "customer_id", join_type="full outer"
    )
    value = pc.coalesce(joined["value_after"], joined["value_before"], pa.scalar(0, pa.int64()))
    pairs: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for old, new, worth in zip(
        joined["before"].to_pylist(), joined["after"].to_pylist(), value.to_pylist(), strict=True
    ):
        pairs[old, new][0] += 1
        pairs[old, new][1] += worth
    ordered = sorted(pairs.items(), key=lambda pair: tuple(code or "" for code in pair[0]))
    rows = [dict(zip(MOVES.names, (*pair, *sums), strict=True)) for pair, sums in ordered]
    return pa.Table.from_pylist(rows, schema=MOVES)


def count_customers(before: pa.Table, after: pa.Table) -> Counts:
    """Active, new, retained, declining and lost customers of `after`, against `before`, two tables of measures."""
    was_active, is_active = _active(before), _active(after)
    was_lost, is_lost = _with_status_lost(before), _with_status_lost(after)
    new = pc.greater(after["first_order_on"], pa.scalar(as_of_of(before), pa.date32()))
    declining = pc.and_(pc.equal(after["stage"], "decline"), pc.not_equal(after["status"], "lost"))
    return Counts(
        active=len(is_active),
        new=pc.sum(new).as_py() or 0,
        retained=len(is_active & was_active),
        declining=pc.sum(declining).as_py() or 0,
        lost=len(is_lost),
        newly_lost=len(is_lost - was_lost),
    )


def _side(table: pa.Table, column: str, *, suffix: str) -> pa.Table:
    return pa.table(
        {
            "customer_id": table["customer_id"],
            suffix: table[column],
            f"value_{suffix}": table["value_minor"],
        }
    )


def _active(table: pa.Table) -> set[int]:
    ordered = pc.greater(table["order_count"], 0)
    here = pc.and_(pc.invert(table["lapsed"]), pc.not_equal(table["status"], "lost"))
    return set(table.filter(pc.and_(ordered, here))["customer_id"].to_pylist())


def _with_status_lost(table: pa.Table) -> set[int]:
    return set(table.filter(pc.equal(table["status"], "lost"))["customer_id"].to_pylist())
