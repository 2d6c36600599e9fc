"""Values in filters: read from an address, and put into words."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.core import clock, settings_store
from regulars.ui import formatting

RELATIVE_DAY = re.compile(r"^(?P<sign>[+-])(?P<days>\d{1,5})d$")
AGO = re.compile(r"(?P<days>\d{1,5}) ?(?:days? ago|天前)")
AHEAD = re.compile(r"(?:in )?(?P<days>\d{1,5}) ?(?:days?|天后)")
LONGEST_VALUE = 200
LARGEST = Decimal("1e15")
MOST_PLACES = 30  # written out, 1e-999999999 would fill the memory
MOST_VALUES = 50


class FilterError(ValueError):
    """A filter that cannot be; its text is the sentence to show."""


def day_of(text: str) -> date:
    """today, -30d, +7d or 2026-09-28."""
    if text == "today":
        return clock.today()
    relative = RELATIVE_DAY.match(text)
    try:
        if relative:
            days = int(relative["days"]) * (1 if relative["sign"] == "+" else -1)
            return clock.today() + timedelta(days=days)
        return date.fromisoformat(text)
    except (ValueError, OverflowError):
        raise FilterError(_("“%(text)s” is no day. Write it like 2026-09-28.") % {"text": text}) from None


def figure_of(text: str) -> Decimal:
    try:
        figure = Decimal(text)
    except InvalidOperation:
        figure = Decimal("NaN")
    if not figure.is_finite() or figure.copy_abs() > LARGEST or _places(figure) > MOST_PLACES:
        raise FilterError(_("“%(text)s” is no number.") % {"text": text})
    return figure


def _places(finite: Decimal) -> int:
    return -int(finite.as_tuple().exponent)


def whole_of(text: str, *, most: int = 36500) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 9 or int(text) > most:
        raise FilterError(_("“%(text)s” is no whole number up to %(most)s.") % {"text": text, "most": most})
    return int(text)


def day_in_words(text: str) -> str:
    if text == "today":
        return _("today")
    relative = RELATIVE_DAY.match(text)
    if not relative:
        return text
    days = int(relative["days"])
    if relative["sign"] == "-":
        return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}
    return ngettext("in %(count)s day", "in %(count)s days", days) % {"count": days}


def day_from_words(text: str) -> str:
    """How a person says a day, in either language: 今天, 30 天前, in 7 days."""
    if text.casefold() in ("today", "今天"):
        return "today"
    for pattern, sign in ((AGO, "-"), (AHEAD, "+")):
        said = pattern.fullmatch(text.casefold())
        if said:
            return f"{sign}{int(said['days'])}d"
    return text


def figure_in_words(text: str, *, kind: str, unit: Any = "") -> str:
    figure = figure_of(text)
    if kind == "money":
        return formatting.money(figure, settings_store.get("firm.currency"))
    shown = formatting.num(figure, max(0, -int(figure.normalize().as_tuple().exponent)))
    if kind == "percent":
        return f"{shown}%"
    return f"{shown} {unit}".strip()


def listed_in_words(words: Sequence[Any]) -> str:
    return str(_(" or ")).join(str(word) for word in words)
