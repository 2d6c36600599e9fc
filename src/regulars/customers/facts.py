"""What was learnt about a customer, as words: field, value, source, day, collector."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from regulars.core import settings_store
from regulars.customers import birthdays, personality
from regulars.customers.choices import Calendar, Hobby
from regulars.customers.completeness import BESIDES
from regulars.customers.editing import label_of
from regulars.customers.models import Customer, CustomField, Fact
from regulars.customers.wording import enumerated, in_a_row
from regulars.ui import formatting


def latest(customer: Customer) -> dict[str, Fact]:
    """The newest fact of each field."""
    newest = Fact.objects.filter(customer=customer).order_by("field", "-id").distinct("field")
    return {fact.field: fact for fact in newest}


def origin(fact: Fact | None) -> str:
    """Past conversation, 2024-11-02, Lin Xiaotong."""
    if fact is None:
        return ""
    parts = [fact.get_source_display(), formatting.day(fact.collected_on), fact.collected_by]
    return in_a_row(*parts)


def label(field: str, own: dict[str, CustomField] | None = None) -> str:
    """``own`` spares a query where the firm's own fields are at hand."""
    if field.startswith("custom.") and own is not None:
        return str(own.get(field.removeprefix("custom."), field))
    try:
        return str(BESIDES.get(field) or label_of(field))
    except FieldDoesNotExist:
        return field


def words(field: str, value: Any) -> str:
    """A stored value as the reader would say it; nothing known is a dash."""
    if value in (None, "", []):
        return formatting.DASH
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return enumerated(*(words(field, each) for each in value))
    if field == "personality":
        return personality.shown(str(value))
    if isinstance(value, dict):
        return _birthday(value)
    if field == "credit_limit":
        return formatting.money(Decimal(str(value)), settings_store.get("firm.currency"))
    return str(_choices(field).get(value, value))


def _birthday(parts: dict[str, Any]) -> str:
    """As a file gave it: calendar, year, month, day and leap month in one value."""
    month, day = parts.get("day_month"), parts.get("day_day")
    if not month or not day:
        return str(parts.get("day_year") or formatting.DASH)
    calendar, is_leap = parts.get("day_calendar", Calendar.SOLAR), bool(parts.get("day_leap"))
    return birthdays.in_a_file(calendar, parts.get("day_year"), month=month, day=day, is_leap=is_leap)


def own_fields() -> dict[str, CustomField]:
    return {each.key: each for each in CustomField.objects.filter(is_active=True)}


def change(fact: Fact, *, is_masked: bool, own: dict[str, CustomField] | None = None) -> str:
    """Occupation: teacher → architect."""
    name = label(fact.field, own)
    if is_masked:
        return _("{field} changed").format(field=name)
    after = words(fact.field, fact.value)
    if fact.previous in (None, "", []):
        return _("{field}: {after}").format(field=name, after=after)
    return _("{field}: {before} → {after}").format(
        field=name, before=words(fact.field, fact.previous), after=after
    )


def sensitive_own(own: Iterable[CustomField]) -> set[str]:
    return {f"custom.{each.key}" for each in own if each.is_sensitive}


def _choices(field: str) -> dict[Any, Any]:
    if field == "hobbies":
        return dict(Hobby.choices)
    try:
        choices = Customer._meta.get_field(field).choices  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return {}
    return dict(choices or ())
