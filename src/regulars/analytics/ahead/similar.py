"""What customers who stood alike some time ago brought since then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from regulars.analytics.ahead.methods import HIGH, LOW, CannotTell, Direct, Foreseen
from regulars.analytics.ahead.purchases import WEEK, Outcome, Purchases, Standing

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
ORDER_BANDS = (2, 3, 5, 10)  # days with orders from which the next band begins
FIFTHS = (0.2, 0.4, 0.6, 0.8)
QUARTERS = (0.25, 0.5, 0.75)
LEAST_ALIKE = 20
LEAST_CUSTOMERS = 100
FIGURES = ("n", "orders", "orders_low", "orders_high", "active", "spend", "spend_low", "spend_high")
TINY = 1e-9


@dataclass(frozen=True)
class Similar:
    """Groups by order days, time since the last order and value of an order; where fewer than 20 customers stood
    alike, by the first two of them, by the first alone, or all.

    groups: for each number the figures FIGURES of customers who stood so `days` days ago: how many, and what they
    did since then as a share of what direct calculation made of them (ratio of the sums; 10 % and 90 % of the
    customers' own shares); active: the share of them who ordered. weeks_per_order: of direct calculation.
    """

    days: int
    weeks_per_order: float
    silent_cuts: tuple[float, ...]  # weeks
    value_cuts: tuple[float, ...]  # minor units an order day
    groups: Mapping[int, tuple[float, ...]]
    name: ClassVar[str] = "similar"

    @classmethod
    def fit(cls, purchases: Purchases, standing: Standing, *, cut: int, days: int) -> Self:
        if purchases.first_day is None:
            raise CannotTell("few_customers")
        window = min(days, (cut - purchases.first_day) // 2)
        then = purchases.standing(cut - window)
        if window < 1 or len(then) < LEAST_CUSTOMERS:
            raise CannotTell("few_customers")
        outcome = purchases.outcome(then, cut - window, cut)
        direct = Direct.fit(purchases, then, cut=cut - window, days=window)
        expected = direct.foresee(then, weeks=window / WEEK, discount_rate=0.0)
        silent = tuple(float(each) for each in np.quantile(then.silent_weeks, FIFTHS))
        value = tuple(float(each) for each in np.quantile(then.per_order_day, QUARTERS))
        grouping = cls(window, direct.weeks_per_order, silent, value, {})
        groups: dict[int, tuple[float, ...]] = {}
        for keys in grouping._keys(then):
            groups |= _of_groups(keys, outcome, expected)
        return replace(grouping, groups=groups)

    @classmethod
    def restored(cls, parameters: Mapping[str, Any]) -> Self:
        groups = {int(key): tuple(figures) for key, figures in parameters["groups"].items()}
        silent, value = (tuple(parameters[name]) for name in ("silent_cuts", "value_cuts"))
        return cls(parameters["days"], parameters["weeks_per_order"], silent, value, groups)

    @property
    def parameters(self) -> dict[str, Any]:
        return {
            "days": self.days,
            "weeks_per_order": self.weeks_per_order,
            "silent_cuts": list(self.silent_cuts),
            "value_cuts": list(self.value_cuts),
            "groups": {
                str(key): [round(each, 6) for each in figures] for key, figures in self.groups.items()
            },
        }

    def foresee(self, standing: Standing, *, weeks: float, discount_rate: float) -> Foreseen:
        column = dict(zip(FIGURES, self._of_each(standing).T, strict=True))
        direct = Direct(self.weeks_per_order).foresee(standing, weeks=weeks, discount_rate=discount_rate)
        dearer = np.where(column["orders"] > 0, column["spend"] / np.maximum(column["orders"], TINY), 0.0)
        return Foreseen(
            orders=direct.orders * column["orders"],
            orders_low=np.floor(direct.orders * column["orders_low"]),
            orders_high=np.ceil(direct.orders * column["orders_high"]),
            active=1 - (1 - column["active"]) ** (weeks * WEEK / self.days),
            per_order=direct.per_order * dearer,
            discount=direct.discount,
            spend_low=direct.spend * column["spend_low"],
            spend_high=direct.spend * column["spend_high"],
            similar=column["n"].astype(np.int64),
        )

    def _of_each(self, standing: Standing) -> Floats:
        """The figures of the narrowest group of each customer that is large enough."""
        found = np.full((len(standing), len(FIGURES)), np.nan)
        for keys in self._keys(standing):
            names, place = np.unique(keys, return_inverse=True)
            table = np.array([self.groups.get(int(name), (np.nan,) * len(FIGURES)) for name in names])
            rows = table[place]
            open_ = np.isnan(found[:, 0]) & (rows[:, 0] >= LEAST_ALIKE)
            found[open_] = rows[open_]
        return found

    def _keys(self, standing: Standing) -> list[Codes]:
        """Numbers of the groups of each customer, the narrowest first."""
        orders = np.searchsorted(ORDER_BANDS, standing.order_days, side="right")
        silent = np.searchsorted(self.silent_cuts, standing.silent_weeks, side="right")
        value = np.searchsorted(self.value_cuts, standing.per_order_day, side="right")
        return [
            3_000 + 100 * orders + 10 * silent + value,
            2_000 + 100 * orders + 10 * silent,
            1_000 + 100 * orders,
            np.zeros(len(standing), dtype=np.int64),
        ]


def _of_groups(keys: Codes, outcome: Outcome, expected: Foreseen) -> dict[int, tuple[float, ...]]:
    names, place = np.unique(keys, return_inverse=True)
    found: dict[int, tuple[float, ...]] = {}
    for number, name in enumerate(names):
        these = place == number
        orders = outcome.orders[these], expected.orders[these]
        spend = np.maximum(outcome.spend[these], 0), expected.spend[these]
        share = float(np.mean(orders[0] > 0))
        found[int(name)] = (float(these.sum()), *_kept(*orders), share, *_kept(*spend))
    return found


def _kept(actual: Floats, expected: Floats) -> tuple[float, float, float]:
    """Actual as a share of expected: of all together, and 10 % and 90 % of the customers."""
    total = expected.sum()
    low, high = np.quantile(actual / np.maximum(expected, TINY), (LOW, HIGH)) if total > 0 else (0.0, 0.0)
    return float(actual.sum() / total) if total > 0 else 0.0, float(low), float(high)
