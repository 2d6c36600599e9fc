"""The orders as the methods read them: where every customer stood on a day, and what came afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pyarrow as pa
from ibis import _
from numpy.typing import NDArray

from regulars.analytics.clv import summarize
from regulars.analytics.days import literal
from regulars.analytics.sampling import drawn
from regulars.analytics.settings import Settings
from regulars.analytics.snapshot import Snapshot

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
EPOCH = date(1970, 1, 1)
WEEK = 7.0
OWN_RATE_FROM_SHARE = 0.5
LEAST_VALUE = 1.0  # minor units: the models read no order that brought nothing


def number_of(day: date) -> int:
    """A day as its number since 1970."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    return EPOCH + timedelta(days=int(number))


@dataclass(frozen=True)
class Standing:
    """Customers with an order up to a day; arrays of shape (customers,), money in minor units, ages in weeks.

    code: their numbers in Purchases; x, t_x, T, mean_value: as the models of clv read them, returns taken off
    in proportion; net: all they brought; margin_rate: of their own costs where half of what they bought has
    known costs, else the firm's, never below 0.
    """

    code: Codes
    x: Floats
    t_x: Floats
    T: Floats
    mean_value: Floats
    net: Floats
    margin_rate: Floats

    @property
    def order_days(self) -> Floats:
        return self.x + 1

    @property
    def per_order_day(self) -> Floats:
        return np.maximum(self.net, 0) / self.order_days

    @property
    def silent_weeks(self) -> Floats:
        return self.T - self.t_x

    def __len__(self) -> int:
        return len(self.code)


@dataclass(frozen=True)
class Outcome:
    """What the customers of a Standing did in the days after it: order days, net spend, profit; minor units."""

    orders: Floats
    spend: Floats
    profit: Floats


@dataclass(frozen=True)
class Purchases:
    """Orders and returns whose amount is known in the base currency, up to a day; shape (orders,) each.

    ids: the customers by number; code: the number of each order's customer; day: since 1970; amount and cost:
    minor units, negative where goods came back, cost NaN where unknown.
    """

    ids: Codes
    code: Codes
    day: Codes
    amount: Floats
    cost: Floats
    is_return: NDArray[np.bool_]
    assumed_margin_rate: float
    margin_from: str

    @classmethod
    def of(cls, snapshot: Snapshot, as_of: date, settings: Settings) -> Purchases:
        """Read once, for every day that is asked about. Orders without a rate are left out."""
        known = snapshot.orders.filter(_.amount_minor.notnull() & (_.ordered_on <= literal(as_of)))
        table = snapshot.arrow(
            known.select("customer_id", "ordered_on", "amount_minor", "cost_minor", "is_return")
        )
        customers = table["customer_id"].combine_chunks()
        ids, code = np.unique(np.asarray(customers), return_inverse=True)
        cost = table["cost_minor"].cast(pa.float64()).to_numpy()
        return cls(
            ids=ids,
            code=code.astype(np.int64),
            day=table["ordered_on"].cast(pa.int32()).to_numpy().astype(np.int64),
            amount=table["amount_minor"].to_numpy().astype(float),
            cost=np.full(len(cost), np.nan) if settings.ahead.margin == "assumed" else cost,
            is_return=table["is_return"].to_numpy().astype(bool),
            assumed_margin_rate=settings.assumed_margin_rate,
            margin_from=settings.ahead.margin,
        )

    @property
    def buyers(self) -> int:
        """Customers with an order."""
        return len(np.unique(self.code[~self.is_return]))

    def buyers_until(self, day: int) -> int:
        """Customers with an order up to the end of a day."""
        return len(np.unique(self.code[~self.is_return & (self.day <= day)]))

    def of_some(self, most: int) -> Purchases:
        """The orders of so many customers, drawn by their ids; their numbers stay."""
        rows = drawn(self.ids, most)[self.code]
        columns = ("code", "day", "amount", "cost", "is_return")
        return self if rows.all() else replace(self, **{name: getattr(self, name)[rows] for name in columns})

    @cached_property
    def first_day(self) -> int | None:
        bought = self.day[~self.is_return]
        return int(bought.min()) if len(bought) else None

    @cached_property
    def last_day(self) -> int | None:
        bought = self.day[~self.is_return]
        return int(bought.max()) if len(bought) else None

    def firm_rate(self, until: int) -> float:
        """Margin of all that has known costs up to the end of a day; the assumed one where there are none."""
        known = (self.day <= until) & ~np.isnan(self.cost)
        spend = self.amount[known].sum()
        return float(1 - self.cost[known].sum() / spend) if spend > 0 else self.assumed_margin_rate

    def standing(self, until: int) -> Standing:
        """Where each customer stood at the end of a day."""
        so_far = self.day <= until
        bought = so_far & ~self.is_return
        gross, net = self._sum(bought, self.amount), self._sum(so_far, self.amount)
        with np.errstate(divide="ignore", invalid="ignore"):
            kept = np.where(gross > 0, np.clip(net / gross, 0, 1), 0.0)
        orders = pa.table(
            {
                "customer_id": self.code[bought],
                "ordered_on": pa.array(self.day[bought].astype(np.int32)).cast(pa.date32()),
                "amount": self.amount[bought] * kept[self.code[bought]],
            }
        )
        rows = summarize(orders, day_of(until), "W")
        code = np.asarray(rows["customer_id"], dtype=np.int64)
        x, t_x, ages, mean = (np.asarray(rows[name], dtype=float) for name in rows.column_names[1:])
        return Standing(
            code=code,
            x=x,
            t_x=t_x,
            T=ages,
            mean_value=np.where(x > 0, np.maximum(mean, LEAST_VALUE), 0.0),
            net=net[code],
            margin_rate=self._rates(until, gross)[code],
        )

    def outcome(self, standing: Standing, after: int, until: int) -> Outcome:
        """What they did after the end of one day and up to the end of another."""
        then = (self.day > after) & (self.day <= until)
        days = np.unique(self.code[then & ~self.is_return] * 100_000 + self.day[then & ~self.is_return])
        orders = np.bincount(days // 100_000, minlength=len(self.ids)).astype(float)
        earned = self.amount - np.where(
            np.isnan(self.cost), self.amount * (1 - self.firm_rate(after)), self.cost
        )
        spend, profit = self._sum(then, self.amount), self._sum(then, earned)
        return Outcome(*(each[standing.code] for each in (orders, spend, profit)))

    def _rates(self, until: int, gross: Floats) -> Floats:
        firm = self.firm_rate(until)
        if self.margin_from != "own":
            return np.full(len(self.ids), max(firm, 0.0))
        known = (self.day <= until) & ~np.isnan(self.cost)
        spend, cost = self._sum(known, self.amount), self._sum(known, self.cost)
        bought = self._sum(known & ~self.is_return, self.amount)
        own = (spend > 0) & (bought >= OWN_RATE_FROM_SHARE * gross)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.maximum(np.where(own, 1 - cost / spend, firm), 0.0)

    def _sum(self, which: NDArray[np.bool_], figure: Floats) -> Floats:
        found = np.bincount(self.code[which], weights=figure[which], minlength=len(self.ids))
        return found.astype(float)
