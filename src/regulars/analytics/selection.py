"""Whether a prospect is worth developing: need, ability to pay, credit, fit and cost to serve, weighed openly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["develop", "watch", "no"]
ASPECTS = ("need", "ability", "credit", "fit", "cost")
INCOME = {"low": 20, "middle": 50, "upper_middle": 70, "high": 85, "very_high": 100}
CREDIT = {"A": 100, "B": 75, "C": 40, "D": 0}
LOOKED_RECENTLY = 60


@dataclass(frozen=True)
class Rules:
    """weights: how much each aspect counts, 0 or more. develop_from, no_below: limits of the total, 0 to 100.

    least_known: the share of the weights that must be known before anything but "watch" is said.
    """

    weights: Mapping[str, int]
    develop_from: int = 65
    no_below: int = 40
    least_known: float = 0.6


@dataclass(frozen=True)
class Selection:
    """The verdict, the total (None where nothing is known), and what stood in the way.

    stopped_by: "credit" for the worst credit grade, else empty. missing: aspects without a score.
    """

    verdict: Verdict
    total: int | None
    missing: tuple[str, ...]
    stopped_by: str = ""


def select(scores: Mapping[str, int | None], rules: Rules) -> Selection:
    """Weigh the scores, 0 to 100 each or None for not known.

    total = sum of weight x score / sum of the weights of the known aspects. Credit of 0 is a no by itself; with
    less than least_known of the weights known the answer is watch, because more has to be found out first.
    """
    known = {aspect: scores[aspect] for aspect in ASPECTS if scores.get(aspect) is not None}
    missing = tuple(aspect for aspect in ASPECTS if aspect not in known)
    weight = sum(rules.weights[aspect] for aspect in known)
    whole = sum(rules.weights[aspect] for aspect in ASPECTS)
    points = sum(rules.weights[aspect] * (score or 0) for aspect, score in known.items())
    total = round(points / weight) if weight else None
    if known.get("credit") == 0:
        return Selection("no", total, missing, "credit")
    if total is None or weight < rules.least_known * whole:
        return Selection("watch", total, missing)
    if total >= rules.develop_from:
        return Selection("develop", total, missing)
    return Selection("no" if total < rules.no_below else "watch", total, missing)


def need_score(strongest: int | None, looked: int) -> int | None:
    """strongest: strength 1 to 5 of the strongest need that is still open. looked: products looked at lately."""
    if strongest is None:
        return LOOKED_RECENTLY if looked else None
    return max(20 * strongest, LOOKED_RECENTLY if looked else 0)


def ability_score(income: str, wallet_ratio: float | None) -> int | None:
    """wallet_ratio: yearly spend in the category over what our active customers bring a year; it goes before income.

    Twice our usual customer or more is 100, as much is 50.
    """
    if wallet_ratio is not None:
        return min(100, round(50 * wallet_ratio))
    return INCOME.get(income)


def cost_score(spent: float, usual_profit: float) -> int | None:
    """spent: what contacts with the prospect have cost so far. usual_profit: of one customer in a year.

    100 where nothing was spent of it, 0 where the first year's profit is used up; None without a profit to compare.
    """
    if usual_profit <= 0:
        return None
    return round(100 * max(0.0, 1 - spent / usual_profit))
