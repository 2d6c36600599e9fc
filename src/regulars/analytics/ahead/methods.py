"""How the next months can be foreseen: by a model, by what similar customers did, or directly."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, ClassVar, Protocol, Self

import numpy as np
from numpy.typing import NDArray
from scipy.stats import nbinom, poisson

from regulars.analytics.ahead.purchases import WEEK, Purchases, Standing
from regulars.analytics.clv import BetaGeo, GammaGamma, ParetoNBD, lifetime_value
from regulars.analytics.clv.model import Asked, CustomerBaseModel
from regulars.analytics.clv.problems import MeanIsInfinite, NoConvergence, TooFewCustomers

Floats = NDArray[np.float64]
SHARE = 0.8  # chance that what comes lies within the range told
WEEKS_A_YEAR = 365.25 / WEEK
QUARTERS = 4
LOW, HIGH = (1 - SHARE) / 2, (1 + SHARE) / 2


class CannotTell(ValueError):
    """This method has nothing to say on these data; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Foreseen:
    """The time ahead of each customer, arrays of shape (customers,), money in minor units of net spend.

    orders, orders_low, orders_high: days with orders, expected and 80 % range; active: chance of at least one;
    per_order: expected value of one; discount: what one unit of them is worth today; spend = orders x
    per_order x discount, with its 80 % range (high inf where it cannot be told); similar: how many customers
    of the past it rests on, for the method that has such.
    """

    orders: Floats
    orders_low: Floats
    orders_high: Floats
    active: Floats
    per_order: Floats
    discount: Floats
    spend_low: Floats
    spend_high: Floats
    similar: NDArray[np.int64] | None = None

    @property
    def spend(self) -> Floats:
        return self.orders * self.per_order * self.discount

    def nothing_where(self, gone: NDArray[np.bool_]) -> Foreseen:
        """Those who will certainly not come again."""
        parts = ("orders", "orders_low", "orders_high", "active", "spend_low", "spend_high")
        return replace(self, **{name: np.where(gone, 0.0, getattr(self, name)) for name in parts})


class Method(Protocol):
    """Learns from the orders up to a day; its parameters are plain figures that can be kept and restored."""

    name: ClassVar[str]

    @classmethod
    def fit(cls, purchases: Purchases, standing: Standing, *, cut: int, days: int) -> Self:
        """Raises CannotTell. days: how far ahead it will be asked."""

    @classmethod
    def restored(cls, parameters: Mapping[str, Any]) -> Self: ...

    @property
    def parameters(self) -> dict[str, Any]: ...

    def foresee(self, standing: Standing, *, weeks: float, discount_rate: float) -> Foreseen:
        """weeks ahead; discount_rate a year, 0.1 is 10 %."""


class _Model:
    """Orders by a model of the customer base, their value by Gamma-Gamma."""

    name: ClassVar[str]
    kind: ClassVar[type[CustomerBaseModel]]

    def __init__(self, orders: CustomerBaseModel, spending: GammaGamma) -> None:
        self._orders, self._spending = orders, spending

    @classmethod
    def fit(cls, purchases: Purchases, standing: Standing, *, cut: int, days: int) -> Self:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                warnings.simplefilter("error", MeanIsInfinite)
                orders = cls.kind().fit(standing.x, standing.t_x, standing.T)
                return cls(orders, GammaGamma().fit(standing.x, standing.mean_value))
        except TooFewCustomers:
            raise CannotTell("few_customers") from None
        except NoConvergence:
            raise CannotTell("no_convergence") from None
        except MeanIsInfinite:
            raise CannotTell("mean_is_infinite") from None

    @classmethod
    def restored(cls, parameters: Mapping[str, Any]) -> Self:
        orders, spending = cls.kind(), GammaGamma()
        for model in (orders, spending):
            for name in (*model.NAMES, "log_likelihood_"):
                setattr(model, name, parameters[type(model).__name__][name])
        return cls(orders, spending)

    @property
    def parameters(self) -> dict[str, Any]:
        return {
            type(model).__name__: {name: getattr(model, name) for name in (*model.NAMES, "log_likelihood_")}
            for model in (self._orders, self._spending)
        }

    def foresee(self, standing: Standing, *, weeks: float, discount_rate: float) -> Foreseen:
        history = standing.x, standing.t_x, standing.T
        asked = self._orders.asked(*history)
        orders, active = asked.expected_purchases(weeks), asked.probability_active(weeks)
        variance = asked.purchases_variance(weeks)
        value = lifetime_value(
            self._orders, self._spending, *history, standing.mean_value, horizon=weeks, share=SHARE
        )
        per_order = self._spending.expected_average_value(standing.x, standing.mean_value)
        discount = _discount(asked, orders, weeks=weeks, rate=discount_rate)
        low, high = _range_of_orders(orders, variance, active)
        return Foreseen(
            orders, low, high, active, per_order, discount, value.low * discount, value.high * discount
        )


