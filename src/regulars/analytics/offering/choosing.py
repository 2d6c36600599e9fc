"""Which model offers what, chosen on earlier days of the firm's own past and judged on the latest.

Nothing of the latest horizon is looked at while choosing, neither for models nor for their settings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.analytics.offering.calibrating import Calibration, Floats
from regulars.analytics.offering.cutting import (
    Cut,
    Flags,
    Keys,
    cut,
    is_in,
    keys_of,
    never_twice,
    owned_keys,
    united,
    without,
)
from regulars.analytics.offering.ease import Ease
from regulars.analytics.offering.holding import Class, Outcomes, hold, judged, learnt
from regulars.analytics.offering.judging import Recall, recall_of
from regulars.analytics.offering.neighbours import ItemNeighbours
from regulars.analytics.offering.next_basket import NextBasket
from regulars.analytics.offering.purchases import Purchases
from regulars.analytics.offering.seasons import season
from regulars.analytics.offering.topping import NONE, Lists

HORIZON_DAYS = 30
LIST = 10
FILLED_IN = 1  # the column of facts_of that marks what no model speaks for
EARLIER_CUTS = 2
LEARNING_CUTS = 4  # probabilities are learnt on, the two that decide among them
LEAST_CUSTOMERS = 30  # with a basket after the cut; below, a back-test says nothing
MOST_CUSTOMERS = 8_000  # tried, and said on the page; more change little but the time it takes
MOST_FOR_EASE = 4_000
Task = Literal["next", "new"]
Met = tuple[Lists, Flags]  # what was offered, and which of it was bought within the horizon


@dataclass(frozen=True)
class Way:
    """A model with its settings. model: repeats | popular | neighbours | ease.

    demand_days: half-life of the present demand that scores are multiplied with; None: not at all. is_seasonal: also
    with how the product sold in the same days a year before.
    """

    model: str
    demand_days: float | None = None
    half_life_days: float = 180.0
    floor: float = 1.0
    size: float = 0.0  # neighbours kept, or the ridge
    is_seasonal: bool = False

    def told(self) -> dict[str, Any]:
        return asdict(self)


NEXT_WAYS = (
    Way("popular", 30.0),
    Way("repeats", None, 1e6),
    *(Way("repeats", demand, half, floor) for demand in (7.0, 30.0) for half in (90.0, 180.0) for floor in (1.0, 0.1)),
)  # fmt: skip
PLAIN = (NEXT_WAYS[0], NEXT_WAYS[1])
NEIGHBOUR_WAYS = (
    Way("popular", 30.0),
    *(Way("neighbours", demand, size=size) for size in (50, 200) for demand in (None, 7.0, 30.0)),
)
EASE_WAYS = tuple(Way("ease", demand, size=300) for demand in (None, 7.0))


@dataclass(frozen=True)
class Chosen:
    """What won a task. tried: every way with its recall on the earlier cuts. record, beside: on the latest cut, of
    the way that won and of the plain ones. calibration: learnt on earlier cuts; judged: its probabilities beside what
    came after the latest. Where they did not hold, they order offers and are not named.
    """

    way: Way
    tried: list[tuple[Way, float]]
    record: Recall
    beside: list[tuple[Way, Recall]]
    calibration: Calibration | None
    judged: list[Class]

    @property
    def holds(self) -> bool:
        return self.calibration is not None and hold(self.judged, self.calibration.bands_.spread)


@dataclass(frozen=True)
class Choice:
    """latest: the day of the record. A task is None where there are too few customers to choose."""

    horizon_days: int
    latest: date
    next: Chosen | None
    new: Chosen | None
    customers: int  # with a basket after the latest cut


def choose(lines: pa.Table, until: date, *, horizon_days: int = HORIZON_DAYS) -> Choice:
    """lines: as Purchases.of takes them, up to `until`; the latest cut lies a horizon before it."""
    try:
        return _choose(_sampled(lines), until, horizon_days)
    finally:
        _ease.cache_clear()


def _choose(lines: pa.Table, until: date, horizon_days: int) -> Choice:
    latest = cut(lines, until - timedelta(days=horizon_days), horizon_days)
    days = [until - timedelta(days=horizon_days * (2 + place)) for place in range(LEARNING_CUTS)]
    earlier = [cut(lines, day, horizon_days) for day in days]
    return Choice(
        horizon_days,
        latest.day,
        _chosen("next", earlier, latest),
        _chosen("new", earlier, latest),
        int((latest.sizes > 0).sum()),
    )


def lists_of(
    way: Way,
    purchases: Purchases,
    *,
    task: Task,
    horizon_days: int,
    banned: Keys | None = None,
    allowed: Flags | None = None,
    count: int = LIST,
) -> Lists:
    """The first `count` offers of each customer; what a customer has is no new product.

    banned: keys that must not be offered (sorted); by default what the customer has and nobody buys twice.
    allowed: shape (products,), False for what is offered to nobody.
    """
    pull = _pull(way, purchases, horizon_days=horizon_days)
    pull = pull if allowed is None else pull * allowed
    spare = count + LIST
    if way.model == "popular":
        lists = _popular(pull, len(purchases.customers), spare)
    else:
        lists = _fitted(way, purchases).recommend(spare, pull=pull)
    out = never_twice(purchases) if banned is None else banned
    if task == "new":
        out = united(out, owned_keys(purchases))
    return without(lists, out, len(purchases.products), count=count)


def _fitted(way: Way, purchases: Purchases) -> NextBasket | ItemNeighbours | Ease:
    if way.model == "repeats":
        return NextBasket(way.half_life_days).fit(purchases)
    if way.model == "neighbours":
        return ItemNeighbours(int(way.size)).fit(purchases)
    return _ease(way.size, purchases)


@lru_cache(maxsize=LEARNING_CUTS + 1)
def _ease(ridge: float, purchases: Purchases) -> Ease:
    """The one fit that takes long; the ways differ by what its scores are multiplied with."""
    return Ease(ridge).fit(purchases)


def facts_of(lists: Lists, purchases: Purchases, *, horizon_days: int) -> Floats:
    """What a probability is read from, one row per place of the lists, row by row."""
    customers, length = lists.product.shape
    last = np.full(customers, purchases.age.max(initial=0.0))
    np.minimum.at(last, purchases.customer, purchases.age)
    lately = np.bincount(purchases.customer, weights=0.5 ** (purchases.age / 90.0), minlength=customers)
    demand = np.append(purchases.demand(30.0), 0.0)[lists.product]
    coming = np.append(season(purchases, horizon_days), 1.0)[lists.product]
    columns = (
        np.log(lists.score + 1e-4),
        (lists.score <= 0).astype(float),
        np.log(demand + 1e-7),
        np.log(coming),
        np.repeat(np.log1p(last)[:, None], length, axis=1),
        np.repeat(np.log1p(lately)[:, None], length, axis=1),
        np.repeat(np.log1p(np.arange(length))[None, :], customers, axis=0),
    )
    return np.column_stack([column.ravel() for column in columns])


def _chosen(task: Task, cuts: Sequence[Cut], latest: Cut) -> Chosen | None:
    """cuts: earlier ones, the latest first; the first EARLIER_CUTS decide."""
    earlier = cuts[:EARLIER_CUTS]
    if min(_buyers(task, each) for each in (*earlier, latest)) < LEAST_CUSTOMERS:
        return None
    ways = _ways(task, latest)
    met = {way: [_met(task, way, each) for each in earlier] for way in ways}
    tried = [
        (way, float(np.mean([_share_met(task, *found) for found in zip(met[way], earlier, strict=True)])))
        for way in ways
    ]
    best = max(tried, key=lambda each: each[1])[0]
    more = [each for each in cuts[EARLIER_CUTS:] if _buyers(task, each) >= LEAST_CUSTOMERS]
    known = [*zip(met[best], earlier, strict=True), *((_met(task, best, each), each) for each in more)]
    calibration = learnt([_outcomes(*each) for each in known], apart=FILLED_IN)
    now = _met(task, best, latest)
    return Chosen(
        best,
        tried,
        _recall(task, now, latest),
        [(way, _recall(task, _met(task, way, latest), latest)) for way in _plain(task)],
        calibration,
        judged(calibration, _outcomes(now, latest)),
    )


def _ways(task: Task, latest: Cut) -> tuple[Way, ...]:
    """Seasons are tried last, and only where the firm's past is long enough to know any."""
    ways = NEXT_WAYS
    if task == "new":
        small = len(latest.purchases.products) <= MOST_FOR_EASE
        ways = (*NEIGHBOUR_WAYS, *EASE_WAYS) if small else NEIGHBOUR_WAYS
    if (season(latest.purchases, latest.horizon_days) == 1.0).all():
        return ways
    seasonal = (
        replace(way, is_seasonal=True) for way in ways if way.demand_days and way.half_life_days == 180.0
    )
    return (*ways, *seasonal)


