"""How the events of the audit log read; each module declares its own verbs."""

import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from regulars.core.models import AuditEvent

_sentences: dict[str, Any] = {}


def declare(verb: str, sentence: Any) -> None:
    """Say how events of this verb read: ``{actor}``, ``{subject}`` and the names in their data."""
    _sentences[verb] = sentence


def declared() -> dict[str, Any]:
    return dict(_sentences)


def sentence(event: "AuditEvent") -> str:
    words = {key: _plain(value) for key, value in event.data.items()}
    words["actor"] = event.actor_name or str(_("The program"))
    words["subject"] = event.subject_name
    template = str(_sentences.get(event.verb, "{actor}: " + event.verb + " {subject}"))
    # In one pass: a name that itself looks like a place to fill in stays as it is.
    return re.sub(r"\{(\w+)\}", lambda place: words.get(place[1], place[0]), template)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return "" if value is None else str(value)
