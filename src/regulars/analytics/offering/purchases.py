"""Who bought what and when, as sparse tables of customers and products."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy import sparse

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]
COLUMNS = ("customer_id", "product_id", "ordered_on")
OF_A_BASKET = "basket_id"


@dataclass(frozen=True, eq=False)
class Purchases:
    """Each product once per basket; a basket is an order or, where none is named, a customer's day.

    customers, products: Arrow arrays of their ids, in order of appearance. customer, product: their numbers,
    age: whole days from the basket to the end of `until`; all of shape (purchases,).
    """

    until: date
    customers: pa.Array
    products: pa.Array
    customer: Codes
    product: Codes
    age: Floats

    @classmethod
    def of(cls, lines: pa.Table, until: date) -> Purchases:
        """lines: customer_id, product_id, ordered_on, and basket_id where orders are known apart.

        Lines after `until` do not count. Raises ValueError where a column is missing or holds nulls.
        """
        kept = _checked(lines, until)
        by = [name for name in (*COLUMNS, OF_A_BASKET) if name in kept.column_names]
        kept = kept.group_by(by).aggregate([]).sort_by([(name, "ascending") for name in by])
        customer, product = (kept[name].combine_chunks().dictionary_encode() for name in COLUMNS[:2])
        day = kept["ordered_on"].to_numpy().astype("datetime64[D]").astype(np.int64)
        return cls(
            until,
            customer.dictionary,
            product.dictionary,
            customer.indices.to_numpy().astype(np.int64),
            product.indices.to_numpy().astype(np.int64),
            (np.datetime64(until, "D").astype(np.int64) - day).astype(float),
        )

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.customers), len(self.products)

    def weighted(self, half_life_days: float = np.inf) -> sparse.csr_array:
        """Customers by products: how often, each time worth half as much after every half-life."""
        return self._table(0.5 ** (self.age / half_life_days))

    def owned(self) -> sparse.csr_array:
        """Customers by products: 1 where ever bought."""
        table = self._table(np.ones(len(self.age)))
        table.data[:] = 1.0
        return table

    def demand(self, half_life_days: float = np.inf) -> Floats:
        """Share of each product in all purchases, recent ones weighing more; sums to 1."""
        weights = 0.5 ** (self.age / half_life_days)
        counts = np.bincount(self.product, weights=weights, minlength=len(self.products))
        return np.asarray(counts / max(counts.sum(), 1e-300))

    def pull(self, half_life_days: float = 7.0, *, floor: float = 1.0, power: float = 0.7) -> Floats:
        """How far each product is bought these days: (floor + demand relative to the average product)^power.

        A product out of season or out of stock has little. Shape (products,), >= 0.
        """
        return np.asarray((floor + self.demand(half_life_days) * len(self.products)) ** power)

    def _table(self, values: Floats) -> sparse.csr_array:
        table = sparse.csr_array((values.astype(np.float32), (self.customer, self.product)), shape=self.shape)
        table.sum_duplicates()
        return table


def _checked(lines: pa.Table, until: date) -> pa.Table:
    missing = [name for name in COLUMNS if name not in lines.column_names]
    if missing:
        raise ValueError(f"the lines have no column {', '.join(missing)}")
    for name in COLUMNS:
        if lines[name].null_count:
            raise ValueError(f"{name} is missing in {lines[name].null_count} of {len(lines)} lines")
    days: Any = lines["ordered_on"].cast(pa.date32())
    lines = lines.set_column(lines.column_names.index("ordered_on"), "ordered_on", days)
    return lines.filter(pc.less_equal(days, pa.scalar(until, pa.date32())))
