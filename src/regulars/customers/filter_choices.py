"""The values a field can have: for checking what an address says, and for pick lists, which never grow long."""

from collections.abc import Sequence
from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from regulars.accounts.models import Team, User
from regulars.customers.filter_fields import Choices, FilterField
from regulars.customers.models import Tag

MOST_OFFERED = 200


def offered(field: FilterField) -> Choices:
    """What a person picks from; empty where the value is typed."""
    if field.kind == "staff":
        people = User.objects.active().order_by("name", "pk")[:MOST_OFFERED]
        return [("me", _("me")), *((str(person.pk), str(person)) for person in people)]
    if field.kind == "team":
        teams = Team.objects.order_by("name")[:MOST_OFFERED]
        return [("me", _("my team")), *((str(team.pk), team.name) for team in teams)]
    if field.kind == "tag":
        return [(tag.name, tag.name) for tag in Tag.objects.order_by("name")[:MOST_OFFERED]]
    if field.kind == "month":
        return [(str(number), name) for number, name in MONTHS.items()]
    return field.choices


def is_allowed(field: FilterField, value: str, user: Any) -> bool:
    if field.kind in ("text", "words", "tag"):
        return True
    if field.kind in ("staff", "team"):
        return value == "me" or (value.isascii() and value.isdecimal() and len(value) < 10)
    return value in dict(offered(field))


def in_order(field: FilterField, values: Sequence[str]) -> list[str]:
    """The order of the list, so that one meaning has one address."""
    places = {value: place for place, (value, _label) in enumerate(field.choices)}
    return sorted(values, key=lambda value: places.get(value, 0)) if places else list(values)


def label_of(field: FilterField, value: str) -> Any:
    if value == "me" and field.kind in ("staff", "team"):
        return _("me") if field.kind == "staff" else _("my team")
    if field.kind == "staff":
        return User.objects.filter(pk=int(value)).first() or _("somebody who is gone")
    if field.kind == "team":
        return Team.objects.filter(pk=int(value)).first() or _("a team that is gone")
    if field.kind == "month":
        return MONTHS.get(int(value), value)
    return dict(field.choices).get(value, value)
