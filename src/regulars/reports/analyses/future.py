"""未来: when the next order is due, what the next months will bring, and how sure that is."""

from dataclasses import replace

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regulars.core.money import ZERO
from regulars.customers import measures
from regulars.reports.analyses import breakdown, of_measures, performance
from regulars.reports.analyses.asking import Asked
from regulars.reports.analyses.findings import Analysis, Findings, Part, Sheet
from regulars.reports.analyses.of_measures import Reading
from regulars.reports.sections.wording import currency
from regulars.ui import formatting
from regulars.ui.formatting import day

READING = Reading(
    charted=("next_order_expected_on", "churn_risk", "risk_level"),
    listed=(
        "next_order_expected_on", "next_order_due_on", "clv_12m", "expected_orders_12m", "expected_margin",
        "churn_risk", "risk_level", "favourite_category",
    ),
    sorted_by="expected_margin",
    within_horizon=("churn_risk",),
    wanted=(
        ("next_order_expected_on", gettext_lazy("The day of the next order comes from the own rhythm so far; its range and its record on the past come with the forecasts.")),
        ("clv_12m", gettext_lazy("The value of the next 12 months with its range is not computed yet; the margin expected within the horizon stands here instead.")),
    ),
)  # fmt: skip


def find(asked: Asked, place: int) -> Findings:
    found = of_measures.find(READING, asked, place, heading=_answer)
    categories = breakdown.categories(asked)
    if not categories:
        return found
    note = _("Sales from {period} against the same stretch a year before: what grows and what fades.").format(
        period=asked.period.words
    )
    table = performance.categories_table(categories)
    return replace(found, parts=[*found.parts, Part(_("Trend by kind of product"), note, table=table)])


def sheet(asked: Asked) -> Sheet:
    return of_measures.sheet(READING, asked)


def _answer(asked: Asked, known: int) -> str:
    if asked.subject.is_one:
        return _of_one(asked)
    name = "clv_12m" if measures.find("clv_12m") else "expected_margin"
    found = asked.subject.people.aggregate(value=Sum(f"measures__{name}"))["value"] or ZERO
    words = (
        _("{amount} of margin to come within 12 months")
        if name == "clv_12m"
        else _("{amount} of margin to come within the horizon")
    )
    return words.format(amount=formatting.money(round(found), currency()))


def _of_one(asked: Asked) -> str:
    row = asked.subject.customer.measures
    expected, due = getattr(row, "next_order_expected_on", None), getattr(row, "next_order_due_on", None)
    if expected:
        return _("The next order is expected on {day}").format(day=day(expected))
    if due:
        return _("The next order is due on {day}").format(day=day(due))
    return _("Not enough data yet: the next order is foreseen from the second one on.")


ANALYSIS = Analysis(
    "future",
    pgettext_lazy("analysis", "Future"),
    gettext_lazy("When will they order again, what will it bring, and how sure is that?"),
    find,
    sheet,
)
