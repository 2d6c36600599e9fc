"""What the worker does for this module."""

from procrastinate.contrib.django import app


@app.task(lock="refresh", name="segments.recount")
def recount(segment_id: int, because: str) -> None:
    """A segment too large to be counted while somebody waits."""
    from regulars.segments import recounting
    from regulars.segments.models import Segment

    segment = Segment.objects.filter(pk=segment_id).first()
    if segment is not None:
        recounting.recount(segment, because=because)
