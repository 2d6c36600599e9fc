"""What a target-customer profile can ask for: features, preferences and needs, and what is known of customers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.customers import choices
from regulars.customers.models import Customer, Need

FEATURES, PREFERENCES, NEEDS = (
    pgettext_lazy("profile", "Features"),
    pgettext_lazy("profile", "Preferences"),
    pgettext_lazy("profile", "Needs"),
)
Known = dict[str, frozenset[str]]


@dataclass(frozen=True)
class TraitField:
    """``choices`` empty: free text, compared without regard to case. ``path`` empty: it stands in needs."""

    code: str
    label: Any
    group: Any
    choices: Sequence[tuple[str, Any]] = ()
    path: str = ""
    is_sensitive: bool = False

    def told(self, value: str) -> str:
        return str(dict(self.choices).get(value, value))


def _stored(
    name: str, group: Any, options: Sequence[tuple[str, Any]] = (), *, sensitive: bool = False
) -> TraitField:
    label = Customer._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return TraitField(name, label, group, options, name, sensitive)


FIELDS = (
    _stored("kind", FEATURES, choices.Kind.choices),
    _stored("gender", FEATURES, choices.Gender.choices),
    _stored("age_band", FEATURES, choices.AgeBand.choices),
    _stored("income_band", FEATURES, choices.IncomeBand.choices, sensitive=True),
    _stored("industry", FEATURES),
    _stored("occupation", FEATURES),
    _stored("city", FEATURES),
    _stored("acquisition_source", FEATURES),
    _stored("hobbies", PREFERENCES, choices.Hobby.choices),
    _stored("preferred_channel", PREFERENCES, choices.Channel.choices),
    TraitField("preference", _("What they like"), PREFERENCES),
    TraitField("need", _("What they need"), NEEDS),
)
BY_CODE = {field.code: field for field in FIELDS}
LIKED = (choices.NeedKind.PREFERENCE,)


def known_of(rows: Iterable[dict[str, Any]]) -> dict[int, Known]:
    """What is known of customers, rows of ``values("pk", *paths())``; a field that is not known is left out."""
    found = {row["pk"]: _stored_values(row) for row in rows}
    needs = Need.objects.filter(customer__in=list(found)).values_list(
        "customer_id", "kind", "category", "text"
    )
    for customer_id, kind, category, text in needs:
        code = "preference" if kind in LIKED else "need"
        words = frozenset(filter(None, (category.strip().casefold(), text.strip().casefold())))
        found[customer_id][code] = found[customer_id].get(code, frozenset()) | words
    return found


def spellings(rows: Sequence[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """How free texts are written, by field and folded text: the first spelling met."""
    found: dict[tuple[str, str], str] = {}
    for row in rows:
        for field in FIELDS:
            value = row.get(field.path) if field.path and not field.choices else None
            if value:
                found.setdefault((field.code, value.strip().casefold()), value.strip())
    texts = Need.objects.filter(customer__in=[row["pk"] for row in rows]).values_list(
        "kind", "category", "text"
    )
    for kind, category, text in texts:
        for words in filter(None, (category.strip(), text.strip())):
            found.setdefault(("preference" if kind in LIKED else "need", words.casefold()), words)
    return found


def folded(field: str, value: str) -> str:
    """As values are compared: closed lists as they are, free text without regard to case."""
    return value if field not in BY_CODE or BY_CODE[field].choices else value.strip().casefold()


def paths() -> list[str]:
    return [field.path for field in FIELDS if field.path]


def _stored_values(row: dict[str, Any]) -> Known:
    found: Known = {}
    for field in FIELDS:
        value = row.get(field.path) if field.path else None
        if not value:
            continue
        several = value if isinstance(value, list) else [value]
        plain = several if field.choices else [each.strip().casefold() for each in several]
        found[field.code] = frozenset(plain)
    return found
