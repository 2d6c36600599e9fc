"""Picking a segment on another module's page: what is offered, and which one an address names."""

from typing import Any

from regulars.segments import bands
from regulars.segments.models import Segment
from regulars.ui.pages import number_in


def offered(user: Any) -> list[Segment]:
    """The segments a person can choose from: own and shared ones first, then the ready-made ones by axis."""
    found = Segment.objects.visible_to(user).in_use()
    return sorted(found, key=_place)


def asked_for(user: Any, query: Any, name: str = "segment") -> Segment | None:
    """The segment an address names; None where it names none, or one this person does not see."""
    pk = number_in(query, name)
    return Segment.objects.visible_to(user).in_use().filter(pk=pk).first() if pk else None


def _place(segment: Segment) -> tuple[bool, int, int]:
    code = segment.ready_code or ""
    return (segment.is_ready_made, bands.place_of(code), segment.pk)
