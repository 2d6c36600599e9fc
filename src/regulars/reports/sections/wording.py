"""Figures and months as words in the sentences above charts."""

from datetime import date
from typing import Any

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regulars.core import clock, settings_store
from regulars.ui import formatting


def money(minor: int) -> str:
    """Whole units: a dashboard needs no cents."""
    return formatting.money(round(minor / 100), currency())


def currency() -> str:
    return str(settings_store.get("firm.currency"))


def month(day: date | str) -> str:
    """September, with its year where that is not this year."""
    on = day if isinstance(day, date) else date.fromisoformat(day)
    if on.year != clock.today().year:
        return formatting.day(on, "month")
    return dateformat.format(on, pgettext("date format", "F"))


def people(count: int) -> str:
    return ngettext("{n} customer", "{n} customers", count).format(n=formatting.num(count))


def percent(share: float | None, places: int = 0) -> str:
    return "–" if share is None else formatting.percent(share, places)


def changed(now: int, before: int, when: str) -> str:
    """43 more than at the end of August."""
    if now == before:
        return _("as many as {when}").format(when=when)
    words = _("{n} more than {when}") if now > before else _("{n} fewer than {when}")
    return words.format(n=formatting.num(abs(now - before)), when=when)


def last_of(rows: list[dict[str, Any]], code: str) -> dict[str, Any] | None:
    """The row of a month, by the first day of it."""
    return next((row for row in rows if row["period_on"] == code), None)
