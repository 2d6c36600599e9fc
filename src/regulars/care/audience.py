"""Whom a play is for: all customers, or those of one segment; and how many that are."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from regulars.care.catalogue import SetPlay
from regulars.segments.models import Segment
from regulars.segments.sizes import sizes


@dataclass(frozen=True)
class Reach:
    segment: Segment
    customers: int
    is_seen: bool


def choices(user: Any, set_play: SetPlay) -> QuerySet[Segment] | None:
    """Segments the firm shares, and the one in force; no choice for what we owe.

    A rule over a field that not everybody may see is left out: the card would give it away.
    """
    if set_play.play.is_owed:
        return None
    seen = Segment.objects.visible_to(user).in_use().filter(is_shared=True, is_sensitive=False)
    offered = Q(pk__in=seen.values("pk"))
    if set_play.segment:
        offered |= Q(pk=set_play.segment.pk)
    return Segment.objects.filter(offered).order_by("pk")


def reach(user: Any, set_play: SetPlay) -> Reach | None:
    """How many customers the play is for, as far as this person sees them; None where it is for all."""
    segment = set_play.segment
    if segment is None:
        return None
    is_seen = Segment.objects.visible_to(user).filter(pk=segment.pk).exists()
    return Reach(segment, sizes([segment], user)[segment.pk], is_seen)
