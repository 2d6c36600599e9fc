"""The best few products of each customer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]
NONE = -1
AT_ONCE = 10_000  # rows


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
    product = np.full((table.shape[0], count), NONE, dtype=np.int64)
    score = np.zeros((table.shape[0], count))
    for start in range(0, table.shape[0], AT_ONCE):
        rows = slice(start, start + AT_ONCE)
        ends = table.indptr[start : start + AT_ONCE + 1]
        held = slice(ends[0], ends[-1])
        product[rows], score[rows] = _best(table.indices[held], table.data[held], np.diff(ends), count)
    if filler is not None:
        _fill(product, filler)
    return Lists(product, score)


def _best(
    products: NDArray[np.int32], scores: NDArray[np.float32], lengths: NDArray[np.int32], count: int
) -> tuple[Codes, Floats]:
    """Of rows that follow one another; side by side they are sorted many times as fast as in one long column."""
    width = max(count, int(lengths.max()))
    is_held = np.arange(width) < lengths[:, None]
    product: Codes = np.full(is_held.shape, NONE, dtype=np.int64)
    score: Floats = np.zeros(is_held.shape)
    product[is_held], score[is_held] = products, np.maximum(scores, 0)
    by_number = np.argsort(product, axis=1, kind="stable")
    product, score = np.take_along_axis(product, by_number, 1), np.take_along_axis(score, by_number, 1)
    best = np.argsort(-score, axis=1, kind="stable")  # equals stay in the order of their numbers
    product, score = np.take_along_axis(product, best, 1), np.take_along_axis(score, best, 1)
    product[score <= 0] = NONE
    return product[:, :count], score[:, :count]


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
