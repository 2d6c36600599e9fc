"""Calendar weeks, months and quarters as numbers that can be subtracted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from regulars.analytics.days import days_between, literal
from regulars.analytics.months import months_after

if TYPE_CHECKING:
    from ibis.expr.types import DateColumn, IntegerColumn

Grain = Literal["week", "month", "quarter"]
FIRST_MONDAY = date(1900, 1, 1)


@dataclass(frozen=True)
class Period:
    """One week (from Monday), month or quarter: its number, first and last day."""

    number: int
    starts_on: date
    ends_on: date


def period_number(day: DateColumn, grain: Grain) -> IntegerColumn:
    """The number of the period a day from 1900 on lies in; the next period's is one more."""
    if grain == "week":
        return (-days_between(day, literal(FIRST_MONDAY)) // 7).cast("int64")
    months = (day.year() * 12 + day.month() - 1).cast("int64")
    return months if grain == "month" else (months // 3).cast("int64")


def period_of(day: date, grain: Grain) -> Period:
    """The period a day lies in."""
    if grain == "week":
        return period(((day - FIRST_MONDAY).days) // 7, grain)
    months = day.year * 12 + day.month - 1
    return period(months if grain == "month" else months // 3, grain)


def period(number: int, grain: Grain) -> Period:
    """The period of a number."""
    if grain == "week":
        start = FIRST_MONDAY + timedelta(weeks=number)
        return Period(number, start, start + timedelta(days=6))
    months = 1 if grain == "month" else 3
    start = date(number * months // 12, number * months % 12 + 1, 1)
    return Period(number, start, months_after(start, months) - timedelta(days=1))
