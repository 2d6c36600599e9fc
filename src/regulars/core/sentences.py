"""How the events of the audit log read; each module declares its own verbs."""

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
    for name, value in words.items():
        template = template.replace("{" + name + "}", value)
    return template


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return "" if value is None else str(value)
