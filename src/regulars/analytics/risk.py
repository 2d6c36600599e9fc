"""A first churn risk 流失风险: points for reasons that a person can check, added up to 0 to 100."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

import ibis
from ibis import _

from regulars.analytics.firm import FirmFacts
from regulars.analytics.settings import RiskWeights

if TYPE_CHECKING:
    from ibis.expr.types import IntegerValue, Table

REASON_FIGURES = {
    "overdue": ("last_order_on", "typical_interval_days", "overdue_days", "cycles_late"),
    "one_time": ("first_order_on", "days_since_last_order"),
    "few_orders": ("order_days",),
    "silence": ("days_since_last_order", "lapsed_after_days"),
    "spend_fell": ("trend_months", "spend_recent_minor", "spend_before_minor", "spend_trend"),
    "orders_fell": ("trend_months", "orders_recent", "orders_before", "order_trend"),
}
SETTLED_ORDER_DAYS = 5
LEVELS = ("low", "medium", "high")


@dataclass(frozen=True)
class Reason:
    """One reason of one customer's risk: its code, its points, and the figures of its sentence by column."""

    code: str
    points: int
    figures: Mapping[str, Any]


def with_risk(table: Table, weights: RiskWeights, *, firm: FirmFacts) -> Table:
    """Add risk_points_<reason> for each of REASON_FIGURES, risk_score, risk_level and risk_reason.

    risk_score is the sum of the points, at most 100; risk_level low | medium | high; risk_reason the one
    with most points, null without any. All null for customers who never ordered. The score sorts customers;
    it is no probability, and nothing like 1 - P(alive).
    """
    table = table.mutate(**{_column(code): points for code, points in _points(weights, firm).items()})
    total = reduce(add, (_[_column(code)] for code in REASON_FIGURES))
    table = table.mutate(risk_score=ibis.cases((_.order_count > 0, ibis.least(total, 100))))
    return table.mutate(
        risk_level=ibis.cases(
            (_.risk_score >= weights.high_from, "high"),
            (_.risk_score >= weights.medium_from, "medium"),
            (_.risk_score.notnull(), "low"),
        ),
        risk_reason=_main_reason(),
    )


def risk_reasons(row: Mapping[str, Any]) -> list[Reason]:
    """The reasons of one row of measures that gave points, most points first."""
    found = [
        Reason(code, points, {name: row[name] for name in figures})
        for code, figures in REASON_FIGURES.items()
        if (points := row[_column(code)])
    ]
    return sorted(found, key=lambda reason: -reason.points)


def _column(code: str) -> str:
    return f"risk_points_{code}"


def _points(weights: RiskWeights, firm: FirmFacts) -> dict[str, IntegerValue]:
    ordered, once, again = _.order_count > 0, _.order_days == 1, _.order_days > 1
    first, last = firm.second_order_days, 2 * firm.late_second_order_days
    return {
        "overdue": _ramp(again, _.cycles_late, start=1.0, end=3.0, points=weights.overdue),
        "one_time": _ramp(once, _.days_since_last_order, start=first, end=last, points=weights.one_time),
        "few_orders": _ramp(
            ordered,
            SETTLED_ORDER_DAYS - _.order_days,
            start=0.0,
            end=SETTLED_ORDER_DAYS - 1.0,
            points=weights.few_orders,
        ),
        "silence": _ramp(
            ordered,
            _.days_since_last_order,
            start=_.lapsed_after_days,
            end=_.lost_after_days,
            points=weights.silence,
        ),
        "spend_fell": _ramp(again, 1 - _.spend_trend, start=0.0, end=1.0, points=weights.spend_fell),
        "orders_fell": _ramp(again, 1 - _.order_trend, start=0.0, end=1.0, points=weights.orders_fell),
    }


def _ramp(holds: Any, figure: Any, *, start: Any, end: Any, points: int) -> IntegerValue:
    share = ibis.greatest(0.0, ibis.least(1.0, (figure - start) / (end - start)))
    earned = (share * points).round().cast("int64")
    return ibis.cases((_.order_count == 0, None), (holds & figure.notnull(), earned), else_=0).cast("int64")


def _main_reason() -> Any:
    columns = [_[_column(code)] for code in REASON_FIGURES]
    most = ibis.greatest(*columns)
    return ibis.cases(
        (most == 0, None),
        *((column == most, code) for column, code in zip(columns, REASON_FIGURES, strict=True)),
    )
