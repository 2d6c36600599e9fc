"""What a manager decides about a declining customer, and why somebody says the customer declines."""

from datetime import date
from typing import Any

from django.db import transaction

from regulars.core import audit, clock
from regulars.customers import editing
from regulars.customers.models import Customer
from regulars.insights.models import Cause, DeclineCause, Rescue, RescueDecision
from regulars.insights.stages.causes import fits

FIGURES = (
    "orders_a_year",
    "margin_per_order",
    "margin_a_year",
    "return_chance",
    "recoverable",
    "rescue_contact",
    "rescue_offer",
    "rescue_net",
)


class NotDeclining(ValueError):
    """Only customers in decline are decided about; nothing was written."""


class CauseDoesNotFit(ValueError):
    """The cause of churn does not belong to the cause of decline; nothing was written."""


def in_force(customer: Customer) -> RescueDecision | None:
    return (
        RescueDecision.objects.filter(customer=customer, ended_at=None).select_related("decided_by").first()
    )


@transaction.atomic
def decide(customer: Customer, decision: str, *, reason: str, by: Any) -> RescueDecision:
    """Decided again, the newer decision counts and the older one is kept."""
    if customer.measured("stage") != "decline":
        raise NotDeclining
    locked = Customer.objects.select_for_update().select_related(None).get(pk=customer.pk)
    _end(in_force(locked), by)
    made = RescueDecision.objects.create(
        customer=locked,
        decision=decision,
        advice=customer.measured("rescue_advice") or "",
        figures={name: _plain(customer.measured(name)) for name in FIGURES},
        reason=reason,
        decided_at=clock.now(),
        decided_by=by,
    )
    _let_go(locked, decision == Rescue.LET_GO, by)
    audit.record(
        by,
        "rescue.decided",
        subject=locked,
        customer_id=locked.pk,
        decision=made.get_decision_display(),
        reason=reason,
    )
    return made


@transaction.atomic
def take_back(customer: Customer, *, by: Any) -> RescueDecision | None:
    """As before the decision; None where nothing was decided."""
    locked = Customer.objects.select_for_update().select_related(None).get(pk=customer.pk)
    ended = in_force(locked)
    if ended is None:
        return None
    _end(ended, by)
    if ended.decision == Rescue.LET_GO:
        _let_go(locked, False, by)
    audit.record(by, "rescue.taken_back", subject=locked, customer_id=locked.pk)
    return ended


@transaction.atomic
def note_cause(
    customer: Customer,
    cause: str,
    *,
    churn_cause: str,
    words: str,
    source: str,
    on: date,
    by: Any,
) -> DeclineCause:
    if not fits(cause, churn_cause):
        raise CauseDoesNotFit
    Customer.objects.select_for_update().select_related(None).get(pk=customer.pk)
    made = DeclineCause.objects.create(
        customer=customer,
        cause=cause,
        churn_cause=churn_cause,
        words=words,
        source=source,
        noted_on=on,
        noted_by=by,
    )
    audit.record(
        by, "decline.cause_noted", subject=customer, customer_id=customer.pk, cause=str(Cause(cause).label)
    )
    return made


@transaction.atomic
def remove_cause(noted: DeclineCause, *, by: Any) -> bool:
    """False where it was removed already."""
    if not DeclineCause.objects.filter(pk=noted.pk, removed_at=None).update(removed_at=clock.now()):
        return False
    audit.record(
        by,
        "decline.cause_removed",
        subject=noted.customer,
        customer_id=noted.customer_id,
        cause=noted.get_cause_display(),
    )
    return True


def _end(decision: RescueDecision | None, by: Any) -> None:
    if decision is not None:
        decision.ended_at, decision.ended_by = clock.now(), by
        decision.save(update_fields=["ended_at", "ended_by"])


def _let_go(customer: Customer, is_let_go: bool, by: Any) -> None:
    if customer.is_let_go != is_let_go:
        editing.save_customer(customer, {"is_let_go": is_let_go}, by=by)


def _plain(value: Any) -> Any:
    return None if value is None else float(value) if isinstance(value, float) else str(value)
