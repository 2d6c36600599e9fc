"""Being in a segment: a condition that lists, bulk actions and other segments offer."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from regulars.customers.filter_fields import COMPUTED, FilterField
from regulars.segments import rules
from regulars.segments.models import Segment, Stay


def filter_fields() -> list[FilterField]:
    return [
        FilterField(
            "segment", _("Segment"), "choice", "segment", group=COMPUTED, within=_staying, offers=_offered
        )
    ]


def _staying(condition: Q) -> Q:
    return Q(Exists(Stay.objects.present().filter(condition, customer=OuterRef("pk"))))


def _offered(user: Any) -> list[tuple[str, str]]:
    found = Segment.objects.all() if user is rules.FIRM else Segment.objects.visible_to(user)
    return [(str(each.pk), str(each)) for each in found.order_by("pk")]
