"""The six indicators of loyalty as shares 0 to 1, and the score they add up to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regulars.analytics.loyalty.columns import Floats
from regulars.analytics.loyalty.gathering import Facts
from regulars.analytics.loyalty.rules import INDICATORS, LoyaltyRules

FULL_PLACE = 0.9  # of the firm's repeat buyers, by repeats and by spend
BRAND_WEIGHTS = {"brand_mention": 1, "brand_comparison": 1, "brand_elsewhere": 2}


@dataclass(frozen=True)
class Scales:
    """What gives all points of repeats and of spend; whether anybody had a discount at all."""

    full_repeats: float
    full_spend_minor: float
    discounts_are_used: bool


@dataclass(frozen=True)
class Scored:
    """score is NaN where nothing is known; points and most add up to score and 100 over the six."""

    score: Floats
    points: dict[str, Floats]
    most: dict[str, Floats]


def scales_of(facts: Facts, rules: LoyaltyRules) -> Scales:
    again = facts["repeats"] > 0
    return Scales(
        full_repeats=float(rules.full_repeats or _place(facts["repeats"][again], whole=1)),
        full_spend_minor=float(rules.full_spend_minor or _place(facts["spend_minor"][again], whole=100)),
        discounts_are_used=bool(facts["discounted"].any()),
    )


def shares(facts: Facts, rules: LoyaltyRules, scales: Scales) -> dict[str, Floats]:
    """Each of INDICATORS from 0 to 1; NaN where its facts are missing, or the customer never bought."""
    spent = np.clip(facts["spend_minor"] / scales.full_spend_minor, 0, 1)
    wallet = facts["wallet_share"]
    found = {
        "repeats": np.clip(facts["repeats"] / scales.full_repeats, 0, 1),
        "choosing": np.clip(1 - facts["choosing_days"] / rules.slow_choice_days, 0, 1),
        "price": price_share(facts, rules, scales),
        "spend": np.where(np.isfinite(wallet), (spent + np.clip(wallet, 0, 1)) / 2, spent),
        "incidents": facts["incident_share"],
        "brands": _brands(facts, rules),
    }
    return {name: np.where(facts["ever"] > 0, found[name], np.nan) for name in INDICATORS}


def price_share(facts: Facts, rules: LoyaltyRules, scales: Scales) -> Floats:
    """1 minus the share of orders on discount, averaged with how often a higher price was paid, less objections.

    Unknown without an order in the period, or where the firm gave no discount, noted no objection and no price rose.
    """
    orders, faced = facts["orders"], facts["rises_stayed"] + facts["rises_left"]
    with np.errstate(invalid="ignore", divide="ignore"):
        plain = np.where((orders > 0) & scales.discounts_are_used, 1 - facts["discounted"] / orders, np.nan)
        stayed = np.where(faced > 0, facts["rises_stayed"] / faced, np.nan)
    known = np.isfinite(plain).astype(float) + np.isfinite(stayed)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (np.nan_to_num(plain) + np.nan_to_num(stayed)) / known
    objected = facts["objections"] * rules.objection_share
    mean = np.where((known == 0) & (facts["objections"] > 0), 1.0, mean)
    return np.clip(mean - objected, 0, 1)


def _brands(facts: Facts, rules: LoyaltyRules) -> Floats:
    """Unknown as long as nobody noted anything, not even that the customer looks at no other brand."""
    noted = facts["brand_no_other"] + sum(facts[name] for name in BRAND_WEIGHTS)
    looked = sum(weight * facts[name] for name, weight in BRAND_WEIGHTS.items())
    return np.where(noted > 0, np.clip(1 - looked * rules.brand_share, 0, 1), np.nan)


def scored(found: dict[str, Floats], rules: LoyaltyRules) -> Scored:
    """100 times the weighted mean of what is known: the weight of what is not is shared among the others.

    Points are rounded along their running total, so that they add up exactly; none exceeds what could be reached.
    """
    values = np.stack([found[name] for name in INDICATORS])
    weights = np.array([float(rules.weights[name]) for name in INDICATORS])[:, None] * np.isfinite(values)
    total = weights.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        most, points = 100 * weights / total, 100 * weights * np.nan_to_num(values) / total
    whole = _rounded(most)
    rounded = _within(_rounded(points), whole)
    return Scored(
        score=np.where(total > 0, rounded.sum(axis=0), np.nan),
        points=_by_name(rounded, values),
        most=_by_name(whole, values),
    )


def _rounded(parts: Floats) -> Floats:
    running = np.floor(np.cumsum(np.nan_to_num(parts), axis=0) + 0.5 + 1e-9)
    return np.diff(running, axis=0, prepend=0.0)


def _within(points: Floats, most: Floats) -> Floats:
    """What rounding put above the most of one indicator goes to the first that has room for it."""
    kept = np.minimum(points, most)
    over = (points - kept).sum(axis=0)
    for row, room in zip(kept, most - kept, strict=True):
        taken = np.minimum(over, room)
        row += taken
        over = over - taken
    return kept


def _by_name(parts: Floats, values: Floats) -> dict[str, Floats]:
    known = np.where(np.isfinite(values), parts, np.nan)
    return dict(zip(INDICATORS, known, strict=True))


def _place(values: Floats, *, whole: int) -> float:
    """The figure nine tenths stay below, rounded up to whole ones of so many minor units, at least one."""
    place = float(np.quantile(values, FULL_PLACE)) if len(values) else 0.0
    return max(whole, whole * float(np.ceil(place / whole - 1e-9)))
