"""Days as the measures count them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    from ibis.expr.types import DateColumn, DateValue, IntegerColumn


def literal(day: date) -> DateValue:
    """A day as an Ibis value."""
    return ibis.date(day.year, day.month, day.day)


def days_between(earlier: DateValue, later: DateValue) -> IntegerColumn:
    """Whole calendar days from `earlier` to `later`; null where either is null.

    Always between dates: between timestamps the engines count differently. Asked of the earlier day,
    because that one may be a deferred column where the later one is a literal.
    """
    return -earlier.delta(later, unit="day").cast("int64")


def days_later(day: DateColumn, days: IntegerColumn) -> DateColumn:
    """The day `days` whole days after `day`; null where either is null."""
    return (day + days.as_interval("D")).cast("date")
