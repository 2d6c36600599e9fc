"""Habit 习惯: how regular the interval is, and how often it is the usual product."""

from __future__ import annotations

import numpy as np

from regulars.analytics.loyalty.columns import Floats
from regulars.analytics.loyalty.gathering import Facts

LEAST_LINES = 3


def usual_share(facts: Facts) -> Floats:
    """The share of the lines of the period that are the product bought most; NaN below three lines."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(facts["lines"] >= LEAST_LINES, facts["usual_times"] / facts["lines"], np.nan)


def regularity(irregularity: Floats) -> Floats:
    """1 where all gaps between orders are equal, 0 where their middle half differs by the usual gap or more."""
    return np.clip(1 - irregularity, 0, 1)


def habit_score(regular: Floats, usual: Floats) -> Floats:
    """100 times the mean of both, rounded; NaN where one is missing."""
    return np.floor(50 * (regular + usual) + 0.5)
