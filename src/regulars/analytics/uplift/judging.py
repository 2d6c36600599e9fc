"""Whether a learner finds anybody whom the offer moves more than others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import t as student
from sklearn.model_selection import StratifiedKFold

from regulars.analytics.uplift.learners import Learner
from regulars.analytics.uplift.qini import qini

FOLDS, ROUNDS = 5, 10
SURE, NEARLY_ALWAYS = 0.975, 0.95


@dataclass(frozen=True)
class Verdict:
    """Qini of held-out folds: their mean, spread (standard deviation) and share above chance.

    low: lower bound of the 95 % interval of the mean. is_detectable: it lies above 0, and 95 % of the folds
    do; otherwise the honest answer is "no detectable uplift": nobody can be told apart whom the offer moves
    more.
    """

    mean: float
    spread: float
    share_above_chance: float
    low: float
    folds: int

    @property
    def is_detectable(self) -> bool:
        return self.low > 0 and self.share_above_chance >= NEARLY_ALWAYS


def judge(
    make: Callable[[], Learner],
    features: ArrayLike,
    outcome: ArrayLike,
    treated: ArrayLike,
    *,
    rounds: int = ROUNDS,
) -> Verdict:
    """Qini on folds the learner has not seen, `rounds` times 5 folds with fixed seeds.

    The folds share customers, so the variance of their mean is taken as (1/n + test/train) s^2: Nadeau & Bengio
    2003, "Inference for the Generalization Error", Machine Learning 52(3), 239-281.
    """
    x, y, w = (np.asarray(each, dtype=float) for each in (features, outcome, treated))
    found: NDArray[np.float64] = np.array(
        [
            qini(make().fit(x[seen], y[seen], w[seen]).predict(x[held]), y[held], w[held])
            for seed in range(rounds)
            for seen, held in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(x, 2 * w + y)
        ]
    )
    mean, spread, n = float(found.mean()), float(found.std(ddof=1)), len(found)
    of_mean = spread * np.sqrt(1 / n + 1 / (FOLDS - 1))
    low = mean - float(student.ppf(SURE, n - 1)) * of_mean
    return Verdict(mean, spread, float((found > 0).mean()), float(low), n)
