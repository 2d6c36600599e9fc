"""What the pages of the seven analyses hold."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from regulars.reports.analyses import periods, seven, subjects
from regulars.reports.analyses.asking import Asked
from regulars.reports.analyses.findings import Analysis

ONLY_OF_THE_SUBJECT = ("of", "who", "customer", "segment", "f", "place", "share")


def index_of(asked: Asked, found: list[Any], typed: str) -> dict[str, Any]:
    links = [
        {"label": each.title, "about": each.question, "url": asked.url(each.code)} for each in seven.SEVEN
    ]
    return {"links": links, "action": reverse("reports:seven")} | picker_of(asked, found, typed)


def page_of(analysis: Analysis, asked: Asked, place: int) -> dict[str, Any]:
    findings = analysis.find(asked, place)
    return {
        "analysis": analysis,
        "asked": asked,
        "findings": findings,
        "as_of": findings.as_of or asked.sold.as_of or asked.today,
        "tabs": [
            {"label": each.title, "url": asked.url(each.code), "is_active": each is analysis}
            for each in seven.SEVEN
        ],
        "action": reverse("reports:seven_analysis", args=[analysis.code]),
    }


def picker_of(asked: Asked, found: list[Any], typed: str) -> dict[str, Any]:
    """Whom and when: the form above every analysis."""
    return {
        "asked": asked,
        "groups": subjects.options(asked.user, asked.subject),
        "periods": periods.CHOICES,
        "typed": typed,
        "several": [{"name": each.name, "url": asked.of_customer_url(each.pk)} for each in found],
    }


def of_customer(customer: Any, query: Any, code: str = "") -> str:
    """The same page of one customer, with the period of before."""
    kept = [(name, value) for name, value in query.items() if name not in ONLY_OF_THE_SUBJECT and value]
    address = reverse("reports:seven_analysis", args=[code]) if code else reverse("reports:seven")
    return f"{address}?{urlencode([('customer', customer.pk), *kept])}"
