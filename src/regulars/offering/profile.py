"""A customer's preferences as one reads them: what was said by hand first, then what orders show."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regulars.offering.choices import Stance
from regulars.offering.models import Taste, TasteSet
from regulars.offering.wording import share
from regulars.ui.formatting import num

CATEGORY, BRAND, GRADE = "category", "brand", "grade"


@dataclass(frozen=True)
class Line:
    """One preference. ``said`` is set where somebody on the staff gave it; ``taste`` where orders show it."""

    label: str
    value: str
    note: str
    tone: str = ""
    said: TasteSet | None = None
    taste: Taste | None = None


def lines_of(customer: Any) -> list[Line]:
    said = list(TasteSet.objects.filter(customer=customer).select_related("made_by").order_by("aspect", "pk"))
    known = {(each.aspect, each.value) for each in said}
    learnt = Taste.objects.filter(customer=customer).order_by("aspect", "-share")
    return [
        *(_by_hand(each) for each in said),
        *(_learnt(each) for each in learnt if (each.aspect, each.value) not in known),
    ]


def aspect_label(aspect: str) -> str:
    return {CATEGORY: _("Category"), BRAND: _("Brand"), GRADE: _("Price grade")}.get(aspect, aspect)


def value_label(aspect: str, value: str) -> str:
    if aspect != GRADE:
        return value
    return {"low": _("low"), "middle": _("middle"), "high": _("high")}.get(value, value)


def _by_hand(each: TasteSet) -> Line:
    who = _("{stance}: said by {name} on {day}").format(
        stance=each.get_stance_display(), name=each.made_by or "–", day=each.made_at.date().isoformat()
    )
    tone = "late" if each.stance == Stance.DISLIKES else ""
    return Line(aspect_label(each.aspect), value_label(each.aspect, each.value), who, tone, said=each)


def _learnt(each: Taste) -> Line:
    note = _("in {n} of {all} orders ({share}; usual {usual}); {confidence} sure").format(
        n=num(each.baskets),
        all=num(each.of_baskets),
        share=share(each.share),
        usual=share(each.usual),
        confidence=share(each.confidence),
    )
    return Line(aspect_label(each.aspect), value_label(each.aspect, each.value), note, taste=each)
