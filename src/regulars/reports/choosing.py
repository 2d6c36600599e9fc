"""Whose figures a dashboard shows, and of which month."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from regulars.analytics.months import months_after
from regulars.insights import scopes
from regulars.insights.models import FirmFigures

FIRST_MONTH = date(1900, 1, 1)


@dataclass(frozen=True)
class Shown:
    """The figures one person looks at; ``figures`` is None where nothing has been computed yet.

    ``scope`` is empty for who sees the own customers only: then the firm's figures only say which day it is
    and how long a customer counts as active.
    """

    user: Any
    scope: str
    record: FirmFigures | None
    months: list[date] = field(
        default_factory=list
    )  # first days of the months that have figures, newest first

    @property
    def figures(self) -> dict[str, Any]:
        return self.record.figures if self.record else {}

    @property
    def is_own(self) -> bool:
        return not self.scope

    @property
    def as_of(self) -> date:
        assert self.record is not None
        return self.record.as_of

    @property
    def month(self) -> date:
        return self.as_of.replace(day=1)

    @property
    def month_code(self) -> str:
        return f"{self.as_of:%Y-%m}"

    @property
    def is_latest(self) -> bool:
        return not self.months or self.months[0] == self.month


@dataclass(frozen=True)
class Month:
    """A month up to the day the figures are true for, between two days on which customers are counted."""

    starts_on: date
    as_of: date

    @property
    def day_before(self) -> date:
        return self.starts_on - timedelta(days=1)

    @property
    def ends_on(self) -> date:
        return min(months_after(self.starts_on, 1) - timedelta(days=1), self.as_of)


def choose(user: Any, month: str = "") -> Shown | None:
    """The latest figures, or those of a month written 2026-08; None for a month without figures."""
    scope = scopes.scope_of(user)
    kept = FirmFigures.objects.filter(scope=scope or scopes.ALL).defer("members")
    months = [day.replace(day=1) for day in kept.values_list("as_of", flat=True)]
    if not month:
        latest = kept.order_by("-run_id").first()
        return Shown(user, scope, latest, months)
    chosen = month_of(month)
    if chosen not in months:
        return None
    record = kept.filter(as_of__gte=chosen, as_of__lt=months_after(chosen, 1)).first()
    return Shown(user, scope, record, months)


def month_of(text: str) -> date | None:
    """2026-08 as its first day; None for anything else, and before the calendars of trade begin."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return first if first >= FIRST_MONTH else None


def members(shown: Shown) -> dict[str, list[int]]:
    """Who stands behind moves and back-test, kept with the figures of the whole firm."""
    assert shown.record is not None
    kept = FirmFigures.objects.filter(scope=scopes.ALL, run=shown.record.run_id)
    return dict(kept.values_list("members", flat=True).first() or {})
