"""Retention and churn by month, and how well the churn risk sorted customers on a past day."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.customers.choices import Kind
from regulars.insights.foretold import tried_on
from regulars.insights.measures.classes import RISK_LEVELS, VALUE_CLASSES
from regulars.reports import behind
from regulars.reports.choosing import Shown
from regulars.reports.sections.wording import month, percent
from regulars.ui.charts import Chart, Point, Series
from regulars.ui.templatetags.ui import gap

SHOWN_MONTHS = 13
COUNTED = (("at_start", "active_before"), ("retained", "retained"), ("churned", "churned"))
FURTHER = (("new", "new"), ("won_back", "won_back"), ("at_end", "active"))


@dataclass(frozen=True)
class Keeping:
    heading: str
    chart: Chart | None
    rows: list[dict[str, Any]]
    grouped_in: str = ""
    groups: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class RiskTest:
    heading: str
    is_enough: bool
    note: str
    rows: list[dict[str, Any]]
    separation: str


def keeping(shown: Shown) -> Keeping:
    rows = [row for row in shown.figures["months"][-SHOWN_MONTHS:] if row["at_start"]]
    whole = [row for row in rows if row["complete"]]
    if not whole:
        return Keeping(_("How many customers stay is known after a whole month"), None, [])
    last = whole[-1]
    heading = _("{share} of the active customers stayed in {month}").format(
        share=percent(last["retention_rate"], 1), month=month(last["period_on"])
    )
    return Keeping(
        heading,
        _chart(shown, whole, heading),
        [_row(shown, row) for row in reversed(rows)],
        month(last["period_on"]),
        _groups(shown, last["period_on"]),
    )


def group_labels() -> dict[str, Any]:
    classes = {f"value_class:{code}": label for code, label in VALUE_CLASSES}
    return classes | {f"kind:{code}": label for code, label in Kind.choices}


def _groups(shown: Shown, period_on: str) -> list[dict[str, Any]]:
    """The same month by value class and by kind; today's classes, so an earlier day's numbers open nothing."""
    of = date.fromisoformat(period_on)
    found = {
        row["group"]: row
        for row in shown.figures.get("groups", ())
        if row["period_on"] == period_on and row["at_start"]
    }
    return [
        {
            "label": label,
            "cells": [
                (found[code][name], behind.url(shown, figure, of=of, group=code) if shown.is_latest else "")
                for name, figure in COUNTED
            ],
            "retention": percent(found[code]["retention_rate"], 1),
            "churn": percent(found[code]["churn_rate"], 1),
            "retained_url": behind.url(shown, "retained", of=of, group=code) if shown.is_latest else "",
            "churned_url": behind.url(shown, "churned", of=of, group=code) if shown.is_latest else "",
        }
        for code, label in group_labels().items()
        if code in found
    ]


def _chart(shown: Shown, rows: list[dict[str, Any]], heading: str) -> Chart:
    points = [
        Point(row["churn_rate"], behind.url(shown, "churned", of=date.fromisoformat(row["period_on"])))
        for row in rows
    ]
    return Chart(
        name="churn",
        summary=heading,
        series=[Series(_("Churn rate"), points, tone="decline")],
        categories=[row["period_on"][:7] for row in rows],
        category_label=pgettext("of a year", "Month"),
        unit="percent",
        height="low",
    )


def _row(shown: Shown, row: dict[str, Any]) -> dict[str, Any]:
    of = date.fromisoformat(row["period_on"])
    return {
        "month": row["period_on"][:7],
        "complete": row["complete"],
        "cells": [(row[name], behind.url(shown, figure, of=of)) for name, figure in COUNTED + FURTHER],
        "retention": percent(row["retention_rate"], 1),
        "retained_url": behind.url(shown, "retained", of=of),
        "churn": percent(row["churn_rate"], 1),
        "churned_url": behind.url(shown, "churned", of=of),
    }


def risk_test(shown: Shown) -> RiskTest:
    found = shown.figures["backtest"]
    if not found["enough"]:
        return RiskTest(_("Whether the churn risk is right cannot be said yet"), False, "", [], "")
    levels = {level["level"]: level for level in found["levels"]}
    return RiskTest(
        _risk_heading(levels),
        True,
        _risk_note(found),
        [_level(shown, levels[code], label) for code, label in (*RISK_LEVELS, ("all", _("All levels")))],
        percent(found["separation"]) if found["separation"] is not None else "",
    )


def _risk_note(found: dict[str, Any]) -> str:
    rated = _("Rated on {day}, then watched for {days} days: who placed no order.").format(
        day=found["as_of"], days=found["horizon_days"]
    )
    return gap().join(each for each in (rated, tried_on(found)) if each)


def _risk_heading(levels: dict[str, Any]) -> str:
    high, low = levels["high"], levels["low"]
    if not high["customers"] or not low["customers"]:
        return _("How right the churn risk was")
    return _("{high} of those at high risk placed no order, {low} of those at low risk").format(
        high=percent(high["share"]), low=percent(low["share"])
    )


def _level(shown: Shown, level: dict[str, Any], label: Any) -> dict[str, Any]:
    code = "" if level["level"] == "all" else level["level"]
    known = level["share"] is not None
    return {
        "label": label,
        "customers": level["customers"],
        "url": behind.url(shown, "risk", code=code),
        "silent": level["silent"],
        "silent_url": behind.url(shown, "risk", code=code, outcome="silent"),
        "share": percent(level["share"]) if known else "",
        "range": _("{low} to {high}").format(low=percent(level["low"]), high=percent(level["high"]))
        if known
        else "",
    }
