"""What customers will buy next: their own favourites, as far as they are bought at all these days.

Own repeats with decay times present demand. Pure collaborative filters lose to a customer's own favourites
(Li et al. 2023, "A Next Basket Recommendation Reality Check", ACM TOIS 41(4)); what they leave out is that a
product can be out of season or out of stock, which the demand of the last days shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from regulars.analytics.offering.purchases import Purchases
from regulars.analytics.offering.topping import Lists, top_of_rows

Floats = NDArray[np.float64]


@dataclass
class NextBasket:
    """half_life_days: after how long a customer's purchase speaks half as much for the next one."""

    half_life_days: float = 180.0

    def fit(self, purchases: Purchases) -> Self:
        """own_: customers by products, how often each was bought, older purchases counting less."""
        self.own_ = purchases.weighted(self.half_life_days)
        return self

    def recommend(self, count: int = 10, *, pull: Floats | None = None) -> Lists:
        """For every customer the likeliest products, best first; shape (customers, count).

        pull: what each product's score is multiplied with, shape (products,), as Purchases.pull() gives it, 0
        for what must not be offered. Where a customer has too few favourites, what has most pull follows.
        """
        scores = self.own_.copy()
        if pull is not None:
            scores.data *= pull.astype(np.float32)[scores.indices]
        return top_of_rows(scores, count, filler=pull)
