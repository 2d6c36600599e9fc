"""Figures as words inside sentences, in the reader's language."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import ngettext

from regulars.core import settings_store
from regulars.ui import formatting


def amount(value: Any) -> str:
    """¥1,660: in the firm's currency, without decimals where it is whole or large."""
    return formatting.money(Decimal(value or 0), settings_store.get("firm.currency"))


def days(number: Any) -> str:
    count = round(number or 0)
    return ngettext("{n} day", "{n} days", count).format(n=f"{count:,}")


def interval(number: Any) -> str:
    return days(number)


def percent(share: float | None) -> str:
    return f"{round(100 * (share or 0))}%"


def iso(day: date | None) -> str:
    return day.isoformat() if day else "–"
