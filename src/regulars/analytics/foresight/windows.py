"""What was known of the customers on a day, and what they did in the days after it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from ibis import _
from numpy.typing import NDArray

from regulars.analytics.days import days_between, literal
from regulars.analytics.snapshot import Snapshot

if TYPE_CHECKING:
    from warnings import WarningMessage

    from ibis.expr.types import Table

    from regulars.analytics.clv.model import CustomerBaseModel

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]
RECENT = slice(5, 8)  # among the features


@dataclass(frozen=True)
class Window:
    """Everybody who had ordered up to the end of `cut`, in order of customer_id; arrays of shape (customers,).

    x: days with orders after the first; t_x: age in days at the last of them; T: age in days at `cut`.
    features: numbers known at `cut`, shape (customers, features), NaN where they make no sense.
    orders: days with orders in the `horizon` days after `cut`; waited: days from `cut` to the first of them, NaN
    without any; both None where those days are not over. fitted: models of these histories, by name, so that
    each is fitted once whoever asks for it.
    """

    cut: date
    horizon: int
    customer_ids: Ids
    x: Floats
    t_x: Floats
    T: Floats
    features: Floats
    orders: Ids | None
    waited: Floats | None
    fitted: dict[str, tuple[CustomerBaseModel, list[WarningMessage]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def __len__(self) -> int:
        return len(self.customer_ids)

    @property
    def ends_on(self) -> date:
        return self.cut + timedelta(days=self.horizon)

    @property
    def counted(self) -> Ids:
        """`orders` where they are known. Raises ValueError where the horizon is not over."""
        if self.orders is None:
            raise ValueError(f"the {self.horizon} days after {self.cut} are not over")
        return self.orders

    @property
    def is_active(self) -> Ids:
        """1 for who ordered in the horizon. Raises ValueError where it is not over."""
        return np.asarray(self.counted > 0, dtype=np.int64)

    @property
    def waits(self) -> Floats:
        """`waited` of those who ordered, shape (customers who ordered,)."""
        return np.asarray(np.asarray(self.waited, dtype=float)[self.is_active == 1])

    def as_if_ordered_now(self) -> Window:
        """The same customers, had their last order been on the day of the cut: what their lateness adds is left out."""
        t_x = np.where(self.x > 0, self.T, 0.0)
        T = np.where(self.x > 0, self.T, 0.0)
        features = self.features.copy()
        features[:, 1], features[:, 2], features[:, 4] = T, 0.0, np.where(self.x > 0, 0.0, np.nan)
        recent = features[:, RECENT]
        features[:, RECENT] = np.maximum(recent, 1.0)
        return replace(self, t_x=t_x, T=T, features=features, orders=None, waited=None, fitted={})

    def part(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Window:
        """Some of the customers."""
        return replace(
            self,
            customer_ids=self.customer_ids[rows],
            x=self.x[rows],
            t_x=self.t_x[rows],
            T=self.T[rows],
            features=self.features[rows],
            orders=None if self.orders is None else self.orders[rows],
            waited=None if self.waited is None else self.waited[rows],
            fitted={},
        )


def window(
    snapshot: Snapshot, cut: date, horizon: int, *, is_over: bool, days: Table | None = None
) -> Window:
    """is_over: whether the snapshot holds all orders of the horizon, so that `orders` is known.

    days: those of `days_of` to look at, where not all.
    """
    days = days_of(snapshot) if days is None else days
    found = snapshot.arrow(_of_customers(days, cut, horizon).order_by("customer_id"))
    columns = {name: found[name].to_numpy() for name in found.column_names}
    T, t_x = columns["age"].astype(float), columns["age_at_last"].astype(float)
    x = columns["order_days"].astype(float) - 1
    return Window(
        cut,
        horizon,
        columns["customer_id"],
        x,
        t_x,
        T,
        _features(columns, x, t_x, T, horizon),
        columns["later"] if is_over else None,
        columns["wait"].astype(float) if is_over else None,
    )


def days_of(snapshot: Snapshot) -> Table:
    """One row per customer and day with orders."""
    bought = snapshot.orders.filter(~_.is_return)
    return bought.group_by("customer_id", "ordered_on").agg(spend=_.amount_minor.sum().fill_null(0))


def _of_customers(days: Table, cut: date, horizon: int) -> Table:
    ahead = cut + timedelta(days=horizon)
    known = _.ordered_on <= literal(cut)
    recent = {
        f"days_{name}": (known & (_.ordered_on > literal(cut - timedelta(days=length)))).sum()
        for name, length in (("half", max(1, horizon // 2)), ("one", horizon), ("two", 2 * horizon))
    }
    found = (
        days.filter(_.ordered_on <= literal(ahead))
        .group_by("customer_id")
        .agg(
            first_on=_.ordered_on.min(where=known),
            last_on=_.ordered_on.max(where=known),
            order_days=known.sum(),
            later=(_.ordered_on > literal(cut)).sum(),
            next_on=_.ordered_on.min(where=_.ordered_on > literal(cut)),
            spend=_.spend.sum(where=known),
            spend_one=_.spend.sum(where=known & (_.ordered_on > literal(cut - timedelta(days=horizon)))),
            **recent,
        )
    )
    return (
        found.filter(_.order_days > 0)
        .mutate(
            age=days_between(_.first_on, literal(cut)),
            age_at_last=days_between(_.first_on, _.last_on),
            wait=-days_between(_.next_on, literal(cut)),
        )
        .drop("first_on", "last_on", "next_on")
    )


def _features(
    columns: dict[str, NDArray[np.int64]], x: Floats, t_x: Floats, T: Floats, horizon: int
) -> Floats:
    since = T - t_x
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = np.where(x > 0, t_x / x, np.nan)
        per_order = columns["spend"] / (x + 1)
        return np.column_stack(
            [
                x,
                T,
                since,
                gap,
                since / gap,
                columns["days_half"],
                columns["days_one"],
                columns["days_two"],
                np.log1p(np.maximum(columns["spend"], 0)),
                np.log1p(np.maximum(np.nan_to_num(columns["spend_one"]), 0)),
                np.log1p(np.maximum(per_order, 0)),
                (x + 1) / (T + horizon),
            ]
        )
