"""How this module declares a measure, and the groups they are offered in."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.customers.measures import Measure

DAYS = _("days")
VALUE, CONTACT = pgettext_lazy("measures", "Value"), pgettext_lazy("measures", "Contact")
RHYTHM, RELATION = _("Rhythm"), _("Relationship")


def measure(name: str, label: Any, kind: Any, formula: Any = "", **more: Any) -> Measure:
    return Measure(name, label, kind, formula, **more)


def hidden(name: str, kind: Any, column: str = "") -> Measure:
    """A figure that only feeds explanations."""
    return Measure(name, name, kind, "", listed=False, column=column)
