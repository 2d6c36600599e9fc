"""The seven analyses of one customer, on the customer's page and behind each figure there."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.core import clock
from regulars.customers import measures
from regulars.customers.measures import Further
from regulars.reports.analyses import periods, seven, subjects
from regulars.reports.analyses.asking import Asked

FIGURES = {
    "loyalty": ("stage", "status", "loyalty_score", "loyalty_type", "spurious_kind", "habit_score", "rfm"),
    "profit": ("value_class", "total_spend", "margin", "profit_to_date", "profit_12m", "net_profit_12m", "put_in_12m"),
    "performance": ("spend_12m", "spend_previous_12m", "orders_12m", "last_order_channel", "channels_used", "open_credit",
                    "overdue_amount"),
    "future": ("next_order_due_on", "next_order_expected_on", "expected_margin", "risk_level", "churn_risk", "clv_12m"),
    "products": ("favourite_category", "top_product", "next_product_due_on"),
    "switching": ("switching_cost", "switching_score", "switching_level", "tenure_days"),
}  # fmt: skip


def tab(customer: Any, user: Any) -> dict[str, Any]:
    """Each of the seven with its answer about this customer."""
    try:
        subject = subjects.read(user, {"customer": str(customer.pk)})
    except subjects.NoSuchSubject:  # a walk-in has orders of many people
        return {"answers": []}
    today = clock.today()
    asked = Asked("profit", user, subject, periods.named(periods.USUAL, today), today)
    return {
        "answers": [
            {"analysis": each, "answer": each.find(asked, 0).answer, "url": asked.url(each.code)}
            for each in seven.SEVEN
        ],
        "period": asked.period,
        "as_of": today,
    }


def lead_on_from_figures() -> None:
    for code, names in FIGURES.items():
        for name in names:
            measures.lead_on(name, _further(code))


def _further(code: str) -> Any:
    def further(customer: Any) -> Further:
        analysis = seven.named(code)
        assert analysis is not None
        label = _("Analysis: {title}").format(title=analysis.title)
        return Further(label, f"{reverse('reports:seven_analysis', args=[code])}?customer={customer.pk}")

    return further
