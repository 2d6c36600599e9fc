"""New products for a customer by a linear model of products on products, where it wins the back-test.

EASE: Steck 2019, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW '19, eq. 8.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

from regulars.analytics.offering.purchases import Purchases
from regulars.analytics.offering.topping import NONE, Lists

Floats = NDArray[np.float64]
MOST_PRODUCTS = 8_000  # the table of products by products is held in memory: 256 MB
AT_ONCE = 2_000


class TooManyProducts(ValueError):
    """The table of products by products would not fit; ItemNeighbours has no such limit."""


@dataclass
class Ease:
    """ridge: how strongly weights are drawn to nothing."""

    ridge: float = 300.0

    def fit(self, purchases: Purchases) -> Self:
        """weights_: products by products, 0 on the diagonal. Raises TooManyProducts."""
        products = len(purchases.products)
        if products > MOST_PRODUCTS:
            raise TooManyProducts(f"{products} products; at most {MOST_PRODUCTS}")
        self.owned_ = purchases.owned()
        gram = (self.owned_.T @ self.owned_).toarray().astype(np.float64)
        gram[np.diag_indices(products)] += self.ridge
        inverse = cho_solve(cho_factor(gram, overwrite_a=True), np.eye(products))
        weights = inverse / -np.diag(inverse)[None, :]
        weights[np.diag_indices(products)] = 0.0
        self.weights_ = weights.astype(np.float32)
        return self

    def recommend(self, count: int = 10, *, pull: Floats | None = None) -> Lists:
        """For every customer the products not owned with the greatest score above 0; shape (customers, count).

        pull: what each product's score is multiplied with, shape (products,), as Purchases.pull() gives it, 0
        for what must not be offered.
        """
        weights = self.weights_ if pull is None else self.weights_ * pull.astype(np.float32)[None, :]
        customers, products = self.owned_.shape
        count = min(count, products)
        product = np.full((customers, count), NONE, dtype=np.int64)
        score = np.zeros((customers, count))
        for start in range(0, customers, AT_ONCE):
            owned = self.owned_[start : start + AT_ONCE]
            scores = owned @ weights
            scores[owned.nonzero()] = 0.0
            rows = slice(start, start + len(scores))
            product[rows], score[rows] = _best(scores, count)
        return Lists(product, score)


def _best(scores: Floats, count: int) -> tuple[NDArray[np.int64], Floats]:
    best = np.argpartition(-scores, count - 1, axis=1)[:, :count]
    found = np.take_along_axis(scores, best, axis=1)
    order = np.lexsort((best, -found), axis=1)
    found, best = np.take_along_axis(found, order, axis=1), np.take_along_axis(best, order, axis=1)
    return np.where(found > 0, best, NONE), np.where(found > 0, found, 0.0)
