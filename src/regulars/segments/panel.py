"""The segments of one customer: since when, and why."""

from dataclasses import dataclass
from typing import Any

from regulars.customers.filter_values import FilterError
from regulars.segments import choosing, ready, rules, why
from regulars.segments.models import Segment, Stay
from regulars.segments.why import Reasons


@dataclass(frozen=True)
class Belonging:
    """``reasons`` is None where the rule cannot be read, or a list was kept without one."""

    segment: Segment
    stay: Stay
    reasons: Reasons | None
    strategy: str

    @property
    def is_about_to_leave(self) -> bool:
        return self.reasons is not None and not self.segment.is_static and not self.reasons.holds


def context(customer: Any, user: Any) -> dict[str, Any]:
    seen = {each.pk: each for each in choosing.offered(user)}
    stays = Stay.objects.filter(customer=customer, segment__in=seen).order_by("-entered_at", "-pk")
    present = {stay.segment_id: stay for stay in stays if stay.left_at is None}
    reader = why.Reader(customer, user)
    belonging = [_belonging(seen[pk], present[pk], reader) for pk in seen if pk in present]
    past = sorted((stay for stay in stays if stay.left_at), key=lambda stay: stay.left_at, reverse=True)
    return {
        "belonging": belonging,
        "past": [(seen[stay.segment_id], stay) for stay in past[:20]],
        "has_any": bool(seen),
    }


def _belonging(segment: Segment, stay: Stay, reader: why.Reader) -> Belonging:
    try:
        rule = rules.read(segment.rule, reader.user)
        found = reader.reasons(rule) if rule.parts else None
    except FilterError:
        found = None
    return Belonging(segment, stay, found, ready.strategy_of(segment))
