"""Which contender foresees this firm best: chosen on earlier days, its record taken on the latest."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import KFold

from regulars.analytics.backtest import separation
from regulars.analytics.clv.problems import DropoutCollapsed, NoConvergence, TooFewCustomers
from regulars.analytics.foresight.contenders import Contender, Foreseen, contenders
from regulars.analytics.foresight.windows import Floats, Window, window
from regulars.analytics.shares import wilson
from regulars.analytics.snapshot import Snapshot

LEAST_CUSTOMERS, LEAST_OF_EACH = 100, 20
FOLDS, TENTHS = 3, 10
CANNOT = (NoConvergence, TooFewCustomers)
WITHOUT_CHOICE = ("pareto_nbd", "beta_geo", "rate")  # where only one past period exists


class NotEnoughPast(ValueError):
    """The firm's past is too short or too small to try anything on.

    customers: who had ordered by `cut`; active: who of them ordered in the `horizon` days after it.
    """

    def __init__(self, customers: int, active: int, cut: date, horizon: int) -> None:
        super().__init__(
            f"{customers} customers had ordered by {cut}, {active} of them again in the {horizon} days after it"
        )
        self.customers, self.active, self.cut, self.horizon = customers, active, cut, horizon


@dataclass(frozen=True)
class Score:
    """How one contender did on one cut. separation, brier: of the chance to order; the others of the number.

    problem: why it could not try, or a warning of its own; the figures are None where it could not.
    """

    name: str
    separation: float | None = None
    brier: float | None = None
    mae: float | None = None
    rmse: float | None = None
    correlation: float | None = None
    problem: str = ""


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

    chosen_on: the earlier cut that decided; None where the firm has only one such period. scores: all that took
    part, on the latest cut. brier_of_base: of telling everybody the share who ordered. window, foreseen: of the
    chosen one on the latest cut.
    """

    chosen: str
    chosen_on: date | None
    cut: date
    horizon: int
    customers: int
    share_active: float
    brier_of_base: float
    scores: tuple[Score, ...]
    tenths: tuple[Tenth, ...]
    places: list[int] = field(repr=False, compare=False)  # of each customer: the number of the tenth
    window: Window = field(repr=False, compare=False)
    foreseen: Foreseen = field(repr=False, compare=False)
    before: Window | None = field(default=None, repr=False, compare=False)
    foreseen_before: Foreseen | None = field(default=None, repr=False, compare=False)


def contest(snapshot: Snapshot, last: date, horizon: int) -> Contest:
    """Let all contenders foresee the horizons that ended up to `last`, the day of the last known order.

    Models and hyper-parameters are chosen on the cut before the latest, the learners on customers they have not
    seen; then the latest is foreseen from what was known before it. Raises NotEnoughPast.
    """
    cut = last - timedelta(days=horizon)
    latest = window(snapshot, cut, horizon, is_over=True)
    if not enough(latest):
        raise NotEnoughPast(len(latest), int(latest.is_active.sum()), cut, horizon)
    before = window(snapshot, cut - timedelta(days=horizon), horizon, is_over=True)
    has_choice = enough(before)
    past = [before] if has_choice else []
    tried = {each.name: _try(each, past, latest) for each in contenders() if past or not each.learns}
    scores = tuple(score for score, _foreseen in tried.values())
    earlier = {each.name: held_out(each, before) for each in contenders()} if has_choice else {}
    chosen = _best(earlier, scores, before.is_active)
    foreseen = tried[chosen][1]
    assert foreseen is not None
    active = float(latest.is_active.mean())
    places = _places(foreseen.active)
    return Contest(
        chosen=chosen,
        chosen_on=before.cut if has_choice else None,
        cut=cut,
        horizon=horizon,
        customers=len(latest),
        share_active=active,
        brier_of_base=active * (1 - active),
        scores=scores,
        tenths=_tenths(foreseen.active, latest.is_active, places),
        places=[int(place) for place in places],
        window=latest,
        foreseen=foreseen,
        before=before if has_choice else None,
        foreseen_before=earlier[chosen][1] if has_choice else None,
    )


def enough(of: Window) -> bool:
    """Whether a past window says anything."""
    active = int(of.is_active.sum())
    return len(of) >= LEAST_CUSTOMERS and min(active, len(of) - active) >= LEAST_OF_EACH


def past_windows(snapshot: Snapshot, as_of: date, horizon: int, *, most: int = 2) -> list[Window]:
    """Those a learner may learn from on a day: their horizons are over by then."""
    found = []
    for number in range(1, most + 1):
        past = window(snapshot, as_of - timedelta(days=number * horizon), horizon, is_over=True)
        if not enough(past):
            break
        found.append(past)
    return found


def _try(contender: Contender, past: list[Window], now: Window) -> tuple[Score, Foreseen | None]:
    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            now = contender.prepare(now)
            foreseen = contender.learn([contender.prepare(each) for each in past], now).foresee(now)
    except CANNOT as problem:
        return Score(contender.name, problem=str(problem)), None
    collapsed = [str(each.message) for each in told if issubclass(each.category, DropoutCollapsed)]
    return score(contender.name, foreseen, now, problem=next(iter(collapsed), "")), foreseen


def held_out(contender: Contender, now: Window) -> tuple[Score, Foreseen | None]:
    """What it says of customers whose outcome it has not seen."""
    if not contender.learns:
        return _try(contender, [], now)
    active, expected = np.zeros(len(now)), np.zeros(len(now))
    try:
        now = contender.prepare(now)
        for seen, held in KFold(FOLDS, shuffle=True, random_state=0).split(now.x):
            contender.learn([now.part(seen)], now)
            active[held], expected[held] = contender.foresee(now.part(held))
    except CANNOT as problem:
        return Score(contender.name, problem=str(problem)), None
    foreseen = Foreseen(active, expected)
    return score(contender.name, foreseen, now), foreseen


def _best(
    earlier: dict[str, tuple[Score, Foreseen | None]], scores: tuple[Score, ...], active: NDArray[np.int64]
) -> str:
    """The simplest of those that can speak now and whose Brier score is not told apart from the least.

    Not told apart: the mean of the paired differences lies within their standard error. Customers of one cut share
    its season, which flatters who learned from the others; without this margin the trees win too often.
    """
    able = [each.name for each in scores if each.brier is not None]
    if not earlier:
        return next(name for name in WITHOUT_CHOICE if name in able)
    losses = {
        name: (found.active - active) ** 2
        for name, (_score, found) in earlier.items()
        if found is not None and name in able
    }
    least = losses[min(losses, key=lambda name: losses[name].mean())]
    return next(name for name, loss in losses.items() if alike(loss - least))


def alike(excess: Floats) -> bool:
    """Whether the mean of paired differences lies within their standard error."""
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
