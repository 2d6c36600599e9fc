"""What customers answered when they were last asked after an order."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from regulars.care import checks
from regulars.customers.measures import Explanation, Measure, register
from regulars.insights.measures.declaring import CONTACT
from regulars.ui.formatting import day

LATEST = """
SELECT DISTINCT ON (customer_id) customer_id, {column} FROM care_caretask
WHERE result <> '' AND handled_on <= %(as_of)s::date ORDER BY customer_id, handled_on DESC, id DESC
"""
RESULTS = tuple((each.code, each.label) for check in checks.CHECKS.values() for each in check.results)


def register_all() -> None:
    register(
        Measure(
            "last_check",
            _("Last answer after an order"),
            "choice",
            _("What the customer answered when asked about delivery, use or satisfaction."),
            choices=RESULTS,
            explain=_last_check,
            group=CONTACT,
            sql=LATEST.format(column="result"),
        )
    )
    register(
        Measure(
            "last_check_on",
            _("Asked after an order"),
            "date",
            _("The day the customer last answered about delivery, use or satisfaction."),
            explain=_last_check,
            group=CONTACT,
            sql=LATEST.format(column="handled_on"),
        )
    )


def _last_check(customer: Any, row: Any) -> Explanation:
    if not row.last_check:
        return Explanation(_now("Has not been asked after an order yet."))
    answer = dict(RESULTS).get(row.last_check, row.last_check)
    return Explanation(_now("Answered on {day}: {answer}.").format(day=day(row.last_check_on), answer=answer))
