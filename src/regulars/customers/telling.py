"""Every change at a customer leaves an event; the owner is told of what colleagues did."""

from typing import Any

from regulars.core import audit, clock
from regulars.core.models import AuditEvent
from regulars.customers.models import Customer, Notice


def tell(by: Any, verb: str, customer: Customer, *, waits: bool = False, **data: Any) -> AuditEvent:
    """Record what somebody did. ``waits`` marks what the owner has to hear of, whoever did it."""
    event = audit.record(by, verb, subject=customer, customer_id=customer.pk, **data)
    owner = customer.owner
    if owner is None or by is None or owner.pk == by.pk or not owner.is_active:
        return event
    if waits or by.team_id != owner.team_id:
        Notice.objects.create(customer=customer, recipient=owner, event=event, told_at=clock.now())
    return event


def mark_seen(user: Any, *, until: int) -> int:
    """Everything told up to a notice counts as read; how many were new."""
    return Notice.objects.of(user).unseen().filter(pk__lte=until).update(seen_at=clock.now())
