"""How often a list of offers met the next basket."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000


@dataclass(frozen=True)
class Recall:
    """Mean over customers with a basket, and its 95 % bootstrap interval. customers: how many.

    of_list: hits / min(length of the list, basket); of_basket: hits / basket.
    """

    of_list: float
    low: float
    high: float
    of_basket: float
    customers: int


def recall(product: NDArray[np.int64], baskets: list[set[int]], *, seed: int = 1) -> Recall:
    """product: lists, shape (customers, count); baskets: what each bought next, empty where nothing."""
    met = [
        (len(basket.intersection(row)), min(len(row), len(basket)), len(basket))
        for row, basket in zip(product.tolist(), baskets, strict=True)
        if basket
    ]
    hits, possible, size = np.array(met, dtype=float).T
    shares = hits / possible
    chance = np.random.default_rng(seed)
    draws = chance.integers(0, len(shares), (RESAMPLES, len(shares)))
    low, high = np.quantile(shares[draws].mean(axis=1), [0.025, 0.975])
    return Recall(float(shares.mean()), float(low), float(high), float((hits / size).mean()), len(shares))