def _plain(task: Task) -> tuple[Way, ...]:
    return PLAIN if task == "next" else NEIGHBOUR_WAYS[:1]


def _sizes(task: Task, of: Cut) -> Keys:
    return of.sizes if task == "next" else of.new_sizes


def _buyers(task: Task, of: Cut) -> int:
    return int((_sizes(task, of) > 0).sum())


def _met(task: Task, way: Way, of: Cut) -> Met:
    lists = lists_of(way, of.purchases, task=task, horizon_days=of.horizon_days, banned=of.never_twice)
    later = of.later if task == "next" else of.later_new
    return lists, is_in(keys_of(lists, len(of.purchases.products)), later)


def _share_met(task: Task, met: Met, of: Cut) -> float:
    """The mean of what a list could meet, as Recall.of_list says it, without its interval."""
    sizes = _sizes(task, of)
    return float((met[1].sum(axis=1)[sizes > 0] / np.minimum(sizes[sizes > 0], LIST)).mean())


def _recall(task: Task, met: Met, of: Cut) -> Recall:
    return recall_of(met[1].sum(axis=1).astype(float), _sizes(task, of), length=LIST)


def _outcomes(met: Met, of: Cut) -> Outcomes:
    lists, bought = met
    offered = (lists.product != NONE).ravel()
    return facts_of(lists, of.purchases, horizon_days=of.horizon_days)[offered], bought.ravel()[offered]


