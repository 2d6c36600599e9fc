"""Those who may foresee whether, and how often, each customer orders within the horizon."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from regulars.analytics.clv import BetaGeo, ParetoNBD
from regulars.analytics.clv.model import CustomerBaseModel
from regulars.analytics.clv.problems import DropoutCollapsed
from regulars.analytics.foresight.windows import Window
from regulars.analytics.sampling import drawn
from regulars.analytics.threads import one_thread

Floats = NDArray[np.float64]
SURELY, HARDLY = 1 - 1e-6, 1e-6
MOST_LEARNED_FROM = 20_000
BOOSTED = {
    "max_iter": 120, "learning_rate": 0.05, "max_leaf_nodes": 8, "min_samples_leaf": 40, "l2_regularization": 5.0,
    "early_stopping": False, "random_state": 0,
}  # fmt: skip


class Foreseen(NamedTuple):
    """active: chance of at least one day with orders in the horizon; expected: how many; shape (customers,)."""

    active: Floats
    expected: Floats


class Contender(Protocol):
    """prepare: a window with whatever features it wants; the others take prepared windows and parts of them.

    known: the true histories of that day, where the window asks what if.
    learn: from past windows whose horizon is over by `now.cut`, and the histories at `now.cut`.
    """

    name: str
    learns: bool  # from past windows; those that do not need none

    def prepare(self, of: Window, known: Window | None = None) -> Window: ...

    def learn(self, past: Sequence[Window], now: Window) -> Self: ...

    def foresee(self, now: Window) -> Foreseen: ...

    def chance(self, now: Window) -> Floats:
        """`active` of `foresee` alone."""


@dataclass
class Rate:
    """Everybody goes on at the own rate, drawn towards the firm's by one order's worth of it; nobody leaves.

    The gamma-Poisson model with shape 1: P(none in h) = ((a + T) / (a + T + h))^(1 + x), a: days per order.
    """

    name: str = "rate"
    learns: bool = False

    def prepare(self, of: Window, known: Window | None = None) -> Window:
        return of

    def learn(self, past: Sequence[Window], now: Window) -> Self:
        self.days_per_order_ = max(now.T.sum(), 1.0) / max(now.x.sum(), 1.0)
        return self

    def foresee(self, now: Window) -> Foreseen:
        known = self.days_per_order_ + now.T
        return Foreseen(self.chance(now), (1 + now.x) / known * now.horizon)

    def chance(self, now: Window) -> Floats:
        known = self.days_per_order_ + now.T
        return np.asarray(1 - (known / (known + now.horizon)) ** (1 + now.x))


@dataclass
class Model:
    """BG/NBD or Pareto/NBD, fitted on the histories at the cut."""

    name: str
    make: Callable[[], CustomerBaseModel] = field(repr=False)
    learns: bool = False

    def prepare(self, of: Window, known: Window | None = None) -> Window:
        return of

    def learn(self, past: Sequence[Window], now: Window) -> Self:
        self.fitted_ = fitted(now, self.make)
        return self

    def foresee(self, now: Window) -> Foreseen:
        return Foreseen(self.chance(now), self.fitted_.expected_purchases(now.horizon, now.x, now.t_x, now.T))

    def chance(self, now: Window) -> Floats:
        return self.fitted_.probability_active(now.horizon, now.x, now.t_x, now.T)


def fitted(of: Window, make: Callable[[], CustomerBaseModel]) -> CustomerBaseModel:
    """The model of a window's histories, fitted once; that its dropout collapsed is said each time."""
    model = make()
    name = type(model).__name__
    if name not in of.fitted:
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always")
            model.fit(of.x, of.t_x, of.T)
        of.fitted[name] = model, [each for each in heard if issubclass(each.category, DropoutCollapsed)]
    model, heard = of.fitted[name]
    for each in heard:
        warnings.warn(each.message, each.category, stacklevel=2)
    return model


@dataclass
class Boosted:
    """Boosted trees on what was known at the cuts of past windows; each is grown when it is first asked."""

    name: str = "boosted"
    learns: bool = True

    def prepare(self, of: Window, known: Window | None = None) -> Window:
        return of

    def learn(self, past: Sequence[Window], now: Window) -> Self:
        features = learnable(np.concatenate([each.features for each in past]))
        orders = np.concatenate([each.counted for each in past])
        rows = rows_learned_from(past)
        self.learned_ = features[rows], orders[rows]
        self.chance_: HistGradientBoostingClassifier | None = None
        self.count_: HistGradientBoostingRegressor | None = None
        return self

    def foresee(self, now: Window) -> Foreseen:
        features, orders = self.learned_
        with one_thread():
            if self.count_ is None:
                self.count_ = HistGradientBoostingRegressor(loss="poisson", **BOOSTED).fit(features, orders)
            expected = self.count_.predict(now.features)
        return Foreseen(self.chance(now), expected)

    def chance(self, now: Window) -> Floats:
        features, orders = self.learned_
        with one_thread():
            if self.chance_ is None:
                self.chance_ = HistGradientBoostingClassifier(**BOOSTED).fit(features, orders > 0)
            return np.asarray(self.chance_.predict_proba(now.features)[:, 1])


@dataclass
class Hybrid(Boosted):
    """Boosted trees that are also told what a model of the customer base expects."""

    name: str = "hybrid"
    model: Callable[[], Model] = field(default=lambda: Model("pareto_nbd", ParetoNBD), repr=False)

    def prepare(self, of: Window, known: Window | None = None) -> Window:
        told = self.model().learn((), known or of).foresee(of)
        expected = np.log(np.maximum(told.expected, HARDLY))
        return replace(of, features=np.column_stack([of.features, logit(told.active), expected]))


def rows_learned_from(past: Sequence[Window]) -> NDArray[np.bool_]:
    """Which rows of the windows behind each other: those of so many customers as make MOST_LEARNED_FROM."""
    return drawn(np.concatenate([each.customer_ids for each in past]), MOST_LEARNED_FROM)


def learnable(features: Floats) -> Floats:
    """Trees cannot place a column of which nothing is known: it becomes 0 for all."""
    return np.where(np.isnan(features).all(axis=0), 0.0, features)


def named(name: str) -> Contender:
    """Raises KeyError for a name nobody has."""
    return {each.name: each for each in contenders()}[name]


def logit(chance: Floats) -> Floats:
    kept = np.clip(chance, HARDLY, SURELY)
    return np.log(kept / (1 - kept))


def contenders() -> list[Contender]:
    """Simplest first: of equals the first wins."""
    return [Rate(), Model("beta_geo", BetaGeo), Model("pareto_nbd", ParetoNBD), Boosted(), Hybrid()]
