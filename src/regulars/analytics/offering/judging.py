"""How often a list of offers met the next basket."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Recall:
    """Mean over customers with a basket, and its 95 % bootstrap interval. customers: how many.

    of_list: hits / min(length of the list, basket); of_basket: hits / basket; hits: products met of a list.
    """

    of_list: float
    low: float
    high: float
    of_basket: float
    customers: int
    hits: float = 0.0


def recall(product: NDArray[np.int64], baskets: list[set[int]], *, seed: int = 1) -> Recall:
    """product: lists, shape (customers, count); baskets: what each bought next, empty where nothing."""
    met = [len(basket.intersection(row)) for row, basket in zip(product.tolist(), baskets, strict=True)]
    sizes = np.array([len(basket) for basket in baskets])
    return recall_of(np.array(met, dtype=float), sizes, length=product.shape[1], seed=seed)


def recall_of(met: Floats, sizes: NDArray[np.int64], *, length: int, seed: int = 1) -> Recall:
    """met: products of each list that were bought; sizes: of the baskets, 0 where nothing was; shape (customers,).

    Raises ValueError where nobody bought anything.
    """
    bought = sizes > 0
    if not bought.any():
        raise ValueError("nobody bought anything in the horizon")
    hits, size = met[bought], sizes[bought].astype(float)
    shares = hits / np.minimum(size, length)
    chance = np.random.default_rng(seed)
    draws = [shares[chance.integers(0, len(shares), len(shares))].mean() for _ in range(RESAMPLES)]
    low, high = np.quantile(draws, [0.025, 0.975])
    return Recall(
        float(shares.mean()),
        float(low),
        float(high),
        float((hits / size).mean()),
        len(shares),
        float(hits.mean()),
    )
