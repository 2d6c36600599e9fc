"""Which contender foresees this firm best: chosen on earlier days, its record taken on the latest."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from regulars.analytics.backtest import separation
from regulars.analytics.clv.problems import DropoutCollapsed, NoConvergence, TooFewCustomers
from regulars.analytics.foresight.contenders import Contender, Foreseen, contenders
from regulars.analytics.foresight.past import NotEnoughPast, Past, enough
from regulars.analytics.foresight.windows import Floats, Window
from regulars.analytics.shares import wilson

TENTHS = 10
CANNOT = (NoConvergence, TooFewCustomers)
WITHOUT_CHOICE = ("pareto_nbd", "beta_geo", "rate")  # where only one past period exists


@dataclass(frozen=True)
class Score:
    """How one contender did on one cut. separation, brier: of the chance to order; the others of the number.

    problem: why it could not try, or a warning of its own; the figures are None where it could not.
    could_be_chosen: whether it had been tried on the day that decided.
    """

    name: str
    separation: float | None = None
    brier: float | None = None
    mae: float | None = None
    rmse: float | None = None
    correlation: float | None = None
    problem: str = ""
    could_be_chosen: bool = True


@dataclass(frozen=True)
class Tenth:
    """Customers with like chances: the mean of these, and the share who ordered with its 95 % interval."""

    customers: int
    foreseen: float
    ordered: float
    low: float
    high: float


@dataclass(frozen=True)
class Contest:
    """What was chosen, and how it did on the latest cut whose horizon is over.

    chosen_on: the earlier cut that decided; None where the firm has only one such period. customers: who were
    tried, of customers_of_all. scores: all that took part, on the latest cut. brier_of_base: of telling everybody the share who ordered. window, foreseen: of the
    chosen one on the latest cut.
    """

    chosen: str
    chosen_on: date | None
    cut: date
    horizon: int
    customers: int
    customers_of_all: int
    share_active: float
    brier_of_base: float
    scores: tuple[Score, ...]
    tenths: tuple[Tenth, ...]
    places: list[int] = field(repr=False, compare=False)  # of each customer: the number of the tenth
    window: Window = field(repr=False, compare=False)
    foreseen: Foreseen = field(repr=False, compare=False)
    before: Window | None = field(default=None, repr=False, compare=False)
    chance_before: Floats | None = field(default=None, repr=False, compare=False)


def contest(past: Past) -> Contest:
    """Let all contenders foresee the horizons that are over, each from what was known before it.

    Who speaks is decided on the cut before the latest, where those who learn have learned from cuts before that,
    as they will every night; who had no such cut to learn from is not chosen. The latest cut has no say: there
    the record is taken. Raises NotEnoughPast.
    """
    latest = past.at(1)
    if not enough(latest):
        raise NotEnoughPast(latest)
    has_choice = enough(past.at(2))
    now = {each.name: _at_latest(each, past) for each in _able(past, 1)}
    earlier = {each.name: chance_at(each, past, 2) for each in _able(past, 2)} if has_choice else {}
    chosen = _chosen(now, earlier, past.at(2)) if has_choice else _first_able(now)
    foreseen = now[chosen][1]
    assert foreseen is not None
    active = float(latest.is_active.mean())
    places = _places(foreseen.active)
    return Contest(
        chosen=chosen,
        chosen_on=past.at(2).cut if has_choice else None,
        cut=latest.cut,
        horizon=past.horizon,
        customers=len(latest),
        customers_of_all=past.customers_of_all,
        share_active=active,
        brier_of_base=active * (1 - active),
        scores=tuple(_with_chance(score, earlier) for score, _foreseen in now.values()),
        tenths=_tenths(foreseen.active, latest.is_active, places),
        places=[int(place) for place in places],
        window=latest,
        foreseen=foreseen,
        before=past.at(2) if has_choice else None,
        chance_before=earlier[chosen] if has_choice else None,
    )


def chance_at(contender: Contender, past: Past, number: int) -> Floats | None:
    """What a contender gives as chances at the cut of a past window; None where it cannot."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DropoutCollapsed)
            now = past.prepared(contender, number)
            return contender.learn(past.prepared_before(contender, number), now).chance(now)
    except CANNOT:
        return None


def _at_latest(contender: Contender, past: Past) -> tuple[Score, Foreseen | None]:
    try:
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always")
            now = past.prepared(contender, 1)
            foreseen = contender.learn(past.prepared_before(contender, 1), now).foresee(now)
    except CANNOT as problem:
        return Score(contender.name, problem=str(problem)), None
    collapsed = [str(each.message) for each in heard if issubclass(each.category, DropoutCollapsed)]
    return score(contender.name, foreseen, now, problem=next(iter(collapsed), "")), foreseen


def _able(past: Past, number: int) -> list[Contender]:
    """Everybody who can take part: learners need a window that was over by then."""
    return [each for each in contenders() if not each.learns or past.before(number)]


def _with_chance(score: Score, earlier: dict[str, Floats | None]) -> Score:
    return replace(score, could_be_chosen=score.name in earlier) if earlier else score


def _first_able(now: dict[str, tuple[Score, Foreseen | None]]) -> str:
    return next(name for name in WITHOUT_CHOICE if now[name][1] is not None)


def _chosen(
    now: dict[str, tuple[Score, Foreseen | None]], earlier: dict[str, Floats | None], judged: Window
) -> str:
    """By the squared error of the chance, among those that can speak now too."""
    return simplest_of_the_best(
        {
            name: (chance - judged.is_active) ** 2
            for name, chance in earlier.items()
            if chance is not None and now[name][1] is not None
        }
    )


def simplest_of_the_best(losses: dict[str, Floats]) -> str:
    """The first whose loss is not told apart from the least; the simplest stands first. "" of nobody.

    Not told apart: the mean of the paired differences lies within their standard error. losses: of the same
    customers, shape (customers,) each.
    """
    if not losses:
        return ""
    least = losses[min(losses, key=lambda name: losses[name].mean())]
    return next(name for name, loss in losses.items() if _alike(loss - least))


def _alike(excess: Floats) -> bool:
    return bool(excess.mean() <= excess.std(ddof=1) / np.sqrt(len(excess)))


def score(name: str, foreseen: Foreseen, now: Window, *, problem: str = "") -> Score:
    """How one contender did."""
    active, orders = now.is_active, now.counted.astype(float)
    error = foreseen.expected - orders
    varies = foreseen.expected.std() > 0 and orders.std() > 0
    return Score(
        name,
        separation=separation(1 - foreseen.active, active == 0),
        brier=float(((foreseen.active - active) ** 2).mean()),
        mae=float(np.abs(error).mean()),
        rmse=float(np.sqrt((error**2).mean())),
        correlation=float(np.corrcoef(foreseen.expected, orders)[0, 1]) if varies else None,
        problem=problem,
    )


def _places(chance: Floats) -> NDArray[np.int64]:
    """The tenth of each by rising chance, from 0; equal chances stay together, so there may be fewer than ten."""
    edges = np.unique(np.quantile(chance, np.linspace(0, 1, TENTHS + 1)[1:-1]))
    place = np.searchsorted(edges, chance, side="left")
    return np.unique(place, return_inverse=True)[1]


def _tenths(chance: Floats, active: NDArray[np.int64], places: NDArray[np.int64]) -> tuple[Tenth, ...]:
    found = []
    for number in range(int(places.max()) + 1):
        of = places == number
        count, ordered = int(of.sum()), int(active[of].sum())
        low, high = wilson(ordered, count)
        found.append(Tenth(count, float(chance[of].mean()), ordered / count, low, high))
    return tuple(found)
