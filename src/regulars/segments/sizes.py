"""How many are in segments, and how that went: always as far as the reader sees customers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.accounts.models import Scope
from regulars.core import clock
from regulars.segments.models import Headcount, Segment, Stay
from regulars.ui.charts import Chart, Point, Series
from regulars.ui.formatting import num

COUNTS_SHOWN = 30


@dataclass(frozen=True)
class Counted:
    """One count: how many there were, how many had come and gone since the one before."""

    record: Headcount
    size: int
    entered: int
    left: int

    @property
    def entered_url(self) -> str:
        return f"{reverse('segments:moves', args=[self.record.segment_id, self.record.pk])}?moved=entered"

    @property
    def left_url(self) -> str:
        return f"{reverse('segments:moves', args=[self.record.segment_id, self.record.pk])}?moved=left"


def sizes(segments: Iterable[Segment], user: Any) -> dict[int, int]:
    """The number of customers in each; whoever sees everybody need not count again."""
    wanted = list(segments)
    if user.sees == Scope.ALL:
        gone = _by_segment(
            Stay.objects.present().filter(segment__in=wanted, customer__deleted_at__isnull=False)
        )
        return {each.pk: each.size - gone.get(each.pk, 0) for each in wanted}
    seen = _by_segment(Stay.objects.visible_to(user).present().filter(segment__in=wanted))
    return {each.pk: seen.get(each.pk, 0) for each in wanted}


def history(segment: Segment, user: Any) -> list[Counted]:
    """The last counts, the newest first, without those at which nothing changed but the very last one."""
    found = list(Headcount.objects.filter(segment=segment)[:COUNTS_SHOWN])
    moments = [each.counted_at for each in found]
    if user.sees == Scope.ALL:
        entered = {each.counted_at: each.entered for each in found}
        left = {each.counted_at: each.left for each in found}
    else:
        stays = Stay.objects.visible_to(user).filter(segment=segment)
        entered = _by_moment(stays.filter(entered_at__in=moments), "entered_at")
        left = _by_moment(stays.filter(left_at__in=moments), "left_at")
    size, told = sizes([segment], user)[segment.pk], []
    for record in found:
        come, gone = entered.get(record.counted_at, 0), left.get(record.counted_at, 0)
        told.append(Counted(record, size, come, gone))
        size = size - come + gone
    return [each for place, each in enumerate(told) if place == 0 or each.entered or each.left]


def size_chart(segment: Segment, counted: Sequence[Counted]) -> Chart | None:
    """The size after the last count of each day; a point opens who came that day."""
    by_day: dict[date, Counted] = {}
    for each in reversed(counted):
        by_day[clock.day_of(each.record.counted_at)] = each
    if len(by_day) < 2:
        return None
    days = sorted(by_day)
    return Chart(
        name="size",
        summary=_("{name}: from {first} to {last} customers.").format(
            name=segment, first=num(by_day[days[0]].size), last=num(by_day[days[-1]].size)
        ),
        series=[Series(_("Customers"), [Point(by_day[day].size, by_day[day].entered_url) for day in days])],
        categories=[day.isoformat() for day in days],
        category_label=_("Day"),
        height="low",
    )


def _by_segment(stays: Any) -> dict[int, int]:
    return dict(stays.order_by().values_list("segment").annotate(Count("pk")))


def _by_moment(stays: Any, name: str) -> dict[datetime, int]:
    return dict(stays.order_by().values_list(name).annotate(Count("pk")))
