"""How well the churn risk sorted customers on a past day, told honestly."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _

from regulars.analytics.days import literal
from regulars.analytics.measures import compute_measures
from regulars.analytics.risk import LEVELS
from regulars.analytics.settings import Settings
from regulars.analytics.shares import wilson
from regulars.analytics.snapshot import Snapshot


class HorizonNotOver(ValueError):
    """The days after the past day are not all in the snapshot yet."""


@dataclass(frozen=True)
class LevelOutcome:
    """What became of one level: how many there were, and how many did not order within the horizon.

    share: silent / customers; low, high: its 95 % interval. All three None without customers.
    """

    level: str
    customers: int
    silent: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Backtest:
    """Levels low, medium, high, and all of them together, for customers not yet lost on `as_of`.

    separation: the chance that of two such customers, one who stayed silent and one who ordered, the silent
    one had the higher score, ties half (area under the ROC curve; .5 is guessing); None where all did alike.
    scored: the customers behind the counts: customer_id, risk_level, silent.
    """

    as_of: date
    horizon_days: int
    levels: tuple[LevelOutcome, ...]
    all_levels: LevelOutcome
    separation: float | None
    scored: pa.Table = field(repr=False, compare=False)


def backtest_risk(
    snapshot: Snapshot, as_of: date, *, horizon_days: int, settings: Settings | None = None
) -> Backtest:
    """Score customers as of a past day and count who ordered in the `horizon_days` days after it.

    Raises HorizonNotOver where the last order of the snapshot lies before the end of the horizon.
    """
    end = as_of + timedelta(days=horizon_days)
    last = snapshot.arrow(snapshot.orders.agg(last=_.ordered_on.max()))["last"][0].as_py()
    if last is None or last < end:
        raise HorizonNotOver(f"orders reach to {last}, the horizon to {end}")
    measures = compute_measures(snapshot, as_of, settings)
    scored = measures.filter(
        pc.and_(pc.is_valid(measures["risk_level"]), pc.not_equal(measures["status"], "lost"))
    )
    silent = ~np.isin(scored["customer_id"].to_numpy(), _ordering(snapshot, as_of, end=end))
    level = scored["risk_level"].to_numpy(zero_copy_only=False)
    return Backtest(
        as_of=as_of,
        horizon_days=horizon_days,
        levels=tuple(outcome(name, silent[level == name]) for name in LEVELS),
        all_levels=outcome("all", silent),
        separation=separation(scored["risk_score"].to_numpy(), silent),
        scored=scored.select(["customer_id", "risk_level"]).append_column("silent", pa.array(silent)),
    )


def _ordering(snapshot: Snapshot, as_of: date, *, end: date) -> np.ndarray:
    later = (_.ordered_on > literal(as_of)) & (_.ordered_on <= literal(end)) & ~_.is_return
    found: pa.Table = snapshot.arrow(snapshot.orders.filter(later).select("customer_id").distinct())
    return np.asarray(found["customer_id"])


def outcome(level: str, silent: np.ndarray) -> LevelOutcome:
    """silent: shape (customers of the level,)."""
    customers, count = len(silent), int(silent.sum())
    if not customers:
        return LevelOutcome(level, 0, 0, None, None, None)
    low, high = wilson(count, customers)
    return LevelOutcome(level, customers, count, count / customers, low, high)


def separation(scores: np.ndarray, silent: np.ndarray) -> float | None:
    """Mann-Whitney U by its number of pairs, equal scores counting half; None where all did alike."""
    ones, zeros = np.sort(scores[silent]), np.sort(scores[~silent])
    if not len(ones) or not len(zeros):
        return None
    below = np.searchsorted(zeros, ones, side="left")
    equal = np.searchsorted(zeros, ones, side="right") - below
    return float((below.sum() + equal.sum() / 2) / (len(ones) * len(zeros)))
