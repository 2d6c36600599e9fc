"""Who is meant for certain: called exactly so, or with exactly this number, phone or mailbox."""

from django.core.exceptions import ValidationError
from django.db.models import Q

from regulars.customers import contact_points
from regulars.customers.choices import PointKind
from regulars.customers.models import ContactPoint
from regulars.customers.pinyin import pinyin_key
from regulars.customers.querysets import CustomerQuerySet

MOST = 10


def exact_ids(found: CustomerQuerySet, text: str) -> list[int]:
    """A few of those found, in the order of their names; each is looked up in an index."""
    same = Q(pinyin=pinyin_key(text), name__iexact=text) | Q(code=text)
    reached = _reached_at(text)
    if reached:
        same |= Q(pk__in=reached)
    return list(found.filter(same).order_by("pinyin", "pk").values_list("pk", flat=True)[:MOST])


def _reached_at(text: str) -> list[int]:
    kind = PointKind.EMAIL if "@" in text else PointKind.PHONE
    try:
        point = contact_points.read(kind, text)
    except ValidationError:
        return []
    points = ContactPoint.objects.filter(kind=kind, normalised=point.normalised)
    return list(points.values_list("customer_id", flat=True)[:MOST])
