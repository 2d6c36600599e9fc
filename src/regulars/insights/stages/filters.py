"""What lists can be filtered by: causes of decline and decisions."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from regulars.customers.filter_fields import CARE, FilterField
from regulars.insights.models import Cause, ChurnCause, DeclineCause, Rescue, RescueDecision


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


def _decided(condition: Q) -> Any:
    return Q(Exists(RescueDecision.objects.filter(condition, customer=OuterRef("pk"), ended_at=None)))
