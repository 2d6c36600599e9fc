"""Places among the firm's customers, never splitting equal values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
from ibis import _

if TYPE_CHECKING:
    from ibis.expr.types import Table


def with_place(table: Table, column: str, *, counted: str) -> Table:
    """Add `below`, `equal` and `ranked`: how many customers lie below each value, equal it, and count at all.

    Only rows where the boolean column `counted` holds are ranked; for the others the numbers mean nothing.
    Equal values get equal numbers, so the result does not depend on any order of rows.
    """
    same = ibis.window(group_by=[counted, column])
    all_counted = ibis.window(group_by=counted)
    upwards = ibis.window(group_by=counted, order_by=column)
    return table.mutate(
        below=ibis.rank().over(upwards),
        equal=_.customer_id.count().over(same),
        ranked=_.customer_id.count().over(all_counted),
    )
