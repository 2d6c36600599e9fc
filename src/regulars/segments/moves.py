"""Who entered or left a segment at one count."""

from collections.abc import Mapping
from typing import Any

from regulars.segments.models import Headcount, Stay
from regulars.ui.pages import number_in
from regulars.ui.tables import with_query

PER_PAGE = 100


def page(counted: Headcount, user: Any, *, moved: str, query: Any) -> Mapping[str, Any]:
    """The context of the page; ``moved`` is entered or left."""
    stays = Stay.objects.visible_to(user).filter(segment=counted.segment_id)
    found = stays.filter(**{f"{moved}_at": counted.counted_at})
    after = number_in(query, "after")
    shown = found.filter(pk__gt=after) if after else found
    rows = list(shown.select_related("customer__owner").order_by("pk")[: PER_PAGE + 1])
    more = rows[PER_PAGE - 1].pk if len(rows) > PER_PAGE else None
    return {
        "counted": counted,
        "moved": moved,
        "found": found.count(),
        "stays": rows[:PER_PAGE],
        "next_url": with_query(query, after=more) if more else "",
    }
