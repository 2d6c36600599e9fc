"""The stretch of time an analysis looks at, as its address says it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from regulars.analytics.months import month_end, months_before
from regulars.reports.choosing import FIRST_MONTH

CHOICES = (
    ("12m", pgettext_lazy("period", "Last 12 months")),
    ("3m", pgettext_lazy("period", "Last 3 months")),
    ("year", pgettext_lazy("period", "This year")),
    ("last_year", pgettext_lazy("period", "Last year")),
    ("24m", pgettext_lazy("period", "Last 24 months")),
)
USUAL = "12m"
MONTHS = {"12m": 12, "3m": 3, "24m": 24}
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From one day to another, both included."""

    since: date
    until: date
    code: str = ""  # one of CHOICES; "" where two days were given

    @property
    def words(self) -> str:
        return _("{since} to {until}").format(since=self.since.isoformat(), until=self.until.isoformat())

    @property
    def a_year_before(self) -> "Period":
        return Period(months_before(self.since, 12), months_before(self.until, 12))

    def label_of(self, month: date) -> str:
        """2026-08; of a month that the period holds in part also its days: 2026-11 (1–26)."""
        first, last = max(month, self.since), min(month_end(month), self.until)
        name = f"{month:%Y-%m}"
        return name if (first, last) == (month, month_end(month)) else f"{name} ({first.day}–{last.day})"

    @property
    def pairs(self) -> list[tuple[str, str]]:
        if self.code:
            return [("period", self.code)] if self.code != USUAL else []
        return [("since", self.since.isoformat()), ("until", self.until.isoformat())]

    @property
    def sql(self) -> str:
        """As a condition on ordered_on."""
        return f"ordered_on BETWEEN DATE '{self.since.isoformat()}' AND DATE '{self.until.isoformat()}'"

    @property
    def months(self) -> list[date]:
        """The first day of each month it touches."""
        first, last = self.since.replace(day=1), self.until.replace(day=1)
        count = (last.year - first.year) * 12 + last.month - first.month
        return [months_before(last, back) for back in range(count, -1, -1)]


def read(query: Any, today: date) -> Period:
    """What cannot be read counts as not given; a day to come is today."""
    since, until = _day(query.get("since")), _day(query.get("until"))
    if since or until:
        until = min(until or today, today)
        return Period(min(since or months_before(until, 12) + DAY, until), until)
    code = query.get("period", "")
    return named(code if code in dict(CHOICES) else USUAL, today)


def named(code: str, today: date) -> Period:
    if code in MONTHS:
        return Period(months_before(today, MONTHS[code]) + DAY, today, code)
    start = today.replace(month=1, day=1)
    if code == "year":
        return Period(start, today, code)
    return Period(start.replace(year=start.year - 1), start - DAY, code)


def _day(text: str | None) -> date | None:
    try:
        found = parse_date(text or "")
    except ValueError:
        return None
    return found if found and found >= FIRST_MONTH else None
