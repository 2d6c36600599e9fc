"""Who was lost: by main cause, value class, stage before and period, with the value that went with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, TruncQuarter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.analytics.months import months_after, months_before
from regulars.core import settings_store
from regulars.insights.measures.classes import STAGES, VALUE_CLASSES
from regulars.insights.models import ChurnCause
from regulars.insights.stages.filters import last_fall, main_cause
from regulars.insights.tallying import customers, url
from regulars.ui.charts import Chart, Point, Series

LOST = "lost_on:filled"
QUARTERS_SHOWN = 12
CLASSES = tuple(code for code, _label in VALUE_CLASSES)
BEFORE = tuple((code, label) for code, label in STAGES if code != "decline")
STAGES_BEFORE = tuple(code for code, _label in BEFORE)
UNKNOWN = ""  # no cause noted, no stage kept
CAUSES = (*ChurnCause.choices, (UNKNOWN, gettext_lazy("No cause noted yet")))
# How a code is asked for in a list of customers.
FIELDS = {"cause": "main_cause", "value": "value_class", "stage": "stage_before"}


@dataclass(frozen=True)
class Lost:
    """So many customers lost, and the margin of a year that they used to bring."""

    customers: int = 0
    value: Decimal = Decimal(0)
    url: str = ""


@dataclass(frozen=True)
class Alike:
    """Lost customers with the same main cause, value class, stage before and quarter of the loss."""

    cause: str
    value_class: str
    stage: str
    quarter: date  # its first day
    customers: int
    value: Decimal
    without_value: int


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
    everybody = _lost(user)
    quarters = _quarters(everybody)
    known = {"value": CLASSES, "stage": STAGES_BEFORE, "period": [_period_code(each) for each in quarters]}
    asked = {name: query[name] for name, codes in known.items() if query.get(name) in codes}
    of_all_quarters = [each for each in everybody if _is_asked(each, {**asked, "period": ""})]
    found = [each for each in of_all_quarters if _is_asked(each, asked)]
    codes = [LOST, *(_narrowed(name, code) for name, code in asked.items())]
    return ChurnPage(
        total=_together(found, codes),
        without_value=sum(each.without_value for each in found),
        lines=[_line(found, codes, cause, label) for cause, label in CAUSES],
        classes=[label for _code, label in VALUE_CLASSES],
        stages=[
            (label, _together([each for each in found if each.stage == code], codes, stage=code))
            for code, label in [*BEFORE, (UNKNOWN, _("Not known: lost before stages were kept"))]
        ],
        chart=_chart(
            of_all_quarters, quarters, [code for code in codes if not code.startswith("lost_on:between")]
        ),
        choices=_choices(asked, quarters),
        is_narrowed=bool(asked),
    )


def _lost(user: Any) -> list[Alike]:
    rows = (
        customers(user, LOST)
        .order_by()
        .annotate(
            of_cause=Coalesce(Subquery(main_cause().values("churn_cause")[:1]), Value(UNKNOWN)),
            of_stage=Coalesce(Subquery(last_fall().values("old")[:1]), Value(UNKNOWN)),
            of_quarter=TruncQuarter("measures__lost_on"),
        )
    )
    counted = rows.values_list("of_cause", "measures__value_class", "of_stage", "of_quarter").annotate(
        n=Count("pk"),
        value=Sum("measures__margin_a_year"),
        silent=Count("pk", filter=Q(measures__margin_a_year=None)),
    )
    return [
        Alike(cause, value_class or UNKNOWN, stage, quarter, n, value or Decimal(0), silent)
        for cause, value_class, stage, quarter, n, value, silent in counted
    ]


def _is_asked(each: Alike, asked: Mapping[str, str]) -> bool:
    own = {"value": each.value_class, "stage": each.stage, "period": _period_code(each.quarter)}
    return all(own[name] == code for name, code in asked.items() if code)


def _together(found: Iterable[Alike], codes: Sequence[str], **narrowed: str) -> Lost:
    alike = list(found)
    return Lost(
        sum(each.customers for each in alike),
        sum((each.value for each in alike), Decimal(0)),
        url(*codes, *(_narrowed(name, code) for name, code in narrowed.items())),
    )


def _line(found: list[Alike], codes: list[str], cause: str, label: Any) -> CauseLine:
    mine = [each for each in found if each.cause == cause]
    cells = [
        _together([each for each in mine if each.value_class == code], codes, cause=cause, value=code)
        for code in CLASSES
    ]
    return CauseLine(label, cells, _together(mine, codes, cause=cause))


def _narrowed(name: str, code: str) -> str:
    if name == "period":
        first, last = code.split("_")
        return f"lost_on:between:{first},{last}"
    return f"{FIELDS[name]}:in:{code}" if code != UNKNOWN else f"{FIELDS[name]}:empty"


def _quarters(found: list[Alike]) -> list[date]:
    """First day of each quarter from the first loss to the last; at most three years."""
    if not found:
        return []
    first, last = min(each.quarter for each in found), max(each.quarter for each in found)
    recent = [months_before(last, 3 * place) for place in reversed(range(QUARTERS_SHOWN))]
    return [each for each in recent if each >= first]


def _period_code(quarter: date) -> str:
    last = months_after(quarter, 3) - timedelta(days=1)
    return f"{quarter.isoformat()}_{last.isoformat()}"


def _quarter(first: date) -> str:
    return f"{first.year}-Q{(first.month + 2) // 3}"


def _chart(found: list[Alike], quarters: list[date], codes: list[str]) -> Chart | None:
    if len(quarters) < 2:
        return None
    lost = [
        _together([each for each in found if each.quarter == first], codes, period=_period_code(first))
        for first in quarters
    ]
    return Chart(
        name="churn",
        summary=_("Margin of a year lost, by the quarter of the loss."),
        series=[
            Series(
                _("Value lost"),
                [Point(round(each.value), each.url) for each in lost],
                tone="decline",
                shape="bar",
            )
        ],
        categories=[_quarter(first) for first in quarters],
        category_label=_("Quarter"),
        unit=settings_store.get("firm.currency"),
        height="low",
    )


def _choices(asked: Mapping[str, str], quarters: list[date]) -> list[Choice]:
    periods = [(_period_code(first), _quarter(first)) for first in reversed(quarters)]
    told = (
        ("value", _("Value class"), VALUE_CLASSES),
        ("stage", _("Stage before decline"), BEFORE),
        ("period", _("Lost in"), periods),
    )
    return [
        Choice(name, label, [(code, words, code == asked.get(name)) for code, words in options])
        for name, label, options in told
    ]