class ByBetaGeo(_Model):
    name = "beta_geo"
    kind = BetaGeo


class ByParetoNBD(_Model):
    name = "pareto_nbd"
    kind = ParetoNBD


@dataclass(frozen=True)
class Direct:
    """The customer's own rate of orders, drawn towards the firm's by one order's worth of it, times own value.

    Posterior mean of a gamma prior with shape 1 (Fader & Hardie 2005, Marketing Science 24(2), without
    dropout); the range of the number of orders is that of the negative binomial it leads to.
    """

    weeks_per_order: float
    name: ClassVar[str] = "direct"

    @classmethod
    def fit(cls, purchases: Purchases, standing: Standing, *, cut: int, days: int) -> Self:
        repeats, weeks = standing.x.sum(), standing.T.sum()
        return cls(float(weeks / repeats) if repeats and weeks else max(days / WEEK, 1.0))

    @classmethod
    def restored(cls, parameters: Mapping[str, Any]) -> Self:
        return cls(parameters["weeks_per_order"])

    @property
    def parameters(self) -> dict[str, Any]:
        return {"weeks_per_order": self.weeks_per_order}

    def foresee(self, standing: Standing, *, weeks: float, discount_rate: float) -> Foreseen:
        seen = standing.T + self.weeks_per_order
        stays = seen / (seen + weeks)
        orders, per_order = standing.order_days * weeks / seen, standing.per_order_day
        low, high = (nbinom.ppf(q, standing.order_days, stays) for q in (LOW, HIGH))
        discount = np.full(len(standing), mid_discount(weeks, discount_rate))
        return Foreseen(
            orders, low, high, 1 - stays**standing.order_days, per_order, discount,
            low * per_order * discount, high * per_order * discount,
        )  # fmt: skip


def _discount(asked: Asked, orders: Floats, *, weeks: float, rate: float) -> Floats:
    """What a unit is worth today that comes with these orders, each quarter's counted at its middle."""
    if rate == 0:
        return np.ones(len(orders))
    ends = [weeks * quarter / QUARTERS for quarter in range(1, QUARTERS)]
    until = [np.zeros(len(orders)), *(asked.expected_purchases(end) for end in ends), orders]
    worth = np.zeros(len(orders))
    for quarter, (before, after) in enumerate(pairwise(until)):
        worth += (after - before) * mid_discount(weeks * (2 * quarter + 1) / QUARTERS, rate)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(orders > 0, worth / orders, 1.0)


def mid_discount(weeks: float, rate: float) -> float:
    """What comes evenly spread is on average half the time away."""
    return float((1 + rate) ** -(weeks / 2 / WEEKS_A_YEAR))


def _range_of_orders(mean: Floats, variance: Floats, active: Floats) -> tuple[Floats, Floats]:
    """10 % and 90 % of a number of orders: negative binomial with this mean and variance, 0 where silence is likely."""
    wide = variance > mean * 1.000001
    size = mean[wide] ** 2 / (variance[wide] - mean[wide])
    chance = np.clip(mean[wide] / variance[wide], 1e-12, 1.0)
    found = [np.empty(len(mean)) for _range in range(2)]
    for q, each in zip((LOW, HIGH), found, strict=True):
        each[wide] = nbinom.ppf(q, np.maximum(size, 1e-12), chance)
        each[~wide] = poisson.ppf(q, mean[~wide])
    low, high = (np.where(1 - active >= q, 0.0, each) for q, each in zip((LOW, HIGH), found, strict=True))
    return low, high
