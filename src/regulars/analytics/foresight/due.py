"""When the next order comes, for those who order within the horizon: chosen by back-test, with its range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Protocol, Self

import numpy as np
from ibis import _
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.model_selection import KFold

from regulars.analytics.clv import ParetoNBD
from regulars.analytics.days import literal
from regulars.analytics.foresight.contenders import BOOSTED, MOST_LEARNED_FROM, Model, learnable
from regulars.analytics.foresight.contest import CANNOT, FOLDS, NotEnoughPast, alike
from regulars.analytics.foresight.windows import Floats, Window, window
from regulars.analytics.snapshot import Snapshot
from regulars.analytics.summaries import order_days, order_gaps
from regulars.analytics.threads import one_thread

SHARE = 0.8
LEAST_WHO_ORDERED = 50
NEARLY = 14  # days


class Due(NamedTuple):
    """Days from now to the next order: median, and between which it falls with a chance of 80 %."""

    days: Floats
    earliest: Floats
    latest: Floats


class DueModel(Protocol):
    name: str
    learns: bool

    def learn(self, past: Sequence[Window], now: Window) -> Self: ...

    def foresee(self, now: Window) -> Due: ...


@dataclass(frozen=True)
class DueScore:
    """Over those who did order: mean error in days, share hit within two weeks, share that fell into the range."""

    name: str
    error: float | None = None
    near: float | None = None
    within_range: float | None = None
    problem: str = ""


@dataclass(frozen=True)
class DueContest:
    """What was chosen on an earlier cut, and how all did on the latest one, over `customers` who ordered."""

    chosen: str
    chosen_on: date | None
    cut: date
    horizon: int
    customers: int
    scores: tuple[DueScore, ...]


@dataclass
class MedianOfModel:
    """The median of the waiting time under Pareto/NBD, given an order within the horizon."""

    name: str = "model"
    learns: bool = False

    def learn(self, past: Sequence[Window], now: Window) -> Self:
        self.model_ = Model("pareto_nbd", ParetoNBD).learn(past, now).fitted_
        return self

    def foresee(self, now: Window) -> Due:
        of = now.x, now.t_x, now.T
        low, middle, high = (
            self.model_.next_order_quantile(q, *of, within=now.horizon)
            for q in ((1 - SHARE) / 2, 0.5, (1 + SHARE) / 2)
        )
        return Due(middle, low, high)


@dataclass
class MedianGap:
    """Last order plus the median gap, the customer's own or the firm's; today where that has passed.

    Its range comes from how far it was off in past windows.
    """

    gaps: Snapshot
    name: str = "gap"
    learns: bool = True

    def learn(self, past: Sequence[Window], now: Window) -> Self:
        off = np.concatenate([each.waits - self._days(each)[each.is_active == 1] for each in past])
        self.off_ = np.quantile(off, [(1 - SHARE) / 2, (1 + SHARE) / 2])
        return self

    def foresee(self, now: Window) -> Due:
        days = self._days(now)
        return Due(days, np.maximum(days + self.off_[0], 1.0), np.maximum(days + self.off_[1], 1.0))

    def _days(self, now: Window) -> Floats:
        known = self.gaps.orders.filter(_.ordered_on <= literal(now.cut))
        found = self.gaps.arrow(order_gaps(order_days(known)).order_by("customer_id"))
        ids, own = found["customer_id"].to_numpy(), found["own_interval_days"].to_numpy()
        gap = own[np.searchsorted(ids, now.customer_ids)]
        usual = np.nanmedian(own) if np.isfinite(own).any() else float(now.horizon) / 2
        return np.maximum(np.where(np.isfinite(gap), gap, usual) - (now.T - now.t_x), 1.0)


@dataclass
class BoostedDays:
    """Boosted trees with absolute loss for the median and quantile loss for the range."""

    name: str = "boosted"
    learns: bool = True

    def learn(self, past: Sequence[Window], now: Window) -> Self:
        ordered = [each.part(each.is_active == 1) for each in past]
        features = learnable(np.concatenate([each.features for each in ordered]))
        days = np.concatenate([each.waits for each in ordered])
        rows = np.arange(len(days))
        if len(rows) > MOST_LEARNED_FROM:
            rows = np.random.default_rng(0).choice(len(rows), MOST_LEARNED_FROM, replace=False)
        with one_thread():
            self.models_ = [
                HistGradientBoostingRegressor(loss=loss, quantile=quantile, **BOOSTED).fit(features[rows], days[rows])
                for loss, quantile in (
                    ("quantile", (1 - SHARE) / 2), ("absolute_error", None), ("quantile", (1 + SHARE) / 2)
                )
            ]  # fmt: skip
        return self

    def foresee(self, now: Window) -> Due:
        low, middle, high = (np.maximum(model.predict(now.features), 1.0) for model in self.models_)
        return Due(middle, np.minimum(low, middle), np.maximum(high, middle))


def due_models(snapshot: Snapshot) -> list[DueModel]:
    return [MedianOfModel(), MedianGap(snapshot), BoostedDays()]


def due_contest(snapshot: Snapshot, last: date, horizon: int) -> DueContest:
    """As `contest`, for the day of the next order. Raises NotEnoughPast."""
    cut = last - timedelta(days=horizon)
    latest = window(snapshot, cut, horizon, is_over=True)
    before = window(snapshot, cut - timedelta(days=horizon), horizon, is_over=True)
    if int(latest.is_active.sum()) < LEAST_WHO_ORDERED:
        raise NotEnoughPast(len(latest), int(latest.is_active.sum()), cut, horizon)
    has_choice = int(before.is_active.sum()) >= LEAST_WHO_ORDERED
    able = [each for each in due_models(snapshot) if has_choice or not each.learns]
    tried = {each.name: _try(each, [before] if has_choice else [], latest) for each in able}
    scores = tuple(_scored(name, due, latest) for name, due in tried.items())
    judged = before if has_choice else latest
    earlier = {
        each.name: _off(due, judged)
        for each in able
        if isinstance(due := _held_out(each, before) if has_choice else tried[each.name], Due)
    }
    chosen = _best(earlier, [each.name for each in scores if each.error is not None])
    if not chosen:
        raise NotEnoughPast(len(latest), int(latest.is_active.sum()), cut, horizon)
    return DueContest(
        chosen=chosen,
        chosen_on=before.cut if has_choice else None,
        cut=cut,
        horizon=horizon,
        customers=int(latest.is_active.sum()),
        scores=scores,
    )


def _best(earlier: dict[str, Floats], able: list[str]) -> str:
    """The first whose error is not told apart from the least, "" where nobody can speak; as in `contest`."""
    errors = {name: off for name, off in earlier.items() if name in able}
    if not errors:
        return ""
    least = errors[min(errors, key=lambda name: errors[name].mean())]
    return next(name for name, off in errors.items() if alike(off - least))


def _try(model: DueModel, past: list[Window], now: Window) -> Due | str:
    try:
        return model.learn(past, now).foresee(now)
    except CANNOT as problem:
        return str(problem)


def _held_out(model: DueModel, now: Window) -> Due | str:
    if not model.learns:
        return _try(model, [], now)
    found = np.zeros((3, len(now)))
    for seen, held in KFold(FOLDS, shuffle=True, random_state=0).split(now.x):
        found[:, held] = model.learn([now.part(seen)], now).foresee(now.part(held))
    return Due(*found)


def _off(due: Due, now: Window) -> Floats:
    return np.asarray(np.abs(due.days[now.is_active == 1] - now.waits))


def _scored(name: str, due: Due | str, now: Window) -> DueScore:
    if isinstance(due, str):
        return DueScore(name, problem=due)
    ordered, off = now.is_active == 1, _off(due, now)
    inside = (due.earliest[ordered] - 0.5 <= now.waits) & (now.waits <= due.latest[ordered] + 0.5)
    return DueScore(name, float(off.mean()), float((off <= NEARLY).mean()), float(inside.mean()))
