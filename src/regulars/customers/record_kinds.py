"""The kinds of records one adds, changes and removes on a customer's page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from regulars.customers import record_forms as forms
from regulars.customers import sign_forms
from regulars.customers.models import (
    Contact,
    ContactPoint,
    FamilyEvent,
    LoyaltySign,
    MemoryNote,
    Need,
    ProjectCycle,
    Promise,
)


@dataclass(frozen=True)
class RecordKind:
    """``verbs`` are what the log says on adding, changing, removing; ``words`` what it says about whom."""

    code: str
    model: Any
    form: type[forms.RecordForm]
    verbs: tuple[str, str, str]
    add: Any
    change: Any
    added: Any
    removed: Any
    words: Callable[[Any], dict[str, str]]
    is_sensitive: bool = False
    is_findable: bool = False


def _text(record: Any) -> dict[str, str]:
    return {"text": str(record.text)}


def _name(record: Any) -> dict[str, str]:
    return {"name": str(record.name)}


def _sign(record: Any) -> dict[str, str]:
    return {"what": str(record.get_kind_display()), "text": record.brand or record.text}


def _nothing(record: Any) -> dict[str, str]:
    return {}


SIGN_VERBS = ("sign.created", "sign.changed", "sign.deleted")
KINDS = {
    kind.code: kind
    for kind in (
        RecordKind(
            "need", Need, forms.NeedForm, ("need.created", "need.changed", "need.deleted"),
            _("Note a need"), _("Need or preference"), _("The need is noted."), _("The need is removed."), _text,
        ),
        RecordKind(
            "note", MemoryNote, forms.NoteForm, ("note.created", "note.changed", "note.deleted"),
            _("Note something to bring up again"), _("To bring up again"), _("It is noted."), _("The note is removed."), _text,
        ),
        RecordKind(
            "promise", Promise, forms.PromiseForm, ("promise.created", "promise.changed", "promise.changed"),
            _("Note a promise"), _("Promise"), _("The promise is noted."), "", _text,
        ),
        RecordKind(
            "contact", Contact, forms.ContactForm, ("contact.created", "contact.changed", "contact.deleted"),
            _("Add a contact"), _("Contact"), _("The contact is added."), _("The contact is removed."), _name,
            is_findable=True,
        ),
        RecordKind(
            "point", ContactPoint, forms.PointForm,
            ("contact_point.created", "contact_point.changed", "contact_point.deleted"),
            _("Add a way to reach them"), _("A way to reach them"), _("It is noted."), _("It is removed."), _nothing,
            is_findable=True,
        ),
        RecordKind(
            "family", FamilyEvent, forms.FamilyForm, ("family.changed", "family.changed", "family.deleted"),
            _("Note a member or day of the family"), _("Family"), _("It is noted."), _("It is removed."), _nothing,
            is_sensitive=True,
        ),
        RecordKind(
            "project", ProjectCycle, forms.ProjectForm, ("project.changed", "project.changed", "project.deleted"),
            _("Add a project"), _("Project"), _("The project is noted."), _("The project is removed."), _name,
        ),
        RecordKind(
            "brand", LoyaltySign, sign_forms.BrandForm, SIGN_VERBS,
            _("Note another brand"), _("Another brand"), _("It is noted."), _("It is removed."), _sign,
        ),
        RecordKind(
            "obstacle", LoyaltySign, sign_forms.ObstacleForm, SIGN_VERBS,
            _("Note an obstacle to buying"), _("Obstacle to buying"), _("It is noted."), _("It is removed."), _sign,
        ),
        RecordKind(
            "choosing", LoyaltySign, sign_forms.ChoosingForm, SIGN_VERBS,
            _("Note how long they took to choose"), _("Time taken to choose"), _("It is noted."), _("It is removed."), _sign,
        ),
        RecordKind(
            "tie", LoyaltySign, sign_forms.TieForm, SIGN_VERBS,
            _("Note what leaving would cost them"), _("What leaving would cost them"), _("It is noted."), _("It is removed."), _sign,
        ),
    )
}  # fmt: skip
