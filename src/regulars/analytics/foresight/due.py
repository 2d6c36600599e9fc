"""When the next order comes, for those who order within the horizon: chosen by back-test, with its range."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol, Self

import numpy as np
from ibis import _
from sklearn.ensemble import HistGradientBoostingRegressor

from regulars.analytics.clv import ParetoNBD
from regulars.analytics.clv.problems import DropoutCollapsed
from regulars.analytics.days import literal
from regulars.analytics.foresight.contenders import BOOSTED, fitted, learnable, rows_learned_from
from regulars.analytics.foresight.contest import CANNOT, simplest_of_the_best
from regulars.analytics.foresight.past import NotEnoughPast, Past
from regulars.analytics.foresight.windows import Floats, Ids, Window
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
    is_simple: bool  # its day does not come from the outcomes of past windows

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
    """What was chosen on an earlier cut, and how all did on the latest one, over `customers` who ordered.

    tried: who had ordered by the latest cut, of customers_of_all before some were drawn.
    """

    chosen: str
    chosen_on: date | None
    cut: date
    horizon: int
    customers: int
    tried: int
    customers_of_all: int
    scores: tuple[DueScore, ...]


@dataclass
class MedianOfModel:
    """The median of the waiting time under Pareto/NBD, given an order within the horizon."""

    name: str = "model"
    learns: bool = False
    is_simple: bool = True

    def learn(self, past: Sequence[Window], now: Window) -> Self:
        self.model_ = fitted(now, ParetoNBD)
        return self

    def foresee(self, now: Window) -> Due:
        low, high = (self._quantile(now, q) for q in ((1 - SHARE) / 2, (1 + SHARE) / 2))
        return Due(self.day(now), low, high)

    def day(self, now: Window) -> Floats:
        return self._quantile(now, 0.5)

    def _quantile(self, now: Window, q: float) -> Floats:
        return self.model_.next_order_quantile(q, now.x, now.t_x, now.T, within=now.horizon)


@dataclass
class MedianGap:
    """Last order plus the median gap, the customer's own or the firm's; today where that has passed.

    Its range comes from how far it was off in past windows.
    """

    gaps: Snapshot
    name: str = "gap"
    learns: bool = True
    is_simple: bool = True
    _known: dict[date, tuple[Ids, Floats]] = field(default_factory=dict, repr=False)

    def learn(self, past: Sequence[Window], now: Window) -> Self:
        off = np.concatenate([each.waits - self.day(each)[each.is_active == 1] for each in past])
        self.off_ = np.quantile(off, [(1 - SHARE) / 2, (1 + SHARE) / 2])
        return self

    def foresee(self, now: Window) -> Due:
        days = self.day(now)
        return Due(days, np.maximum(days + self.off_[0], 1.0), np.maximum(days + self.off_[1], 1.0))

    def day(self, now: Window) -> Floats:
        ids, own = self._gaps(now.cut)
        gap = own[np.searchsorted(ids, now.customer_ids)]
        usual = np.nanmedian(own) if np.isfinite(own).any() else float(now.horizon) / 2
        return np.maximum(np.where(np.isfinite(gap), gap, usual) - (now.T - now.t_x), 1.0)

    def _gaps(self, cut: date) -> tuple[Ids, Floats]:
        if cut not in self._known:
            orders = self.gaps.orders.filter(_.ordered_on <= literal(cut))
            found = self.gaps.arrow(order_gaps(order_days(orders)).order_by("customer_id"))
            self._known[cut] = found["customer_id"].to_numpy(), found["own_interval_days"].to_numpy()
        return self._known[cut]


@dataclass
class BoostedDays:
    """Boosted trees with absolute loss for the median and quantile loss for the range, each grown when it is first asked."""

    name: str = "boosted"
    learns: bool = True
    is_simple: bool = False

    def learn(self, past: Sequence[Window], now: Window) -> Self:
        ordered = [each.part(each.is_active == 1) for each in past]
        features = learnable(np.concatenate([each.features for each in ordered]))
        days = np.concatenate([each.waits for each in ordered])
        rows = rows_learned_from(ordered)
        self.learned_ = features[rows], days[rows]
        self.models_: dict[float, HistGradientBoostingRegressor] = {}
        return self

    def foresee(self, now: Window) -> Due:
        middle = self.day(now)
        low, high = (self._quantile(now, q) for q in ((1 - SHARE) / 2, (1 + SHARE) / 2))
        return Due(middle, np.minimum(low, middle), np.maximum(high, middle))

    def day(self, now: Window) -> Floats:
        return self._quantile(now, 0.5)

    def _quantile(self, now: Window, q: float) -> Floats:
        loss = {"loss": "absolute_error"} if q == 0.5 else {"loss": "quantile", "quantile": q}
        with one_thread():
            if q not in self.models_:
                self.models_[q] = HistGradientBoostingRegressor(**loss, **BOOSTED).fit(*self.learned_)
            return np.asarray(np.maximum(self.models_[q].predict(now.features), 1.0))


def due_models(snapshot: Snapshot) -> list[DueModel]:
    return [MedianOfModel(), MedianGap(snapshot), BoostedDays()]


def due_contest(past: Past) -> DueContest:
    """As `contest`, for the day of the next order. Raises NotEnoughPast.

    When orders come moves with the season more than whether they come, and all customers of one day share theirs:
    trees speak only if they would have been chosen on both of the two cuts before the latest.
    """
    latest = past.at(1)
    if not _many_ordered(latest):
        raise NotEnoughPast(latest)
    models = due_models(past.snapshot)
    now = _answers(models, past, 1)
    has_choice = _many_ordered(past.at(2))
    speaking = [each for each in models if isinstance(now.get(each.name), Due)]
    chosen = _chosen(speaking, past, 2 if has_choice else 1)
    if not chosen:
        raise NotEnoughPast(latest)
    return DueContest(
        chosen=chosen,
        chosen_on=past.at(2).cut if has_choice else None,
        cut=latest.cut,
        horizon=past.horizon,
        customers=int(latest.is_active.sum()),
        tried=len(latest),
        customers_of_all=past.customers_of_all,
        scores=tuple(_scored(name, due, latest.waits) for name, due in now.items()),
    )


def _chosen(speaking: list[DueModel], past: Past, number: int) -> str:
    """Who has the least error on a cut; of those that are not simple, who has it on the cut before that too."""
    simple = [each for each in speaking if each.is_simple]
    best = _best_at(speaking, past, number)
    if best in ("", *(each.name for each in simple)):
        return best
    if _many_ordered(past.at(number + 1)) and _best_at(speaking, past, number + 1) == best:
        return best
    return _best_at(simple, past, number)


def _best_at(models: list[DueModel], past: Past, number: int) -> str:
    """By the day and both ends of its range: a day that is often right with a range that is not misleads."""
    answers = _answers(models, past, number)
    waits = past.at(number).waits
    return simplest_of_the_best(
        {name: quantile_loss(due, waits) for name, due in answers.items() if isinstance(due, Due)}
    )


def quantile_loss(due: Due, waits: Floats) -> Floats:
    """Of each customer the summed loss of the three quantiles, in days.

    Koenker & Bassett 1978, "Regression Quantiles", Econometrica 46(1), equation 2.1.
    """
    ends = (((1 - SHARE) / 2, due.earliest), (0.5, due.days), ((1 + SHARE) / 2, due.latest))
    over = [(q, waits - days) for q, days in ends]
    lost: Floats = np.sum([np.where(late >= 0, q * late, (q - 1) * late) for q, late in over], axis=0)
    return lost


def _many_ordered(of: Window) -> bool:
    return int(of.is_active.sum()) >= LEAST_WHO_ORDERED


def _answers(models: list[DueModel], past: Past, number: int) -> dict[str, Due | str]:
    """What each says at the cut of a past window of those who ordered, or why it cannot.

    Learners need a window that was over by then.
    """
    known = [each for each in past.before(number) if _many_ordered(each)]
    now = past.at(number)
    ordered = now.part(now.is_active == 1)
    found: dict[str, Due | str] = {}
    for model in models:
        if known or not model.learns:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore", DropoutCollapsed)
                    found[model.name] = model.learn(known, now).foresee(ordered)
            except CANNOT as problem:
                found[model.name] = str(problem)
    return found


def _scored(name: str, due: Due | str, waits: Floats) -> DueScore:
    """Both of those who ordered."""
    if isinstance(due, str):
        return DueScore(name, problem=due)
    off = np.abs(due.days - waits)
    inside = (due.earliest - 0.5 <= waits) & (waits <= due.latest + 0.5)
    return DueScore(name, float(off.mean()), float((off <= NEARLY).mean()), float(inside.mean()))
