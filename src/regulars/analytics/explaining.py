"""The figures behind one measure of one customer, in the order in which a person adds them up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from regulars.analytics.lifecycle import RULE_FIGURES
from regulars.analytics.risk import REASON_FIGURES

# How each measure is made up; the codes name the formulas in docs/algorithms/measures.md.
INPUTS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "total_spend_minor": ("sum", ("gross_minor", "returned_minor")),
        "average_order_value_minor": ("quotient", ("gross_minor", "orders_with_amount")),
        "typical_interval_days": (
            "median_gap",
            ("order_days", "first_order_on", "last_order_on", "interval_spread_days", "interval_source"),
        ),
        "next_order_due_on": (
            "day_plus_interval",
            ("last_order_on", "typical_interval_days", "interval_source"),
        ),
        "cycles_late": ("quotient", ("days_since_last_order", "typical_interval_days", "interval_source")),
        "overdue_days": ("days_past", ("next_order_due_on",)),
        "rfm": (
            "scores",
            (
                "days_since_last_order",
                "recency_score",
                "order_count",
                "frequency_score",
                "total_spend_minor",
                "monetary_score",
                "previous_rfm",
            ),
        ),
        "value_class": ("place_among_buyers", ("value_minor", "value_position")),
        "spend_trend": ("quotient", ("spend_recent_minor", "spend_before_minor", "trend_months")),
        "order_trend": ("quotient", ("orders_recent", "orders_before", "trend_months")),
        "status": (
            "first_rule",
            ("lost_rule", "days_since_last_order", "lost_after_days", "value_position", "tenure_days"),
        ),
        "neglected": (
            "above_limit",
            ("contact_since_on", "contact_counted_from", "days_without_contact", "contact_limit_days"),
        ),
        "expected_orders": ("product", ("orders_in_horizon", "lateness_factor")),
        "orders_in_horizon": ("drawn_rate", ("order_count", "tenure_days", "horizon_days")),
        "lateness_factor": ("lateness", ("cycles_late",)),
        "margin_per_order_minor": ("product", ("net_per_order_minor", "margin_rate", "margin_rate_source")),
        "expected_margin_minor": ("product", ("expected_orders", "margin_per_order_minor")),
    }
)
_UNITS = (("_minor", "money"), ("_days", "days"), ("_on", "day"), ("_months", "months"))


@dataclass(frozen=True)
class Line:
    """One figure: the column it stands in, its value, and its unit money | days | day | months | None."""

    code: str
    value: Any
    unit: str | None


@dataclass(frozen=True)
class Explanation:
    """One measure of one customer: its value, how it is made, and from what."""

    measure: str
    value: Any
    formula: str
    lines: tuple[Line, ...]


def explain(row: Mapping[str, Any], measure: str) -> Explanation:
    """Explain one column of a row of measures. Raises KeyError for a column that is a plain count or sum."""
    formula, inputs = _made_of(row, measure)
    lines = tuple(Line(name, row[name], unit_of(name)) for name in inputs)
    return Explanation(measure, row[measure], formula, lines)


def unit_of(column: str) -> str | None:
    """The unit of a column, by its suffix as the glossary has it."""
    if column.startswith("days_"):
        return "days"
    return next((unit for suffix, unit in _UNITS if column.endswith(suffix)), None)


def _made_of(row: Mapping[str, Any], measure: str) -> tuple[str, tuple[str, ...]]:
    if measure == "stage":
        return row["stage_rule"], RULE_FIGURES[row["stage_rule"]]
    if measure in ("risk_score", "risk_level"):
        return "sum_of_points", tuple(f"risk_points_{code}" for code in REASON_FIGURES)
    return INPUTS[measure]
