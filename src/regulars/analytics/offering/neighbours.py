"""New products for a customer, by what buyers of the customer's products also bought.

Item-item cosine over who bought what at all: Sarwar et al. 2001, "Item-Based Collaborative Filtering
Recommendation Algorithms"; Deshpande & Karypis 2004, ACM TOIS 22(1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

from regulars.analytics.offering.purchases import Purchases
from regulars.analytics.offering.topping import Lists, top_of_rows

Floats = NDArray[np.float64]
NEVER = 1e6  # taken off what a customer has: no sum of similarities reaches it


@dataclass(frozen=True)
class Reason:
    """Of `customers` who bought `because`, `share` (0 to 1) bought the offered product too."""

    because: int
    share: float
    customers: int


@dataclass
class ItemNeighbours:
    """neighbours: how many most similar products each product keeps."""

    neighbours: int = 50

    def fit(self, purchases: Purchases) -> Self:
        """similarity_: products by products, cosine in (0, 1], each row its nearest, itself left out."""
        self.owned_ = purchases.owned()
        self.buyers_: Floats = np.asarray(self.owned_.sum(axis=0), dtype=float)
        unit = self.owned_.copy()
        unit.data /= np.sqrt(self.buyers_).astype(np.float32)[unit.indices]
        nearest = _top_product(unit.T, unit, self.neighbours)
        self.similarity_: sparse.csr_array = _without_itself(nearest)
        return self

    def recommend(self, count: int = 10, *, pull: Floats | None = None) -> Lists:
        """For every customer the products not owned with the greatest sum of similarities to those owned.

        pull: what each product's score is multiplied with, shape (products,), as Purchases.pull() gives it, 0
        for what must not be offered. Gives Lists of shape (customers, count); -1 where nothing is left that
        anybody bought together with the customer's products.
        """
        wanted = self.similarity_.copy()
        if pull is not None:
            wanted.data *= pull.astype(np.float32)[wanted.indices]
        punished = wanted - NEVER * sparse.eye_array(wanted.shape[0], dtype=np.float32, format="csr")
        return top_of_rows(_top_product(self.owned_, punished, count), count)

    def reason(self, customer: int, product: int) -> Reason | None:
        """The owned product that speaks most for the offer; None where none does."""
        owned = self.owned_.indices[self.owned_.indptr[customer] : self.owned_.indptr[customer + 1]]
        if len(owned) == 0:
            return None
        similar = self.similarity_[owned][:, [product]].toarray().ravel()
        if similar.max() <= 0:
            return None
        because = int(owned[similar.argmax()])
        together = similar.max() * np.sqrt(self.buyers_[because] * self.buyers_[product])
        buyers = int(self.buyers_[because])
        return Reason(because, float(round(together) / buyers), buyers)


def _top_product(left: sparse.sparray, right: sparse.sparray, count: int) -> sparse.csr_array:
    """The highest positive entries of each row of the product, never the whole of it."""
    tables = (sparse.csr_matrix(each, dtype=np.float32) for each in (left, right))
    return sparse.csr_array(sp_matmul_topn(*tables, top_n=count, threshold=0.0))


def _without_itself(table: sparse.csr_array) -> sparse.csr_array:
    rows = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    other = rows != table.indices
    kept = (table.data[other], (rows[other], table.indices[other]))
    return sparse.csr_array(kept, shape=table.shape)
