"""What an address of these pages asks for, within bounds; anything else falls back to what is usual."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from regulars.reports.models import StandingDay
from regulars.reports.worth import grouping, spending, staying, structure
from regulars.ui.pages import number_in

Query = Mapping[str, str]


def what_if_asked(query: Query) -> staying.Asked:
    usual = staying.Asked()
    return staying.Asked(
        points=_within(query, "points", usual.points, least=1, most=50),
        years=_within(query, "years", usual.years, least=1, most=20),
        discount=_within(query, "discount", usual.discount, least=0, most=50),
    )


def allocation_asked(user: Any, query: Query) -> spending.Asked:
    usual = spending.Asked()
    return spending.Asked(
        budget=_within(query, "budget", usual.budget, least=0, most=1_000_000_000),
        hours=_within(query, "hours", usual.hours, least=0, most=1_000_000),
        days=_within(query, "days", usual.days, least=7, most=366),
        value_percent=_within(query, "value", usual.value_percent, least=0, most=100),
        by=grouping.known(user, query.get("by", "")),
    )


def days_asked(query: Query) -> tuple[list[StandingDay], tuple[StandingDay, StandingDay] | None, str]:
    """All kept days, the two that are compared (the earlier first), and a day that was asked for but not kept."""
    kept = structure.days()
    by_day = {day.as_of.isoformat(): day for day in kept}
    pair = structure.usual_pair(kept)
    missing = next(
        (
            query[name]
            for name in ("then", "now")
            if _is_day(query.get(name, "")) and query[name] not in by_day
        ),
        "",
    )
    if pair is None:
        return kept, None, missing
    then, now = (
        by_day.get(query.get(name, ""), usual) for name, usual in zip(("then", "now"), pair, strict=True)
    )
    return kept, (min(then, now, key=_as_of), max(then, now, key=_as_of)), missing


def _as_of(day: StandingDay) -> date:
    return day.as_of


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _within(query: Query, name: str, usual: int, *, least: int, most: int) -> int:
    found = number_in(query, name)
    return usual if found is None else min(most, max(least, found))
