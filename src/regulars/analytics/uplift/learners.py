"""The difference an offer makes to each customer, learned from one that was given by chance.

T- and X-learner: Kunzel, Sekhon, Bickel & Yu 2019, "Metalearners for estimating heterogeneous treatment
effects using machine learning", PNAS 116(10), 4156-4165.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

Floats = NDArray[np.float64]
Kind = Literal["logistic", "boosted"]
LEAST_RESPONSES = 20
BOOSTED = {
    "max_iter": 60, "learning_rate": 0.05, "max_leaf_nodes": 8, "min_samples_leaf": 200,
    "l2_regularization": 10.0, "early_stopping": False, "random_state": 0,
}  # fmt: skip


class TooFewResponses(ValueError):
    """Too few of one group responded to learn from."""


class Learner(Protocol):
    """features: shape (customers, features), numbers, NaN where unknown for boosted learners only."""

    def fit(self, features: ArrayLike, outcome: ArrayLike, treated: ArrayLike) -> Self: ...

    def predict(self, features: ArrayLike) -> Floats: ...


@dataclass
class TLearner:
    """One model of the outcome in each group; the uplift is their difference, in [-1, 1]."""

    outcome_model: Kind = "logistic"

    def fit(self, features: ArrayLike, outcome: ArrayLike, treated: ArrayLike) -> Self:
        """outcome, treated: 0 or 1, shape (customers,). Raises TooFewResponses."""
        x, y, w = _checked(features, outcome, treated)
        self.given_, self.held_ = (_classifier(self.outcome_model).fit(x[w == g], y[w == g]) for g in (1, 0))
        return self

    def predict(self, features: ArrayLike) -> Floats:
        """By how much the offer raises each one's chance to respond; shape (customers,)."""
        x = np.asarray(features, dtype=float)
        return _chance(self.given_, x) - _chance(self.held_, x)


@dataclass
class XLearner:
    """Models of each group's outcome impute what the others would have done; the uplift is learned from that."""

    outcome_model: Kind = "logistic"
    effect_model: Kind = "boosted"

    def fit(self, features: ArrayLike, outcome: ArrayLike, treated: ArrayLike) -> Self:
        """outcome, treated: 0 or 1, shape (customers,). Raises TooFewResponses."""
        x, y, w = _checked(features, outcome, treated)
        given, held = (_classifier(self.outcome_model).fit(x[w == g], y[w == g]) for g in (1, 0))
        of_given = y[w == 1] - _chance(held, x[w == 1])
        of_held = _chance(given, x[w == 0]) - y[w == 0]
        self.of_given_ = _regressor(self.effect_model).fit(x[w == 1], of_given)
        self.of_held_ = _regressor(self.effect_model).fit(x[w == 0], of_held)
        self.share_given_ = float(w.mean())
        return self

    def predict(self, features: ArrayLike) -> Floats:
        """By how much the offer raises each one's chance to respond; shape (customers,)."""
        x, share = np.asarray(features, dtype=float), self.share_given_
        mixed = share * self.of_held_.predict(x) + (1 - share) * self.of_given_.predict(x)
        return np.asarray(mixed, dtype=float)


def _checked(features: ArrayLike, outcome: ArrayLike, treated: ArrayLike) -> tuple[Floats, Floats, Floats]:
    x, y, w = (np.asarray(each, dtype=float) for each in (features, outcome, treated))
    if not len(x) == len(y) == len(w) or x.ndim != 2:
        raise ValueError(f"features, outcome and treated differ in length: {len(x)}, {len(y)}, {len(w)}")
    if not np.isin(y, (0, 1)).all() or not np.isin(w, (0, 1)).all():
        raise ValueError("outcome and treated are 0 or 1")
    for group, name in ((1, "those who got the offer"), (0, "those held out")):
        responses = int(y[w == group].sum())
        if responses < LEAST_RESPONSES:
            raise TooFewResponses(f"{responses} of {name} responded; at least {LEAST_RESPONSES} are needed")
    return x, y, w


def _classifier(kind: Kind) -> Any:
    if kind == "boosted":
        return HistGradientBoostingClassifier(**BOOSTED)
    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))


def _regressor(kind: Kind) -> Any:
    """The "logistic" one is its linear counterpart, for imputed differences are no chances."""
    if kind == "boosted":
        return HistGradientBoostingRegressor(**BOOSTED)
    return make_pipeline(StandardScaler(), Ridge(100.0))


def _chance(model: Any, x: Floats) -> Floats:
    return np.asarray(model.predict_proba(x)[:, 1], dtype=float)
