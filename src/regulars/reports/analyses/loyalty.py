"""忠诚度: who is loyal, in which way, and who is about to leave."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from regulars.customers import measures
from regulars.reports.analyses import of_measures
from regulars.reports.analyses.asking import Asked
from regulars.reports.analyses.findings import Analysis, Findings, Sheet
from regulars.reports.analyses.of_measures import Reading
from regulars.ui.formatting import num, percent

READING = Reading(
    charted=("loyalty_score", "loyalty_type", "spurious_kind", "stage", "status"),
    listed=(
        "loyalty_score", "loyalty_type", "stage", "order_count", "days_since_last_order", "risk_level",
        "value_class", "habit_score", "stickiness_days",
    ),
    sorted_by="loyalty_score",
    wanted=(
        ("loyalty_score", gettext_lazy("The loyalty score is not computed yet; stage, status and risk stand here instead.")),
        ("loyalty_type", gettext_lazy("The loyalty type is not computed yet.")),
    ),
)  # fmt: skip


def find(asked: Asked, place: int) -> Findings:
    return of_measures.find(READING, asked, place, heading=_answer)


def sheet(asked: Asked) -> Sheet:
    return of_measures.sheet(READING, asked)


def _answer(asked: Asked, known: int) -> str:
    if asked.subject.is_one:
        shown = [name for name in ("loyalty_type", "stage", "status") if measures.find(name)]
        row = asked.subject.customer.measures
        told = next((_label(name, row) for name in shown if getattr(row, name, None)), "")
        return told or _("Not enough data yet: no order has been recorded.")
    loyal = asked.subject.people.filter(measures__loyal=True).count()
    share = percent(loyal / known) if known else "–"
    return ngettext(
        "{n} customer is loyal, {share} of those with figures",
        "{n} customers are loyal, {share} of those with figures",
        loyal,
    ).format(n=num(loyal), share=share)


def _label(name: str, row: Any) -> str:
    measure = measures.find(name)
    assert measure is not None
    value = measure.label_of(getattr(row, name))
    return _("{label}: {value}").format(label=measure.label, value=value)


ANALYSIS = Analysis(
    "loyalty",
    pgettext_lazy("analysis", "Loyalty"),
    gettext_lazy("How loyal are they, in which way, and how firm is it?"),
    find,
    sheet,
)
