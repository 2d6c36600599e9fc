"""Ways to reach a customer: read as typed, compared in one spelling, and whose they already are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from regulars.core import settings_store
from regulars.core.reading.values.emails import parse_email
from regulars.core.reading.values.phones import parse_phone
from regulars.core.reading.values.problems import Problem
from regulars.customers.choices import PointKind
from regulars.customers.models import ContactPoint, Customer

LONGEST = 254


@dataclass(frozen=True)
class Point:
    """``value`` is exactly what was typed."""

    kind: str
    value: str
    normalised: str


@dataclass(frozen=True)
class Clash:
    """撞单: somebody enters the phone of a customer who is here already."""

    point: Point
    customer: Customer
    is_visible: bool

    @property
    def sentence(self) -> str:
        owner = str(self.customer.owner) if self.customer.owner else _("nobody; the customer is in the pool")
        if self.is_visible:
            return _("{value} belongs to {customer} already. Owner: {owner}.").format(
                value=self.point.value, customer=self.customer, owner=owner
            )
        return _("{value} belongs to a customer already. Owner: {owner}.").format(
            value=self.point.value, owner=owner
        )


def read(kind: str, text: str) -> Point:
    """Raises ValidationError with a sentence for what is no phone or no e-mail."""
    value = text.strip()
    if len(value) > LONGEST:
        raise ValidationError(_("At most %(count)s characters fit.") % {"count": LONGEST})
    return Point(kind, value, _normalised(kind, value))


def read_lines(kind: str, text: str) -> list[Point]:
    """One a line; the same one twice counts once."""
    points = [read(kind, line) for line in text.splitlines() if line.strip()]
    return list({point.normalised: point for point in reversed(points)}.values())[::-1]


def _normalised(kind: str, value: str) -> str:
    if kind == PointKind.PHONE:
        phone = parse_phone(value, region=settings_store.get("firm.region"))
        if phone is None or isinstance(phone, Problem):
            raise ValidationError(str(phone.sentence) if phone else _("This is no phone number."))
        return f"{phone.e164};ext={phone.extension}" if phone.extension else phone.e164
    if kind == PointKind.EMAIL:
        email = parse_email(value)
        if email is None or isinstance(email, Problem):
            raise ValidationError(str(email.sentence) if email else _("This is no e-mail address."))
        return email.lower()
    return value.lower()


def clashes(points: Iterable[Point], user: Any, *, besides: int | None = None) -> list[Clash]:
    """Other customers who have these phones, the seen ones first."""
    phones = {point.normalised: point for point in points if point.kind == PointKind.PHONE}
    rows = ContactPoint.objects.filter(
        kind=PointKind.PHONE, normalised__in=phones, customer__deleted_at=None
    ).exclude(customer=besides)
    found = list(rows.select_related("customer__owner").order_by("pk"))
    seen = set(
        Customer.objects.visible_to(user)
        .filter(pk__in=[row.customer_id for row in found])
        .values_list("pk", flat=True)
    )
    return [Clash(phones[row.normalised], row.customer, row.customer_id in seen) for row in found]


def replace_points(
    customer: Customer, kind: str, points: Sequence[Point]
) -> tuple[list[str], list[str]] | None:
    """Make these the customer's own points of a kind; what was there before and is now, or None when the same."""
    kept = {
        each.normalised: each
        for each in customer.contact_points.filter(kind=kind, contact=None).order_by("pk")
    }
    wanted = {point.normalised: point for point in points}
    if list(kept) == list(wanted) and all(kept[key].value == wanted[key].value for key in kept):
        return None
    before = [each.value for each in kept.values()]
    customer.contact_points.filter(pk__in=[kept[key].pk for key in kept if key not in wanted]).delete()
    for place, (key, point) in enumerate(wanted.items()):
        row = kept.get(key) or ContactPoint(customer=customer, kind=kind, normalised=key)
        row.value, row.is_primary = point.value, place == 0
        row.save()
    return before, [point.value for point in points]
