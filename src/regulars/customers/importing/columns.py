"""Which column means which field: by synonyms in both languages, by what was chosen before, or asked."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from regulars.core.reading import Header, header_key
from regulars.customers.importing.fields import Kind
from regulars.customers.models import CustomField, ImportMapping

CUSTOM = "custom:"
NEW_CUSTOM = "custom!"
IGNORED = ""

# The two columns that stand last in the list of rows that were not taken.
ROW, REASON = _("Row"), _("Why it was not taken")

Mapped = dict[str, str]  # place of the column, from 0, as text: key of the field


def synonyms(kind: Kind) -> dict[str, str]:
    """Header key: field key."""
    found: dict[str, str] = {}
    for field in kind.fields:
        words = [field.key, *field.synonyms, *_labels(field.label)]
        for word in words:
            found.setdefault(header_key(word), field.key)
    return found


def own_fields(kind: Kind) -> dict[str, str]:
    """Columns named like a field of the firm's own."""
    if not kind.takes_custom_fields:
        return {}
    found = CustomField.objects.filter(is_active=True)
    return {
        header_key(word): f"{CUSTOM}{each.key}"
        for each in found
        for word in (each.label_zh, each.label_en)
        if word
    }


def known_headers(kind: Kind) -> frozenset[str]:
    return frozenset(synonyms(kind))


def guess(kind: Kind, headers: Sequence[Header]) -> Mapped:
    """The first guess. Where two columns could mean one field, neither is taken: a person chooses."""
    known = own_fields(kind) | synonyms(kind)
    guessed = {str(header.column - 1): _meant(header, known) for header in headers}
    claims = [key for key in guessed.values() if key]
    return {place: key if claims.count(key) == 1 else IGNORED for place, key in guessed.items()}


def contested(kind: Kind, headers: Sequence[Header]) -> dict[str, list[str]]:
    """Field key: the columns that all could mean it."""
    known = synonyms(kind)
    found: dict[str, list[str]] = {}
    for header in headers:
        key = _meant(header, known)
        if key:
            found.setdefault(key, []).append(header.shown)
    return {key: names for key, names in found.items() if len(names) > 1}


def missing(kind: Kind, mapping: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The fields of which at least one is needed and none is there."""
    given = set(mapping.values())
    return [choice for choice in kind.needs if not given.intersection(choice)]


def doubled(mapping: Mapping[str, str]) -> list[str]:
    keys = [key for key in mapping.values() if key]
    return sorted({key for key in keys if keys.count(key) > 1})


def fingerprint(headers: Iterable[Header]) -> str:
    """The same for files whose columns have the same names in the same order."""
    return fingerprint_of(header.shown for header in headers)


def fingerprint_of(names: Iterable[str]) -> str:
    keys = list(map(header_key, names))
    if keys[-2:] in _of_rejected():
        del keys[-2:]
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()


def _of_rejected() -> list[list[str]]:
    """How a corrected list of errors ends, in each language."""
    return [list(map(header_key, pair)) for pair in zip(_labels(ROW), _labels(REASON), strict=True)]


def remembered(kind: Kind, headers: Sequence[Header], source: str) -> ImportMapping | None:
    """What was chosen last time for columns like these: from this source, else from any."""
    found = ImportMapping.objects.filter(kind=kind.code, fingerprint=fingerprint(headers))
    return found.filter(source=source).first() or (None if source else found.order_by("-used_at").first())


def still_known(kind: Kind, mapping: Mapping[str, str]) -> Mapped:
    """Without what no longer exists since it was remembered."""
    known = {field.key for field in kind.fields}
    known |= {f"{CUSTOM}{key}" for key in CustomField.objects.values_list("key", flat=True)}
    return {place: key if key in known else IGNORED for place, key in mapping.items()}


def _meant(header: Header, known: Mapping[str, str]) -> str:
    return next((known[key] for key in header.keys if key in known), IGNORED)


def _labels(label: object) -> list[str]:
    found = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            found.append(str(label))
    return found
