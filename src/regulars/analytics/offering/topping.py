"""The best few products of each customer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

NONE = -1


@dataclass(frozen=True)
class Lists:
    """product: numbers of products, best first, -1 where there is none; score beside it, falling in each row.

    Both of shape (customers, count). Ties go to the lower number.
    """

    product: NDArray[np.int64]
    score: NDArray[np.float64]


def top_of_rows(table: sparse.csr_array, count: int, *, filler: NDArray[np.float64] | None = None) -> Lists:
    """The highest positive entries of each row; then, where there are fewer, what the filler ranks highest.

    filler: shape (products,); 0 or less is never filled in. What is filled in has score 0.
    """
    rows = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    positive = table.data > 0
    rows, products, scores = rows[positive], table.indices[positive], table.data[positive].astype(float)
    order = np.lexsort((products, -scores, rows))
    rows, products, scores = rows[order], products[order], scores[order]
    starts = np.searchsorted(rows, np.arange(table.shape[0]))
    place = np.arange(len(rows)) - starts[rows]
    best = place < count
    product = np.full((table.shape[0], count), NONE, dtype=np.int64)
    score = np.zeros((table.shape[0], count))
    product[rows[best], place[best]], score[rows[best], place[best]] = products[best], scores[best]
    if filler is not None:
        _fill(product, filler)
    return Lists(product, score)


def _fill(product: NDArray[np.int64], filler: NDArray[np.float64]) -> None:
    count = product.shape[1]
    ranked = np.lexsort((np.arange(len(filler)), -filler))[: 2 * count]
    short = np.flatnonzero((product == NONE).any(axis=1))
    rows = product[short]
    free = (rows != NONE).sum(axis=1)
    for one in ranked[filler[ranked] > 0]:
        wants = np.flatnonzero((free < count) & ~(rows == one).any(axis=1))
        rows[wants, free[wants]] = one
        free[wants] += 1
    product[short] = rows
