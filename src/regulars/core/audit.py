"""Every act of a person leaves an event that reads as a sentence."""

from typing import Any

from django.db import models

from regulars.core import clock, request_id
from regulars.core.models import AuditEvent
from regulars.core.sentences import declare, declared

__all__ = ["declare", "declared", "record"]


def record(
    actor: Any, verb: str, *, subject: models.Model | None = None, customer_id: int | None = None, **data: Any
) -> AuditEvent:
    """Add one event, in the transaction of the change it tells of."""
    if verb not in declared():
        raise ValueError(f"The audit verb {verb} is not declared.")
    return AuditEvent.objects.create(
        happened_at=clock.now(),
        actor_id=getattr(actor, "pk", None),
        actor_name=str(actor) if actor is not None else "",
        verb=verb,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        subject_name=str(subject)[:200] if subject is not None else "",
        customer_id=customer_id,
        data=data,
        request_id=request_id.current.get(),
    )
