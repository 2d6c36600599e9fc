"""What lists can be filtered by: causes of decline and decisions."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from regulars.customers.filter_fields import CARE, FilterField
from regulars.insights.measures.classes import STAGES
from regulars.insights.models import Cause, ChurnCause, ClassChange, DeclineCause, Rescue, RescueDecision


def fields() -> list[FilterField]:
    return [
        FilterField(
            "decline_cause", _("Cause of decline"), "choice", "cause", Cause.choices, CARE, within=_noted
        ),
        FilterField(
            "churn_cause",
            _("Cause of churn"),
            "choice",
            "churn_cause",
            ChurnCause.choices,
            CARE,
            within=_noted,
        ),
        FilterField(
            "main_cause",
            _("Main cause of churn"),
            "choice",
            "churn_cause",
            ChurnCause.choices,
            CARE,
            within=_mainly,
        ),
        FilterField(
            "stage_before",
            _("Stage before decline"),
            "choice",
            "old",
            STAGES,
            CARE,
            within=_came_from,
        ),
        FilterField(
            "rescue_decision",
            _("Decision in decline"),
            "choice",
            "decision",
            Rescue.choices,
            CARE,
            within=_decided,
        ),
    ]


def _noted(condition: Q) -> Any:
    return Q(Exists(DeclineCause.objects.filter(condition, customer=OuterRef("pk"), removed_at=None)))


def _mainly(condition: Q) -> Any:
    """The one found out last counts as the main one."""
    newest = Subquery(main_cause("customer").values("pk")[:1])
    return Q(Exists(DeclineCause.objects.filter(condition, customer=OuterRef("pk"), pk=newest)))


def main_cause(customer: str = "pk") -> Any:
    noted = DeclineCause.objects.filter(customer=OuterRef(customer), removed_at=None)
    return noted.order_by("-noted_on", "-pk")


def _came_from(condition: Q) -> Any:
    newest = Subquery(last_fall("customer").values("pk")[:1])
    return Q(Exists(ClassChange.objects.filter(condition, customer=OuterRef("pk"), pk=newest)))


def last_fall(customer: str = "pk") -> Any:
    """The last change to decline."""
    falls = ClassChange.objects.filter(customer=OuterRef(customer), measure="stage", new="decline")
    return falls.exclude(old__in=["", "decline"]).order_by("-changed_on", "-pk")


def _decided(condition: Q) -> Any:
    return Q(Exists(RescueDecision.objects.filter(condition, customer=OuterRef("pk"), ended_at=None)))
