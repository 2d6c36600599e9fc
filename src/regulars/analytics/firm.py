"""What is usual for the whole firm: its cycle, horizon, margin rate and order rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ibis import _

from regulars.analytics.settings import Settings
from regulars.analytics.snapshot import Snapshot

if TYPE_CHECKING:
    from ibis.expr.types import Table

Source = Literal["measured", "assumed"]


@dataclass(frozen=True)
class FirmFacts:
    """The firm as a whole on one day; days, minor units, shares 0 to 1.

    median_interval_days: median over customers with an own interval, each counting once.
    interval_days_by_kind: the same among persons and among firms, where there are enough of them.
    second_order_days, late_second_order_days: half, and three quarters, of those who ordered on a second
    day had done so within this time. orders_per_day: repeat orders of all customers by all their days.
    """

    customers: int
    customers_with_orders: int
    single_order_customers: int
    orders_without_rate: int
    total_spend_minor: int
    median_interval_days: float
    interval_source: Source
    interval_customers: int
    interval_days_by_kind: Mapping[str, float]
    horizon_days: int
    second_order_days: float
    late_second_order_days: float
    second_order_source: Source
    orders_per_day: float
    margin_rate: float
    margin_rate_source: Source


def firm_facts(snapshot: Snapshot, summaries: Table, settings: Settings) -> FirmFacts:
    """What is usual for the firm, from `summaries.summarise` of one day."""
    totals = snapshot.arrow(_totals(summaries)).to_pylist()[0]
    measured = totals["interval_customers"] > 0
    interval = totals["interval"] if measured else float(settings.assumed_interval_days)
    second_measured = totals["second_order_days"] is not None
    rate, source = _margin_rate(totals, settings)
    return FirmFacts(
        customers=totals["customers"],
        customers_with_orders=totals["customers_with_orders"] or 0,
        single_order_customers=totals["single_order_customers"] or 0,
        orders_without_rate=totals["orders_without_rate"] or 0,
        total_spend_minor=totals["total_spend_minor"] or 0,
        median_interval_days=interval,
        interval_source="measured" if measured else "assumed",
        interval_customers=totals["interval_customers"],
        interval_days_by_kind=_intervals_by_kind(snapshot, summaries, settings),
        horizon_days=settings.horizon_days or max(1, round(2 * interval)),
        second_order_days=totals["second_order_days"] if second_measured else interval,
        late_second_order_days=totals["late_second_order_days"] if second_measured else 2 * interval,
        second_order_source="measured" if second_measured else "assumed",
        orders_per_day=_orders_per_day(totals, interval),
        margin_rate=rate,
        margin_rate_source=source,
    )


def _totals(summaries: Table) -> Table:
    second = _.days_to_second_order.cast("float64")
    return summaries.agg(
        customers=_.count(),
        customers_with_orders=(_.order_count > 0).sum(),
        single_order_customers=(_.order_count == 1).sum(),
        orders_without_rate=_.orders_without_rate.sum(),
        total_spend_minor=_.total_spend_minor.sum(),
        interval=_.own_interval_days.median(),
        interval_customers=_.own_interval_days.count(),
        second_order_days=second.median(),
        late_second_order_days=second.quantile(0.75),
        repeat_orders=(_.order_count - 1).sum(where=_.order_count > 0),
        days=_.tenure_days.sum(),
        margin_minor=_.margin_minor.sum(),
        spend_with_cost_minor=_.spend_with_cost_minor.sum(),
    )


def _intervals_by_kind(snapshot: Snapshot, summaries: Table, settings: Settings) -> dict[str, float]:
    kinds = summaries.group_by("kind").agg(
        interval=_.own_interval_days.median(), customers=_.own_interval_days.count()
    )
    rows = snapshot.arrow(kinds.order_by("kind")).to_pylist()
    return {row["kind"]: row["interval"] for row in rows if row["customers"] >= settings.least_peers}


def _orders_per_day(totals: Mapping[str, Any], interval: float) -> float:
    if not totals["repeat_orders"] or not totals["days"]:
        return 1 / interval
    return float(totals["repeat_orders"]) / float(totals["days"])


def _margin_rate(totals: Mapping[str, Any], settings: Settings) -> tuple[float, Source]:
    if not totals["spend_with_cost_minor"] or totals["spend_with_cost_minor"] < 0:
        return settings.assumed_margin_rate, "assumed"
    return totals["margin_minor"] / totals["spend_with_cost_minor"], "measured"
