"""Who was lost: by main cause, value class, stage before and period, with the value that went with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Min, Q, Subquery, Sum
from django.utils.translation import gettext as _

from regulars.core import settings_store
from regulars.insights.measures.classes import STAGES, VALUE_CLASSES
from regulars.insights.models import ChurnCause
from regulars.insights.stages.filters import last_fall, main_cause
from regulars.insights.stages.tallying import Asked, customers, tally_all, url
from regulars.ui.charts import Chart, Point, Series

LOST = "lost_on:filled"
QUARTERS_SHOWN = 12
CLASSES = tuple(code for code, _label in VALUE_CLASSES)
UNKNOWN = ""  # of a group: no cause noted, no stage kept
# How a code is asked for in a list of customers.
FIELDS = {"cause": "main_cause", "value": "value_class", "stage": "stage_before"}


@dataclass(frozen=True)
class Lost:
    """So many customers lost, and the margin of a year that they used to bring."""

    customers: int = 0
    value: Decimal = Decimal(0)
    url: str = ""


@dataclass(frozen=True)
class CauseLine:
    label: Any
    cells: list[Lost]  # by value class
    total: Lost


@dataclass(frozen=True)
class Choice:
    name: str
    label: str
    options: list[tuple[str, Any, bool]]


@dataclass(frozen=True)
class ChurnPage:
    total: Lost
    without_value: int
    lines: list[CauseLine]
    classes: list[Any]
    stages: list[tuple[Any, Lost]]
    chart: Chart | None
    choices: list[Choice]
    is_narrowed: bool


def churn_page(user: Any, query: Mapping[str, str]) -> ChurnPage:
    """``query`` may narrow to one value class, stage before and quarter; what it cannot name is left out."""
    spans = _quarters(user)
    asked = {
        "value": query.get("value", ""),
        "stage": query.get("stage", ""),
        "period": query.get("period", ""),
    }
    known = {"value": CLASSES, "stage": _stage_codes(), "period": [_period_code(each) for each in spans]}
    asked = {name: code for name, code in asked.items() if code in known[name]}
    codes = [LOST, *(_narrowed(name, code) for name, code in asked.items())]
    found = customers(user, *codes)
    whole = found.aggregate(
        n=Count("pk"),
        value=Sum("measures__margin_a_year"),
        silent=Count("pk", filter=Q(measures__margin_a_year=None)),
    )
    return ChurnPage(
        total=Lost(whole["n"], whole["value"] or Decimal(0), url(*codes)),
        without_value=whole["silent"],
        lines=_lines(_grouped(found, ("cause", "value")), codes),
        classes=[label for _code, label in VALUE_CLASSES],
        stages=_by_stage(_grouped(found, ("stage",)), codes),
        chart=_chart(user, spans, [code for code in codes if not code.startswith("lost_on:between")]),
        choices=_choices(asked, spans),
        is_narrowed=bool(asked),
    )


def _grouped(found: Any, by: tuple[str, ...]) -> dict[Any, tuple[int, Decimal]]:
    known = {
        "cause": Subquery(main_cause().values("churn_cause")[:1]),
        "stage": Subquery(last_fall().values("old")[:1]),
    }
    rows = found.order_by().annotate(**{f"of_{name}": known[name] for name in by if name in known})
    names = [f"of_{name}" if name in known else "measures__value_class" for name in by]
    counted = rows.values_list(*names).annotate(n=Count("pk"), value=Sum("measures__margin_a_year"))
    return {tuple(code or UNKNOWN for code in keys): (n, value or Decimal(0)) for *keys, n, value in counted}


def _lines(sums: dict[Any, tuple[int, Decimal]], codes: list[str]) -> list[CauseLine]:
    causes = [*ChurnCause.choices, (UNKNOWN, _("No cause noted yet"))]
    return [_line(sums, codes, cause, label) for cause, label in causes]


def _line(sums: dict[Any, tuple[int, Decimal]], codes: list[str], cause: str, label: Any) -> CauseLine:
    of_cause = [*codes, _narrowed("cause", cause)]
    cells = [
        Lost(*sums.get((cause, code), (0, Decimal(0))), url(*of_cause, _narrowed("value", code)))
        for code in CLASSES
    ]
    mine = [found for (key, _class), found in sums.items() if key == cause]
    return CauseLine(label, cells, Lost(*_added(mine), url(*of_cause)))


def _by_stage(sums: dict[Any, tuple[int, Decimal]], codes: list[str]) -> list[tuple[Any, Lost]]:
    before = [(code, label) for code, label in STAGES if code != "decline"]
    return [
        (label, Lost(*sums.get((code,), (0, Decimal(0))), url(*codes, _narrowed("stage", code))))
        for code, label in [*before, (UNKNOWN, _("Not known: lost before stages were kept"))]
    ]


def _added(found: Iterable[tuple[int, Decimal]]) -> tuple[int, Decimal]:
    pairs = list(found)
    return sum(n for n, _value in pairs), sum((value for _n, value in pairs), Decimal(0))


def _narrowed(name: str, code: str) -> str:
    if name == "period":
        first, last = code.split("_")
        return f"lost_on:between:{first},{last}"
    return f"{FIELDS[name]}:in:{code}" if code != UNKNOWN else f"{FIELDS[name]}:empty"


def _stage_codes() -> list[str]:
    return [code for code, _label in STAGES if code != "decline"]


def _quarters(user: Any) -> list[tuple[date, date]]:
    """First and last day of each quarter in which somebody was lost, up to the last; at most three years."""
    ends = customers(user, LOST).aggregate(first=Min("measures__lost_on"), last=Max("measures__lost_on"))
    spans: list[tuple[date, date]] = []
    day = ends["last"]
    while day is not None and day >= ends["first"] and len(spans) < QUARTERS_SHOWN:
        start = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        following = (start + timedelta(days=95)).replace(day=1)
        spans.insert(0, (start, following - timedelta(days=1)))
        day = start - timedelta(days=1)
    return spans


def _period_code(span: tuple[date, date]) -> str:
    return f"{span[0].isoformat()}_{span[1].isoformat()}"


def _quarter(span: tuple[date, date]) -> str:
    return f"{span[0].year}-Q{(span[0].month + 2) // 3}"


def _chart(user: Any, spans: list[tuple[date, date]], codes: list[str]) -> Chart | None:
    if len(spans) < 2:
        return None
    quarters = {
        span: Asked(_quarter(span), (_narrowed("period", _period_code(span)),), adding=("margin_a_year",))
        for span in spans
    }
    found = tally_all(user, quarters, *codes).values()
    points = [Point(round(each.sums["margin_a_year"]), each.url) for each in found]
    return Chart(
        name="churn",
        summary=_("Margin of a year lost, by the quarter of the loss."),
        series=[Series(_("Value lost"), points, tone="decline", shape="bar")],
        categories=[each.label for each in found],
        category_label=_("Quarter"),
        unit=settings_store.get("firm.currency"),
        height="low",
    )


def _choices(asked: dict[str, str], spans: list[tuple[date, date]]) -> list[Choice]:
    before = [(code, label) for code, label in STAGES if code != "decline"]
    periods = [(_period_code(span), _quarter(span)) for span in reversed(spans)]
    told = (
        ("value", _("Value class"), VALUE_CLASSES),
        ("stage", _("Stage before decline"), before),
        ("period", _("Lost in"), periods),
    )
    return [
        Choice(name, label, [(code, words, code == asked.get(name)) for code, words in options])
        for name, label, options in told
    ]
