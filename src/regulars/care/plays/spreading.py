"""What was overdue already when customers came into the books is spread over weeks, the most valuable first."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, Window
from django.db.models.functions import Coalesce, RowNumber, TruncDate
from django.utils.translation import gettext as _

from regulars.care.catalogue import Day
from regulars.care.plays.who import reachable
from regulars.core import clock, settings_store

WEEK = 7


@dataclass(frozen=True)
class Turn:
    """The day a customer's turn comes, and the place among those of the same week."""

    on: date
    arrived_on: date
    place: int
    of: int
    week: int
    weeks: int

    @property
    def figures(self) -> dict[str, Any]:
        turn = {"place": self.place, "of": self.of, "week": self.week, "weeks": self.weeks}
        return {"turn": turn | {"arrived_on": self.arrived_on.isoformat()}}


def turns(look: Day) -> dict[int, Turn]:
    """The turn of everybody who came within the weeks of the setting.

    Who was contacted since keeps the place, or the others would move up and come all at once.
    """
    weeks = settings_store.get("care.backlog_weeks")
    since = look.day - timedelta(days=WEEK * weeks)
    rows = list(_arrived(since, look.day).values_list("pk", "arrived_on", "place", "together"))
    days = {pk: WEEK * weeks * (place - 1) // together for pk, _arrived_on, place, together in rows}
    of = Counter((arrived_on, days[pk] // WEEK) for pk, arrived_on, _place, _together in rows)
    reached: Counter[tuple[date, int]] = Counter()
    found = {}
    for pk, arrived_on, _place, together in rows:
        week = (arrived_on, days[pk] // WEEK)
        reached[week] += 1
        if together > 1:
            on = arrived_on + timedelta(days=days[pk])
            found[pk] = Turn(on, arrived_on, reached[week], of[week], week[1] + 1, weeks)
    return found


def its_turn(turn: Turn | None, due_on: date | None) -> Turn | None:
    """The turn to wait for, where something was due before the customer came; None for what is due since."""
    return turn if turn and (due_on is None or due_on <= turn.arrived_on) else None


def what_turn(figures: Mapping[str, Any]) -> str:
    """Why a card of the backlog comes now; empty for any other."""
    if "turn" not in figures:
        return ""
    turn = figures["turn"]
    return _(
        "From the backlog: with us since {arrived_on}; number {place} of {of} in week {week} of {weeks}, by value."
    ).format(**turn)


def _arrived(since: date, until: date) -> Any:
    """Customers who came after one day and up to another, ranked by value among those of the same day."""
    arrived_on = Coalesce("imported_on", TruncDate("created_at", tzinfo=clock.zone()))
    by_value: list[Any] = [
        F("arrived_on"),
        F("measures__expected_margin").desc(nulls_last=True),
        F("measures__value").desc(nulls_last=True),
        F("pk"),
    ]
    return (
        reachable(until)
        .annotate(arrived_on=arrived_on)
        .filter(arrived_on__gt=since, arrived_on__lte=until)
        .filter(WAITED | CONTACTED_SINCE)
        .exclude(Q(measures__status="lost") & ~Q(measures__value_class="high"))
        .annotate(
            place=Window(RowNumber(), partition_by="arrived_on", order_by=by_value[1:]),
            together=Window(Count("pk"), partition_by="arrived_on"),
        )
        .order_by(*by_value)
    )


WAITED = (
    Q(measures__contact_counted_from="arrival")
    | Q(measures__next_contact_due_on__lte=F("arrived_on"))
    | Q(measures__next_order_due_on__lte=F("arrived_on"))
    | Q(measures__stage="decline")
)
CONTACTED_SINCE = Q(measures__contact_since_on__gte=F("arrived_on"))
