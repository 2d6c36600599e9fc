"""转换成本: what keeps them from going elsewhere."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regulars.customers import measures
from regulars.reports.analyses import of_measures
from regulars.reports.analyses.asking import Asked
from regulars.reports.analyses.findings import Analysis, Findings, Sheet
from regulars.reports.analyses.of_measures import Reading

READING = Reading(
    charted=("switching_level", "switching_score", "value_class"),
    listed=(
        "switching_cost", "switching_score", "switching_level", "value_class", "tenure_days", "order_count",
        "channels_used", "open_credit",
    ),
    sorted_by="switching_cost",
)  # fmt: skip


def find(asked: Asked, place: int) -> Findings:
    return of_measures.find(READING, asked, place, heading=_answer)


def sheet(asked: Asked) -> Sheet:
    return of_measures.sheet(READING, asked)


def _answer(asked: Asked, known: int) -> str:
    measure = measures.find("switching_cost")
    if measure is None:
        return _("What ties them to us so far")
    if asked.subject.is_one:
        value = getattr(asked.subject.customer.measures, measure.name)
        told = of_measures.told(measure, value)
        return _("{label}: {value}").format(label=measure.label, value=told)
    return _("How much keeps them from going elsewhere")


ANALYSIS = Analysis(
    "switching",
    pgettext_lazy("analysis", "Switching cost"),
    gettext_lazy("What would it cost them to go elsewhere?"),
    find,
    sheet,
)
