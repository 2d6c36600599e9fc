"""The stage board: where each customer stands, and who went from where to where."""

from __future__ import annotations

from collections import defaultdict

import pyarrow as pa
import pyarrow.compute as pc

# Beside the four stages: never ordered yet, and no longer ours.
OUTSIDE = ("prospect", "lost")
PLACE = "place"


def with_places(measures: pa.Table) -> pa.Table:
    """Add place: prospect and lost by status, else the stage; `movement(..., column=PLACE)` counts them."""
    is_outside = pc.is_in(measures["status"], pa.array(OUTSIDE))
    return measures.append_column(PLACE, pc.if_else(is_outside, measures["status"], measures["stage"]))


def members(before: pa.Table, after: pa.Table) -> dict[tuple[str, str], list[int]]:
    """The customers behind each cell of the transition matrix, both tables of the same customers."""
    joined = before.select(["customer_id", PLACE]).join(
        after.select(["customer_id", PLACE]), "customer_id", right_suffix="_after", join_type="inner"
    )
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for customer_id, old, new in zip(
        *(joined[name].to_pylist() for name in joined.column_names), strict=True
    ):
        found[old, new].append(customer_id)
    return {pair: sorted(ids) for pair, ids in sorted(found.items())}
