"""From the score of an offer to the share of such offers that were taken up in the past.

A logistic model orders offers; bands of similar offers are then counted, and neighbouring bands joined until the
share rises from band to band (pool adjacent violators: Ayer et al. 1955, Ann. Math. Statist. 26(4)).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
MOST_ROWS = 200_000
MOST_BANDS = 30
LEAST_IN_BAND = 100
LEAST_BOUGHT = 20
USUAL = 20.0  # so many offers of the average stand beside the offers of a band: few of them say little
CONFIDENCE = 1.96
BELOW = 1e3  # no logistic height reaches it


class TooFewOutcomes(ValueError):
    """Too few of the offers of the past were taken up to speak of a probability."""


@dataclass(frozen=True)
class Bands:
    """edges: upper limits of all bands but the last. offers, bought: counted in the past, shape (bands,). spread: how
    far the days they were counted from differed, as the standard deviation of the logarithm.
    """

    edges: Floats
    offers: Codes
    bought: Codes
    spread: float = 0.0

    @property
    def usual(self) -> float:
        return float(self.bought.sum() / max(self.offers.sum(), 1))

    @property
    def share(self) -> Floats:
        """What is named as the probability: the share of the band, drawn towards that of all as by USUAL offers."""
        return np.asarray((self.bought + USUAL * self.usual) / (self.offers + USUAL))

    def interval(self) -> tuple[Floats, Floats]:
        """95 % range of the share in days to come: few offers and days that differed make it wide."""
        bought, offers = (np.asarray(each, dtype=np.float64) for each in (self.bought, self.offers))
        low, high = wilson(bought + USUAL * self.usual, offers + USUAL)
        times = np.exp(CONFIDENCE * self.spread)
        return low / (low + (1 - low) * times), high * times / (high * times + 1 - high)


@dataclass
class Calibration:
    """Fitted on offers of the past; `band` then says into which band of those an offer of today falls.

    apart: the column, 0 or 1, of offers that share no band with the others and rank below them.
    """

    seed: int = 1
    apart: int | None = None

    def fit(self, facts: Floats, bought: NDArray[np.bool_], day: Codes | None = None) -> Self:
        """facts: one row of numbers per offer, shape (offers, facts); bought: within the horizon; day: number of the
        day it was offered on, where there are several.

        Raises TooFewOutcomes below LEAST_BOUGHT offers taken up or not taken up.
        """
        from sklearn.linear_model import LogisticRegression

        if min(bought.sum(), (~bought).sum()) < LEAST_BOUGHT:
            raise TooFewOutcomes(f"{bought.sum()} of {len(bought)} offers were taken up")
        day = np.zeros(len(bought), dtype=np.int64) if day is None else day
        facts, bought, day = self._sampled(facts, bought, day)
        self.mean_, self.spread_ = facts.mean(axis=0), np.maximum(facts.std(axis=0), 1e-9)
        found = LogisticRegression(max_iter=500).fit(self._standard(facts), bought)
        self.weights_: Floats = found.coef_[0]
        self.bands_ = _bands(self._height(facts), bought)
        named = np.bincount(day, weights=self.bands_.share[self.band(facts)]).astype(np.float64)
        self.bands_ = replace(
            self.bands_, spread=spread_of(named, np.bincount(day, weights=bought).astype(np.float64))
        )
        return self

    def band(self, facts: Floats) -> Codes:
        return np.searchsorted(self.bands_.edges, self._height(facts), side="left")

    def _height(self, facts: Floats) -> Floats:
        height = self._standard(facts) @ self.weights_
        return np.asarray(height if self.apart is None else height - 2 * BELOW * facts[:, self.apart])

    def _standard(self, facts: Floats) -> Floats:
        return np.asarray((facts - self.mean_) / self.spread_)

    def _sampled(
        self, facts: Floats, bought: NDArray[np.bool_], day: Codes
    ) -> tuple[Floats, NDArray[np.bool_], Codes]:
        if len(facts) <= MOST_ROWS:
            return facts, bought, day
        rows = np.random.default_rng(self.seed).choice(len(facts), MOST_ROWS, replace=False)
        return facts[rows], bought[rows], day[rows]


def spread_of(named: Floats, came: Floats) -> float:
    """How far days differ beyond chance: of each, purchases that were foretold and that came; 0 for a single day."""
    known = (named > 0) & (came > 0)
    if known.sum() < 2:
        return 0.0
    ratio = np.log(came[known] / named[known])
    return float(np.sqrt(max(ratio.var(ddof=1) - (1 / came[known]).mean(), 0.0)))


def _bands(height: Floats, bought: NDArray[np.bool_]) -> Bands:
    count = max(1, min(MOST_BANDS, len(height) // LEAST_IN_BAND))
    edges = np.unique(np.append(np.quantile(height, np.arange(1, count) / count), -BELOW))
    band = np.searchsorted(edges, height, side="left")
    offers = np.bincount(band, minlength=len(edges) + 1)
    taken = np.bincount(band, weights=bought, minlength=len(edges) + 1).astype(np.int64)
    stack: list[tuple[int, int, int]] = []  # offers, bought, last band
    drawn = USUAL * taken.sum() / max(offers.sum(), 1)

    def share(one: tuple[int, int, int]) -> float:
        return float((one[1] + drawn) / (one[0] + USUAL))

    for place in np.flatnonzero(offers):
        new = (int(offers[place]), int(taken[place]), int(place))
        while stack and share(stack[-1]) >= share(new):
            before = stack.pop()
            new = (before[0] + new[0], before[1] + new[1], new[2])
        stack.append(new)
    kept = np.array(stack, dtype=np.int64)
    return Bands(edges[kept[:-1, 2]], kept[:, 0], kept[:, 1])


def wilson(bought: Codes | Floats, offers: Codes | Floats) -> tuple[Floats, Floats]:
    """95 % interval of a share (Wilson 1927, JASA 22); offers at least 1."""
    share, z = bought / offers, CONFIDENCE
    middle = (share + z * z / (2 * offers)) / (1 + z * z / offers)
    half = z * np.sqrt(share * (1 - share) / offers + z * z / (4 * offers * offers)) / (1 + z * z / offers)
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)