def _pull(way: Way, purchases: Purchases, *, horizon_days: int) -> Any:
    if way.is_seasonal:
        return _pull(replace(way, is_seasonal=False), purchases, horizon_days=horizon_days) * season(
            purchases, horizon_days
        )
    if way.demand_days is None:
        return np.ones(len(purchases.products)) if way.model != "repeats" else 1.0 + purchases.demand()
    if way.model == "popular":
        return purchases.demand(way.demand_days)
    return purchases.pull(way.demand_days, floor=way.floor)


def _popular(pull: Floats, customers: int, count: int) -> Lists:
    ranked = np.lexsort((np.arange(len(pull)), -pull))[:count]
    ranked = np.where(pull[ranked] > 0, ranked, NONE)
    row = np.pad(ranked, (0, count - len(ranked)), constant_values=NONE)
    return Lists(np.tile(row, (customers, 1)), np.zeros((customers, count)))


def _sampled(lines: pa.Table, *, most: int = MOST_CUSTOMERS) -> pa.Table:
    """Lines of at most so many customers, the same ones every time."""
    customers = pc.unique(lines["customer_id"])
    if len(customers) <= most:
        return lines
    customers = customers.take(pc.array_sort_indices(customers))
    picked = np.random.default_rng(1).choice(len(customers), most, replace=False)
    return lines.filter(pc.is_in(lines["customer_id"], customers.take(pa.array(np.sort(picked)))))
