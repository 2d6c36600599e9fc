"""A person's word against a computed class: with a reason, dated, until it is taken back."""

from typing import Any

from django.db import transaction

from regulars.core import audit, clock
from regulars.customers import measures
from regulars.customers.models import Customer
from regulars.insights.models import Override
from regulars.insights.moving import OVERRIDABLE, move


def may_be_set(measure: str) -> bool:
    return measure in OVERRIDABLE


def in_force(customer: Customer, measure: str) -> Override | None:
    return Override.objects.filter(customer=customer, measure=measure, ended_at=None).first()


@transaction.atomic
def put(customer: Customer, measure: str, value: str, *, reason: str, by: Any) -> Override:
    """Let a class be what a person says. Said again, the newer word counts and the older one is kept."""
    locked = Customer.objects.select_for_update().select_related(None).get(pk=customer.pk)
    before, now = in_force(locked, measure), clock.now()
    computed = before.computed if before else (customer.measured(measure) or "")
    if before:
        before.ended_at, before.ended_by = now, by
        before.save(update_fields=["ended_at", "ended_by"])
    made = Override.objects.create(
        customer=locked,
        measure=measure,
        value=value,
        computed=computed,
        reason=reason,
        made_at=now,
        made_by=by,
    )
    move(customer, measure, value, is_override=True, reason={"words": reason})
    audit.record(
        by,
        "measure.overridden",
        subject=customer,
        customer_id=customer.pk,
        measure=label_of(measure),
        value=value_of(measure, value),
        reason=reason,
    )
    return made


@transaction.atomic
def end(customer: Customer, measure: str, *, by: Any) -> Override | None:
    """Let a class be computed again; what was computed meanwhile counts at once. None where nothing was set."""
    Customer.objects.select_for_update().select_related(None).get(pk=customer.pk)
    ended = in_force(customer, measure)
    if ended is None:
        return None
    ended.ended_at, ended.ended_by = clock.now(), by
    ended.save(update_fields=["ended_at", "ended_by"])
    if ended.computed:
        move(customer, measure, ended.computed, is_override=False, reason={"rule": None})
    audit.record(
        by,
        "measure.override_ended",
        subject=customer,
        customer_id=customer.pk,
        measure=label_of(measure),
    )
    return ended


def label_of(measure: str) -> str:
    found = measures.find(measure)
    return str(found.label) if found else measure


def value_of(measure: str, value: str) -> str:
    found = measures.find(measure)
    return str(found.label_of(value)) if found else value
