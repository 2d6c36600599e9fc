"""Columns of one table laid beside the customers of another."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Floats = np.ndarray[Any, np.dtype[np.float64]]


class Laid:
    """The columns of `table` in the order of `customer_ids`: NaN, or what is asked for, where there is no row."""

    def __init__(self, customer_ids: pa.ChunkedArray, table: pa.Table) -> None:
        self._table = table
        keys = table["customer_id"]
        found = pc.index_in(customer_ids, keys) if len(table) else pa.nulls(len(customer_ids), pa.int32())
        self._places = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found

    def numbers(self, name: str, missing: float = np.nan) -> Floats:
        taken = self._taken(name).cast(pa.float64())
        return np.asarray(pc.fill_null(taken, missing), dtype=np.float64)

    def words(self, name: str) -> np.ndarray[Any, Any]:
        return np.asarray(pc.fill_null(self._taken(name), ""), dtype=object)

    def _taken(self, name: str) -> pa.Array:
        column = self._table[name]
        if not len(column):
            return pa.nulls(len(self._places), column.type)
        taken = column.combine_chunks().take(self._places)
        return taken.combine_chunks() if isinstance(taken, pa.ChunkedArray) else taken


def floats(table: pa.Table, name: str) -> Floats:
    """A column as numbers, NaN where it is null."""
    column = table[name].combine_chunks().cast(pa.float64())
    return np.asarray(pc.fill_null(column, np.nan), dtype=np.float64)


def whole(values: Floats) -> pa.Array:
    """Whole numbers, half to even; null where not known."""
    is_known = np.isfinite(values)
    return pa.array(np.rint(np.where(is_known, values, 0)).astype(np.int64), mask=~is_known)


def share(values: Floats) -> pa.Array:
    return pa.array(values, mask=~np.isfinite(values))
