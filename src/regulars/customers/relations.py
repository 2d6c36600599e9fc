"""How a customer is reached and who stands behind it, as the page shows them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regulars.core import clock
from regulars.customers import birthdays, consenting
from regulars.customers.choices import PurchaseRole
from regulars.customers.models import Consent, Contact, ContactPoint, Customer, FamilyEvent
from regulars.customers.record_forms import RELATIONS
from regulars.customers.wording import in_a_row
from regulars.ui import formatting

STRONGEST = 5


@dataclass(frozen=True)
class Reach:
    """One own way to reach the customer."""

    point: ContactPoint
    note: str


@dataclass(frozen=True)
class Person:
    """A contact at a firm. ``is_open`` marks a relation that is still to be made."""

    contact: Contact
    points: list[ContactPoint]
    relation: str
    dots: list[bool]
    is_open: bool
    last: str
    has_left: bool


@dataclass(frozen=True)
class Relative:
    event: FamilyEvent
    day: str


@dataclass(frozen=True)
class Given:
    """A consent as it stands now."""

    line: Consent
    label: str
    answer: str
    tone: str
    origin: str


def points_of(customer: Customer) -> list[Reach]:
    own = [each for each in customer.contact_points.all() if each.contact_id is None]
    return [Reach(each, _point_note(each)) for each in own]


def _point_note(point: ContactPoint) -> str:
    parts = [point.label]
    if point.is_dead:
        parts.append(_("does not work any more"))
    elif point.verified_at:
        parts.append(_("verified {day}").format(day=formatting.day(point.verified_at)))
    return in_a_row(*parts)


def people_of(customer: Customer) -> list[Person]:
    """Relations still to be made first, whatever the rank; then the closest; who left comes last."""
    points: dict[int, list[ContactPoint]] = {}
    for point in customer.contact_points.all():
        if point.contact_id:
            points.setdefault(point.contact_id, []).append(point)
    people = [_person(each, points.get(each.pk, [])) for each in customer.contacts.all()]
    return sorted(people, key=lambda one: (one.has_left, not one.is_open))


def _person(contact: Contact, points: list[ContactPoint]) -> Person:
    strength = min(contact.relation_strength, STRONGEST)
    has_left = contact.left_on is not None and contact.left_on <= clock.today()
    last_at = getattr(contact, "last_at", None)
    return Person(
        contact,
        points,
        str(dict(RELATIONS)[strength]),
        [place < strength for place in range(STRONGEST)],
        is_open=strength == 0 and not has_left,
        last=_("last contact {when}").format(when=formatting.ago(last_at))
        if last_at
        else _("never contacted"),
        has_left=has_left,
    )


def roles_nobody_holds(customer: Customer) -> list[str]:
    """Roles in buying for which we know nobody."""
    held = {each.role for each in customer.contacts.all() if each.left_on is None}
    return [str(role.label) for role in PurchaseRole if role not in held]


def family_of(customer: Customer, user: Any) -> list[Relative] | None:
    """None where there is something this person may not read."""
    if customer.is_firm:
        return []
    found = list(customer.family.all())
    if found and not user.may_see_sensitive:
        return None
    return [Relative(each, _day_of(each)) for each in found]


def _day_of(event: FamilyEvent) -> str:
    if not event.has_day:
        return str(event.day_year or "")
    assert event.day_month
    assert event.day_day
    day = birthdays.day_in_words(event.day_calendar, event.day_month, event.day_day, is_leap=event.day_leap)
    if not event.day_year:
        return day
    if event.day_calendar == "lunar":
        return _("{year}, {day}").format(year=event.day_year, day=day)
    return f"{event.day_year}-{day}"


def consents_of(customer: Customer) -> list[Given]:
    """What is in force now, one line for each purpose and channel."""
    found = consenting.in_force(customer.consents.all())
    return [_given(line) for line in sorted(found, key=lambda each: (each.purpose, each.channel))]


def _given(line: Consent) -> Given:
    answer, tone = (_("agreed"), "") if line.is_granted else (_("withdrawn"), "late")
    if consenting.is_expired(line):
        answer, tone = _("expired on {day}").format(day=formatting.day(line.until)), "watch"  # type: ignore[arg-type]
    label = in_a_row(line.get_purpose_display(), line.get_channel_display())
    origin = in_a_row(formatting.day(line.given_at), line.how, line.text)
    return Given(line, label, answer, tone, origin)
