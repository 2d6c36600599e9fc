"""Ready-made segments: every band of every axis has its row, and keeps what the firm made of it."""

from regulars.core import clock
from regulars.segments.bands import BANDS, BY_CODE
from regulars.segments.models import Segment


def ensure() -> None:
    """Every ready-made segment has its row; what the firm changed stays as it is."""
    there = set(Segment.objects.filter(ready_code__isnull=False).values_list("ready_code", flat=True))
    now = clock.now()
    rows = [
        Segment(
            ready_code=band.code,
            axis=band.axis,
            rule=band.rule,
            is_shared=True,
            created_at=now,
            changed_at=now,
        )
        for band in BANDS
        if band.code not in there
    ]
    Segment.objects.bulk_create(rows, ignore_conflicts=True)


def strategy_of(segment: Segment) -> str:
    """The firm's own words, or what is usual in the trade."""
    band = BY_CODE.get(segment.ready_code or "")
    return segment.strategy or (str(band.strategy) if band else "")
