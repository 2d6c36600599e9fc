"""What profit would do if more customers stayed: a yearly retention model on the firm's own counts.

Reichheld & Sasser (1990, Harvard Business Review 68(5), "Zero Defections") report 25 % to 85 % more profit
for five points of retention in some service trades. That span is no law: what five points are worth depends on
the retention there is and on the profit of those who stay, so it is computed from the firm's own data here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

LEAST_BASE = 30  # customers below which a group's own rate says too little
Z_80 = 1.2815515655446004  # half of an 80 % interval, in standard deviations


class NotEnoughCustomers(ValueError):
    """Fewer than LEAST_BASE customers were active a year ago in all groups together."""


@dataclass(frozen=True)
class Group:
    """Customers who are alike: base were active in the year before, kept of them ordered in the last year.

    customers and profit_minor: who is active now, and the profit of their last year in minor units.
    """

    code: str
    base: int
    kept: int
    customers: int
    profit_minor: int


@dataclass(frozen=True)
class Outcome:
    """One group, or all: yearly retention with its 80 % interval, profit as it is and with more retention."""

    code: str
    customers: int
    rate: float
    low: float
    high: float
    is_borrowed: bool
    before_minor: int
    after_minor: int

    @property
    def gain_minor(self) -> int:
        return self.after_minor - self.before_minor


@dataclass(frozen=True)
class WhatIf:
    """The profit of the coming years from today's customers, as it is and with `points` more retention.

    change, low, high: shares of the profit as it is; low and high hold if every group's retention stands at
    the lower or the upper end of its interval. change is None where the profit is not above 0. gain_low_minor
    and gain_high_minor: the smallest and the largest gain in money under the same three rates.
    """

    groups: tuple[Outcome, ...]
    before_minor: int
    after_minor: int
    change: float | None
    low: float | None
    high: float | None
    gain_low_minor: int
    gain_high_minor: int

    @property
    def gain_minor(self) -> int:
        return self.after_minor - self.before_minor


def what_if(groups: Sequence[Group], *, points: float, years: int, discount: float) -> WhatIf:
    """Raise yearly retention of every group by `points` (0.05 is five points; at most to 1).

    profit = sum over groups and years t = 1 … years of profit_minor x (rate / (1 + discount)) ** t: who stays
    brings what the group brought in the last year. Groups with a base below LEAST_BASE take the rate of all.
    Raises NotEnoughCustomers.
    """
    base, kept = sum(group.base for group in groups), sum(group.kept for group in groups)
    if base < LEAST_BASE:
        raise NotEnoughCustomers(f"{base} of {LEAST_BASE}")
    rated = [(group, *_rates(group, kept=kept, base=base)) for group in groups]

    def coming(rate: float) -> float:
        return kept_years(rate, years=years, discount=discount)

    outcomes = tuple(
        Outcome(
            group.code,
            group.customers,
            rate,
            low,
            high,
            group.base < LEAST_BASE,
            round(group.profit_minor * coming(rate)),
            round(group.profit_minor * coming(min(1.0, rate + points))),
        )
        for group, rate, low, high in rated
    )
    sums = [_sums(rated, place, points=points, coming=coming) for place in (0, 1, 2)]
    changes = [after / before - 1 if before > 0 else None for before, after in sums]
    gains = [after - before for before, after in sums]
    return WhatIf(
        outcomes,
        sum(outcome.before_minor for outcome in outcomes),
        sum(outcome.after_minor for outcome in outcomes),
        changes[0],
        _least(changes),
        _most(changes),
        round(min(gains)),
        round(max(gains)),
    )


def kept_years(rate: float, *, years: int, discount: float) -> float:
    """How many of the coming years a customer brings, discounted: the sum of (rate / (1 + discount)) ** t."""
    yearly = rate / (1 + discount)
    return sum(yearly**year for year in range(1, years + 1))


def interval(kept: int, base: int) -> tuple[float, float]:
    """The 80 % interval of a share (Wilson 1927, JASA 22, as in Brown, Cai & DasGupta 2001, eq. 4)."""
    share, z2 = kept / base, Z_80**2
    middle = (share + z2 / (2 * base)) / (1 + z2 / base)
    half = Z_80 * sqrt(share * (1 - share) / base + z2 / (4 * base**2)) / (1 + z2 / base)
    return max(0.0, middle - half), min(1.0, middle + half)


def foreseen_minor(groups: Sequence[Group]) -> int:
    """The profit of one year from a year's customers at the given retention: for checking on a year that is over."""
    base, kept = sum(group.base for group in groups), sum(group.kept for group in groups)
    if base < LEAST_BASE:
        raise NotEnoughCustomers(f"{base} of {LEAST_BASE}")
    return sum(round(group.profit_minor * _rates(group, kept=kept, base=base)[0]) for group in groups)


def _rates(group: Group, *, kept: int, base: int) -> tuple[float, float, float]:
    if group.base >= LEAST_BASE:
        kept, base = group.kept, group.base
    return (kept / base, *interval(kept, base))


def _sums(
    rated: Sequence[tuple[Group, float, float, float]],
    place: int,
    *,
    points: float,
    coming: Callable[[float], float],
) -> tuple[float, float]:
    before = after = 0.0
    for group, *rates in rated:
        rate = rates[place]
        before += group.profit_minor * coming(rate)
        after += group.profit_minor * coming(min(1.0, rate + points))
    return before, after


def _least(changes: Sequence[float | None]) -> float | None:
    known = [change for change in changes if change is not None]
    return min(known) if known else None


def _most(changes: Sequence[float | None]) -> float | None:
    known = [change for change in changes if change is not None]
    return max(known) if known else None
