"""What the pages of segments show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from regulars.customers.filter_values import FilterError
from regulars.customers.models import Customer
from regulars.segments import choosing, ready, rules, sizes
from regulars.segments.choices import Axis
from regulars.segments.models import Segment


@dataclass(frozen=True)
class Shown:
    """A segment as one person sees it; ``sentence`` is its rule in words, ``problem`` why it has none."""

    record: Segment
    size: int
    share: float | None
    sentence: str
    problem: str
    strategy: str

    @property
    def list_url(self) -> str:
        return f"{reverse('customers:list')}?f=segment:in:{self.record.pk}"


def index(user: Any) -> Mapping[str, Any]:
    found = choosing.offered(user)
    shown = _shown(found, user)
    aside = list(Segment.objects.visible_to(user).filter(is_active=False).order_by("pk"))
    return {
        "own": [each for each in shown if not each.record.is_ready_made],
        "axes": [(axis, [each for each in shown if each.record.axis == axis]) for axis in Axis],
        "has_ready": any(each.record.is_ready_made for each in shown),
        "aside": [each for each in aside if each.may_be_changed_by(user)],
        "user": user,
    }


def one(segment: Segment, user: Any) -> Mapping[str, Any]:
    counted = sizes.history(segment, user)
    return {
        "segment": segment,
        "shown": _shown([segment], user)[0],
        "history": counted,
        "chart": sizes.size_chart(segment, counted),
        "may_change": segment.may_be_changed_by(user),
        "user": user,
    }


def _shown(segments: Sequence[Segment], user: Any) -> list[Shown]:
    counted = sizes.sizes(segments, user)
    everybody = Customer.objects.visible_to(user).count() if segments else 0
    return [_one(each, counted[each.pk], everybody, user=user) for each in segments]


def _one(segment: Segment, size: int, everybody: int, *, user: Any) -> Shown:
    sentence, problem = "", ""
    try:
        sentence = rules.read(segment.rule, user).sentence
    except FilterError as found:
        problem = str(found)
    share = size / everybody if everybody else None
    return Shown(segment, size, share, sentence, problem, ready.strategy_of(segment))
