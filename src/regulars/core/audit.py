"""Every act of a person leaves an event that reads as a sentence."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.core import clock, request_id
from regulars.core.models import AuditEvent

_sentences: dict[str, Any] = {}


def declare(verb: str, sentence: Any) -> None:
    """Say how events of this verb read: ``{actor}``, ``{subject}`` and the names in their data."""
    _sentences[verb] = sentence


def declared() -> dict[str, Any]:
    return dict(_sentences)


def record(
    actor: Any, verb: str, *, subject: models.Model | None = None, customer_id: int | None = None, **data: Any
) -> AuditEvent:
    """Add one event, in the transaction of the change it tells of."""
    if verb not in _sentences:
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


def sentence(event: AuditEvent) -> str:
    words = {key: _plain(value) for key, value in event.data.items()}
    words["actor"] = event.actor_name or str(_("The program"))
    words["subject"] = event.subject_name
    template = str(_sentences.get(event.verb, "{actor}: " + event.verb + " {subject}"))
    for name, value in words.items():
        template = template.replace("{" + name + "}", value)
    return template


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return "" if value is None else str(value)
