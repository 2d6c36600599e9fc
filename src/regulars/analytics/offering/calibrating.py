"""From the score of an offer to the share of such offers that were taken up in the past.

A logistic model orders offers; bands of similar offers are then counted, and neighbouring bands joined until the
share rises from band to band (pool adjacent violators: Ayer et al. 1955, Ann. Math. Statist. 26(4)).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
MOST_ROWS = 200_000
MOST_BANDS = 30
LEAST_IN_BAND = 100
LEAST_BOUGHT = 20
CONFIDENCE = 1.96
BELOW = 1e3  # no logistic height reaches it


class TooFewOutcomes(ValueError):
    """Too few of the offers of the past were taken up to speak of a probability."""


@dataclass(frozen=True)
class Bands:
    """edges: upper limits of all bands but the last. offers, bought: counted in the past, shape (bands,)."""

    edges: Floats
    offers: Codes
    bought: Codes

    @property
    def share(self) -> Floats:
        return self.bought / self.offers

    def interval(self) -> tuple[Floats, Floats]:
        """95 % interval of the share."""
        return wilson(self.bought, self.offers)


@dataclass
class Calibration:
    """Fitted on offers of the past; `band` then says into which band of those an offer of today falls.

    apart: the column, 0 or 1, of offers that share no band with the others and rank below them.
    """

    seed: int = 1
    apart: int | None = None

    def fit(self, facts: Floats, bought: NDArray[np.bool_]) -> Self:
        """facts: one row of numbers per offer, shape (offers, facts); bought: within the horizon.

        Raises TooFewOutcomes below LEAST_BOUGHT offers taken up or not taken up.
        """
        from sklearn.linear_model import LogisticRegression

        if min(bought.sum(), (~bought).sum()) < LEAST_BOUGHT:
            raise TooFewOutcomes(f"{bought.sum()} of {len(bought)} offers were taken up")
        facts, bought = self._sampled(facts, bought)
        self.mean_, self.spread_ = facts.mean(axis=0), np.maximum(facts.std(axis=0), 1e-9)
        found = LogisticRegression(max_iter=500).fit(self._standard(facts), bought)
        self.weights_: Floats = found.coef_[0]
        self.bands_ = _bands(self._height(facts), bought)
        return self

    def band(self, facts: Floats) -> Codes:
        return np.searchsorted(self.bands_.edges, self._height(facts), side="left")

    def _height(self, facts: Floats) -> Floats:
        height = self._standard(facts) @ self.weights_
        return np.asarray(height if self.apart is None else height - 2 * BELOW * facts[:, self.apart])

    def _standard(self, facts: Floats) -> Floats:
        return np.asarray((facts - self.mean_) / self.spread_)

    def _sampled(self, facts: Floats, bought: NDArray[np.bool_]) -> tuple[Floats, NDArray[np.bool_]]:
        if len(facts) <= MOST_ROWS:
            return facts, bought
        rows = np.random.default_rng(self.seed).choice(len(facts), MOST_ROWS, replace=False)
        return facts[rows], bought[rows]


def _bands(height: Floats, bought: NDArray[np.bool_]) -> Bands:
    count = max(1, min(MOST_BANDS, len(height) // LEAST_IN_BAND))
    edges = np.unique(np.append(np.quantile(height, np.arange(1, count) / count), -BELOW))
    band = np.searchsorted(edges, height, side="left")
    offers = np.bincount(band, minlength=len(edges) + 1)
    taken = np.bincount(band, weights=bought, minlength=len(edges) + 1).astype(np.int64)
    stack: list[tuple[int, int, int]] = []  # offers, bought, last band
    for place in np.flatnonzero(offers):
        new = (int(offers[place]), int(taken[place]), int(place))
        while stack and stack[-1][1] * new[0] >= new[1] * stack[-1][0]:
            before = stack.pop()
            new = (before[0] + new[0], before[1] + new[1], new[2])
        stack.append(new)
    kept = np.array(stack, dtype=np.int64)
    return Bands(edges[kept[:-1, 2]], kept[:, 0], kept[:, 1])


def wilson(bought: Codes, offers: Codes) -> tuple[Floats, Floats]:
    """95 % interval of a share (Wilson 1927, JASA 22); offers at least 1."""
    share, z = bought / offers, CONFIDENCE
    middle = (share + z * z / (2 * offers)) / (1 + z * z / offers)
    half = z * np.sqrt(share * (1 - share) / offers + z * z / (4 * offers * offers)) / (1 + z * z / offers)
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)
