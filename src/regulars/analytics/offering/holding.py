"""Whether probabilities learnt on earlier days held on the latest, and what is said where they did not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from regulars.analytics.offering.calibrating import (
    Bands,
    Calibration,
    Codes,
    Floats,
    TooFewOutcomes,
    spread_of,
    wilson,
)
from regulars.analytics.offering.cutting import Flags

Outcomes = tuple[Floats, Flags]
MOST_CLASSES = 8
LEAST_OFFERS, LEAST_NAMED = 100, 10.0  # offers, and purchases that were foretold, of a class of probability
NEAR, LEAST_NEAR = 0.25, 0.005  # a quarter of what was named, or half of one in a hundred
LEAST_JUDGED = 30
MOST_SPREAD = 0.5  # beyond, days differ so much that a range says nothing


@dataclass(frozen=True)
class Class:
    """Offers of similar probability: what was named on earlier days (least, most: its range), beside what came after the
    latest and the 95 % interval of that (low, high).
    """

    named: float
    least: float
    most: float
    came: float
    low: float
    high: float
    offers: int

    @property
    def holds(self) -> bool:
        """What came lies within the range named, or the probability so near to what came that nobody would act
        differently.
        """
        near = max(self.low - self.named, self.named - self.high, 0.0)
        inside = self.least <= self.came <= self.most
        return bool(inside or near <= max(NEAR * self.named, LEAST_NEAR))


def learnt(outcomes: Sequence[Outcomes], *, apart: int) -> Calibration | None:
    """outcomes: of each day. None where too few offers were taken up."""
    facts, met = (np.concatenate(each) for each in zip(*outcomes, strict=True))
    day = np.repeat(np.arange(len(outcomes)), [len(each[1]) for each in outcomes])
    try:
        return Calibration(apart=apart).fit(facts, met, day)
    except TooFewOutcomes:
        return None


def judged(calibration: Calibration | None, now: Outcomes) -> list[Class]:
    """The classes of probability, the least likely first; empty where nothing was learnt."""
    if calibration is None:
        return []
    facts, met = now
    band, count = calibration.band(facts), len(calibration.bands_.offers)
    came = np.bincount(band, weights=met, minlength=count).astype(np.float64)
    return classes(calibration.bands_, np.bincount(band, minlength=count), came)


def classes(bands: Bands, offers: Codes, came: Floats) -> list[Class]:
    """Neighbouring bands joined until each class has enough to be judged by. offers, came: of the latest, by band."""
    named = bands.share
    enough = max(LEAST_NAMED, float((named * offers).sum()) / MOST_CLASSES)
    found: list[list[int]] = [[]]
    for place in (int(each) for each in np.argsort(-named, kind="stable") if offers[each]):
        if offers[found[-1]].sum() >= LEAST_OFFERS and (named * offers)[found[-1]].sum() >= enough:
            found.append([])
        found[-1].append(place)
    if len(found) > 1 and offers[found[-1]].sum() < LEAST_OFFERS:
        found[-2:] = [found[-2] + found[-1]]
    return [_class(bands, each, offers=offers, came=came) for each in reversed(found) if each]


def hold(found: Sequence[Class], spread: float) -> bool:
    """Whether probabilities may be named: enough offers to judge by, each class held, days do not differ too much."""
    enough = sum(each.offers for each in found) >= LEAST_JUDGED
    return enough and spread <= MOST_SPREAD and all(each.holds for each in found)


@dataclass(frozen=True)
class Counted:
    """What became of groups of alike customers: bands has one band per group, counted on earlier days."""

    bands: Bands
    judged: list[Class]

    @property
    def holds(self) -> bool:
        return hold(self.judged, self.bands.spread)

    def chances(self, group: Codes, *, least: int) -> tuple[Floats, Floats, Floats]:
        """Probability and its range; NaN where it did not hold, or below so many customers of a group."""
        hidden = (self.bands.offers < least) | (not self.holds)
        share, low, high = (
            np.where(hidden, np.nan, each)[group] for each in (self.bands.share, *self.bands.interval())
        )
        return share, low, high


def counted(offers: Codes, bought: Codes) -> Counted:
    """Both of shape (days, groups), the latest day first: it judges what the others teach."""
    earlier, taken = offers[1:], bought[1:]
    bands = Bands(np.zeros(0), earlier.sum(axis=0), taken.sum(axis=0))
    spread = spread_of((bands.share * earlier).sum(axis=1), taken.sum(axis=1).astype(float))
    bands = replace(bands, spread=spread)
    return Counted(bands, classes(bands, offers[0], bought[0].astype(float)))


def _class(bands: Bands, places: list[int], *, offers: Codes, came: Floats) -> Class:
    count, bought = offers[places].sum(), came[places].sum()
    low, high = wilson(np.array([bought]), np.array([count]))
    named, least, most = (
        float((each[places] * offers[places]).sum() / count) for each in (bands.share, *bands.interval())
    )
    return Class(named, least, most, float(bought / count), float(low[0]), float(high[0]), int(count))
