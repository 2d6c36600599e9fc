"""Loyalty of one customer on a page of its own: conditions, indicators, trend, type, ties, what staff noted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.core import settings_store
from regulars.customers.choices import OBSTACLES, OTHER_BRANDS, TIES, SignKind
from regulars.customers.models import LoyaltySign
from regulars.insights.loyalty.history import shown_since
from regulars.insights.loyalty.indicators import indicators_of
from regulars.insights.models import LoyaltyMonth
from regulars.insights.panel import measures_of
from regulars.ui.charts import Chart, Point, Series

FIRST = ("loyal", "loyalty_type", "spurious_kind", "loyalty_emotion")
FURTHER = ("habit_score", "stickiness_days", "switching_score")
SIGNS_SHOWN = 20


@dataclass(frozen=True)
class Signs:
    """What staff noted of one kind, with the form that adds to it."""

    code: str
    title: Any
    rows: list[LoyaltySign]


def context(customer: Any, user: Any) -> dict[str, Any]:
    row = getattr(customer, "measures", None)
    signs = {"signs": signs_of(customer), "customer": customer, "user": user}
    if row is None or row.as_of is None:
        return {**signs, "as_of": None}
    months = list(
        LoyaltyMonth.objects.filter(customer=customer, month__gte=shown_since(row.as_of)).order_by("month")
    )
    has_score = row.loyalty_score is not None
    return {
        **signs,
        "as_of": row.as_of,
        "months": settings_store.get("loyalty.months"),
        "score": row.loyalty_score,
        "indicators": indicators_of(row) if has_score else [],
        "first": measures_of(customer, FIRST),
        "further": measures_of(customer, FURTHER),
        "trend": _trend(months, _("Loyalty, of 100, at the end of each month"), name="loyalty"),
        "activity": _activity(months),
    }


def signs_of(customer: Any) -> list[Signs]:
    rows = list(LoyaltySign.objects.filter(customer=customer).order_by("-happened_on", "-pk"))
    kinds: tuple[tuple[str, Any, Sequence[SignKind]], ...] = (
        ("brand", _("Other brands"), OTHER_BRANDS),
        ("obstacle", _("Obstacles to buying"), OBSTACLES),
        ("choosing", _("Time taken to choose"), (SignKind.CHOOSING,)),
        ("tie", _("What leaving would cost them"), TIES),
    )
    return [
        Signs(code, title, [row for row in rows if row.kind in among][:SIGNS_SHOWN])
        for code, title, among in kinds
    ]


def _trend(months: list[LoyaltyMonth], summary: str, *, name: str) -> Chart | None:
    known = [month for month in months if month.score is not None]
    if len(known) < 2:
        return None
    return Chart(
        name=name,
        summary=summary,
        series=[Series(_("Loyalty"), [Point(month.score) for month in known])],
        categories=[_month(month.month) for month in known],
        category_label=pgettext("of a year", "Month"),
        y_max=100,
        height="low",
    )


def _activity(months: list[LoyaltyMonth]) -> Chart | None:
    """Active days a month and categories used, side by side."""
    if len(months) < 2:
        return None
    return Chart(
        name="activity",
        summary=_("Active days a month, and categories used in the period"),
        series=[
            Series(_("Active days a month"), [Point(round(month.active_days, 1)) for month in months]),
            Series(_("Categories used"), [Point(month.categories) for month in months], tone="comparison"),
        ],
        categories=[_month(month.month) for month in months],
        category_label=pgettext("of a year", "Month"),
        height="low",
    )


def _month(first: date) -> str:
    return f"{first:%Y-%m}"
