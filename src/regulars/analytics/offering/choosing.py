"""Which model offers what, chosen on earlier days of the firm's own past and judged on the latest.

Nothing of the latest horizon is looked at while choosing, neither for models nor for their settings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.analytics.offering.calibrating import Calibration, Floats, TooFewOutcomes
from regulars.analytics.offering.cutting import Cut, Flags, Keys, cut, is_in, keys_of, owned_keys, without
from regulars.analytics.offering.ease import Ease
from regulars.analytics.offering.judging import Recall, recall_of
from regulars.analytics.offering.neighbours import ItemNeighbours
from regulars.analytics.offering.next_basket import NextBasket
from regulars.analytics.offering.purchases import Purchases
from regulars.analytics.offering.repeating import repeats
from regulars.analytics.offering.topping import NONE, Lists

HORIZON_DAYS = 30
LIST = 10
FILLED_IN = 1  # the column of facts_of that marks what no model speaks for
EARLIER_CUTS = 2
LEAST_CUSTOMERS = 30  # with a basket after the cut; below, a back-test says nothing
MOST_CUSTOMERS = 20_000  # tried; more change nothing but the time it takes
MOST_FOR_EASE = 4_000
Task = Literal["next", "new"]


@dataclass(frozen=True)
class Way:
    """A model with its settings. model: repeats | popular | neighbours | ease.

    demand_days: half-life of the present demand that scores are multiplied with; None: not at all.
    """

    model: str
    demand_days: float | None = None
    half_life_days: float = 180.0
    floor: float = 1.0
    size: float = 0.0  # neighbours kept, or the ridge

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
    the way that won and of the plain ones.
    """

    way: Way
    tried: list[tuple[Way, float]]
    record: Recall
    beside: list[tuple[Way, Recall]]
    calibration: Calibration | None
    reliability: list[dict[str, float]]


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
    days = [until - timedelta(days=horizon_days * (2 + place)) for place in range(EARLIER_CUTS)]
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
    banned: Keys | None = None,
    allowed: Flags | None = None,
    count: int = LIST,
) -> Lists:
    """The first `count` offers of each customer; what a customer has is no new product.

    banned: keys that must not be offered (sorted); by default what the customer has and nobody buys twice.
    allowed: shape (products,), False for what is offered to nobody.
    """
    pull = _pull(way, purchases) if allowed is None else _pull(way, purchases) * allowed
    spare = count + LIST
    if way.model == "popular":
        lists = _popular(pull, len(purchases.customers), spare)
    else:
        lists = _fitted(way, purchases).recommend(spare, pull=pull)
    out = never_twice(purchases) if banned is None else banned
    if task == "new":
        out = np.union1d(out, owned_keys(purchases))
    return without(lists, out, len(purchases.products), count=count)


def _fitted(way: Way, purchases: Purchases) -> NextBasket | ItemNeighbours | Ease:
    if way.model == "repeats":
        return NextBasket(way.half_life_days).fit(purchases)
    if way.model == "neighbours":
        return ItemNeighbours(int(way.size)).fit(purchases)
    return _ease(way.size, purchases)


@lru_cache(maxsize=EARLIER_CUTS + 1)
def _ease(ridge: float, purchases: Purchases) -> Ease:
    """The one fit that takes long; the ways differ by what its scores are multiplied with."""
    return Ease(ridge).fit(purchases)


def never_twice(purchases: Purchases, *, said: dict[int, bool] | None = None) -> Keys:
    """Keys of what customers have and nobody buys a second time."""
    owned = owned_keys(purchases)
    again = repeats(purchases, said=said).is_repeatable
    return owned[~again[owned % max(len(purchases.products), 1)]]


def facts_of(lists: Lists, purchases: Purchases) -> Floats:
    """What a probability is read from, one row per place of the lists, row by row."""
    customers, length = lists.product.shape
    last = np.full(customers, purchases.age.max(initial=0.0))
    np.minimum.at(last, purchases.customer, purchases.age)
    lately = np.bincount(purchases.customer, weights=0.5 ** (purchases.age / 90.0), minlength=customers)
    demand = np.append(purchases.demand(30.0), 0.0)[lists.product]
    columns = (
        np.log(lists.score + 1e-4),
        (lists.score <= 0).astype(float),
        np.log(demand + 1e-7),
        np.repeat(np.log1p(last)[:, None], length, axis=1),
        np.repeat(np.log1p(lately)[:, None], length, axis=1),
        np.repeat(np.log1p(np.arange(length))[None, :], customers, axis=0),
    )
    return np.column_stack([column.ravel() for column in columns])


def _chosen(task: Task, earlier: Sequence[Cut], latest: Cut) -> Chosen | None:
    ways = NEXT_WAYS if task == "next" else _new_ways(latest)
    if min(_buyers(task, each) for each in (*earlier, latest)) < LEAST_CUSTOMERS:
        return None
    tried = [(way, float(np.mean([_recall(task, way, each).of_list for each in earlier]))) for way in ways]
    best = max(tried, key=lambda each: each[1])[0]
    learnt = [_outcomes(task, best, each) for each in earlier]
    now = _outcomes(task, best, latest)
    return Chosen(
        best,
        tried,
        _recall(task, best, latest),
        [(way, _recall(task, way, latest)) for way in (PLAIN if task == "next" else ways[:1])],
        _calibrated([*learnt, now]),
        _reliability(_calibrated(learnt), now),
    )


def _new_ways(latest: Cut) -> tuple[Way, ...]:
    small = len(latest.purchases.products) <= MOST_FOR_EASE
    return (*NEIGHBOUR_WAYS, *EASE_WAYS) if small else NEIGHBOUR_WAYS


def _buyers(task: Task, of: Cut) -> int:
    return int(((of.sizes if task == "next" else of.new_sizes) > 0).sum())


def _met(task: Task, way: Way, of: Cut) -> tuple[Lists, Flags]:
    lists = lists_of(way, of.purchases, task=task)
    later = of.later if task == "next" else of.later_new
    return lists, is_in(keys_of(lists, len(of.purchases.products)), later)


def _recall(task: Task, way: Way, of: Cut) -> Recall:
    _lists, met = _met(task, way, of)
    return recall_of(met.sum(axis=1).astype(float), of.sizes if task == "next" else of.new_sizes, length=LIST)


def _outcomes(task: Task, way: Way, of: Cut) -> tuple[Floats, Flags]:
    lists, met = _met(task, way, of)
    offered = (lists.product != NONE).ravel()
    return facts_of(lists, of.purchases)[offered], met.ravel()[offered]


def _calibrated(outcomes: Sequence[tuple[Floats, Flags]]) -> Calibration | None:
    facts, met = (np.concatenate(each) for each in zip(*outcomes, strict=True))
    try:
        return Calibration(apart=FILLED_IN).fit(facts, met)
    except TooFewOutcomes:
        return None


def _reliability(learnt: Calibration | None, now: tuple[Floats, Flags]) -> list[dict[str, float]]:
    """What was said on the earlier cuts beside what came after the latest, in tenths of the offers."""
    if learnt is None:
        return []
    said = learnt.bands_.share[learnt.band(now[0])]
    order = np.argsort(said, kind="stable")
    return [
        {"said": float(said[part].mean()), "came": float(now[1][part].mean()), "offers": len(part)}
        for part in np.array_split(order, 10)
        if len(part)
    ]


def _pull(way: Way, purchases: Purchases) -> Any:
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
