"""Changes of stage and class, as the customer's timeline tells them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from regulars.core import clock
from regulars.customers import measures
from regulars.customers.timeline import Entry
from regulars.insights.models import ClassChange

TOLD = ("stage", "value_class", "status", "customer_type")


def entries(customer: Any, user: Any, before: datetime | None, limit: int) -> Iterable[Entry]:
    changes = ClassChange.objects.filter(customer=customer, measure__in=TOLD)
    if before:
        changes = changes.filter(changed_on__lte=clock.day_of(before - clock.INSTANT))
    for change in changes.order_by("-changed_on", "-id")[:limit]:
        measure = measures.find(change.measure)
        if measure is None:
            continue
        yield Entry(
            at=clock.start_of(change.changed_on),
            kind="class",
            kind_label=measure.label,
            headline=_("{old} → {new}").format(
                old=measure.label_of(change.old) or _("none"), new=measure.label_of(change.new) or _("none")
            ),
            detail=change.reason.get("words", "") if change.is_override else "",
            tone="watch" if change.new in ("decline", "lost") else "",
            key=f"class:{change.pk}",
        )
