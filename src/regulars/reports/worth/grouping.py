"""By what a budget's groups are made: a class of every customer, or being in one segment or not."""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext as _

from regulars.core import clock
from regulars.insights.measures.classes import RISK_LEVELS, STAGES, VALUE_CLASSES
from regulars.segments.choosing import offered
from regulars.segments.models import Segment, Stay

CLASSES = {"value_class": VALUE_CLASSES, "stage": STAGES, "risk_level": RISK_LEVELS}
USUAL = "value_class"
SEGMENT = "segment:"
INSIDE, OUTSIDE = "in", "out"


def choices(user: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be chosen, by heading."""
    classes = [("value_class", _("Value class")), ("stage", _("Stage")), ("risk_level", _("Churn risk"))]
    segments = [(f"{SEGMENT}{each.pk}", str(each)) for each in offered(user)]
    return [("", classes), *([(_("In a segment or not"), segments)] if segments else [])]


def known(user: Any, by: str) -> str:
    """As asked, where this person may group by it; otherwise what is usual."""
    if by in CLASSES:
        return by
    return by if by.startswith(SEGMENT) and _segment(user, by) else USUAL


def groups(user: Any, by: str) -> list[tuple[str, str]]:
    if by in CLASSES:
        return [(code, str(label)) for code, label in CLASSES[by]]
    segment = _segment(user, by)
    return [(INSIDE, str(segment)), (OUTSIDE, _("Not in {segment}").format(segment=segment))]


def label_of(user: Any, by: str, code: str) -> str:
    return dict(groups(user, by)).get(code, _("Not known"))


def of_rows(by: str, *, customer: str = "", pk: str = "pk", on: date | None = None) -> Any:
    """The group of each row: ``customer`` leads to its customer, ``pk`` to the customer's key.

    ``on``: who was in the segment at the end of that day; otherwise, and before it was made, who is in it now.
    """
    if by in CLASSES:
        return F(f"{customer}measures__{by}")
    staying = _stays(by, on).filter(segment=_key(by), customer=OuterRef(pk))
    return Case(When(Exists(staying), then=Value(INSIDE)), default=Value(OUTSIDE), output_field=CharField())


def _stays(by: str, day: date | None) -> Any:
    end = clock.end_of(day) if day else None
    if end is None or Segment.objects.filter(pk=_key(by) or 0, created_at__gt=end).exists():
        return Stay.objects.present()
    return Stay.objects.filter(Q(left_at=None) | Q(left_at__gt=end), entered_at__lte=end)


def _segment(user: Any, by: str) -> Segment | None:
    key = _key(by)
    return Segment.objects.visible_to(user).in_use().filter(pk=key).first() if key else None


def _key(by: str) -> int | None:
    text = by.removeprefix(SEGMENT)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
