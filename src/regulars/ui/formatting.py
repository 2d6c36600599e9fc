"""Figures and days in words a shop reads: one way to write each of them."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regulars.core import clock
from regulars.core.money import digits

MINUS = "−"
DASH = "–"
SIGNS = {"CNY": "¥", "JPY": "¥", "USD": "$", "GBP": "£", "EUR": "€", "HKD": "HK$", "TWD": "NT$"}
DAYS_TOLD_IN_DAYS = 60
MIDNIGHT = time()
_CHINESE_MOBILE = re.compile(r"(\+86)?(1[3-9]\d)(\d{4})(\d{4})")
_ONLY_DIGITS = re.compile(r"\+?\d{7,15}", re.ASCII)


def num(value: int | float | Decimal, places: int = 0) -> str:
    """Grouped by thousands, with a real minus sign."""
    return f"{value:,.{places}f}".replace("-", MINUS)


def money(amount: Decimal | int | float, currency: str, *, exact: bool = False) -> str:
    """The sign before the figure; no decimals when the amount is whole, unless exact."""
    exact_amount = Decimal(str(amount))
    is_whole = exact_amount == exact_amount.to_integral_value()
    places = 0 if is_whole and not exact else digits(currency)
    sign = SIGNS.get(currency, f"{currency}\N{NO-BREAK SPACE}")
    text = num(abs(exact_amount), places)
    is_negative = exact_amount < 0 and text.strip("0.,") != ""
    return f"{MINUS if is_negative else ''}{sign}{text}"


def money_range(low: Decimal, high: Decimal, currency: str) -> str:
    """From low to high with one sign where both are amounts one gains."""
    if low < 0:
        return _("%(low)s to %(high)s") % {"low": money(low, currency), "high": money(high, currency)}
    return f"{money(low, currency)}{DASH}{num(high, 0 if high == int(high) else digits(currency))}"


def percent(share: float | Decimal, places: int = 0) -> str:
    """0.22 is 22%."""
    return f"{num(Decimal(str(share)) * 100, places)}%"


def day(value: date | datetime, style: str = "iso") -> str:
    """iso 2026-09-28 · near: today, yesterday, tomorrow, else iso · words 28 September · full with weekday."""
    on = clock.day_of(value) if isinstance(value, datetime) else value
    if style == "near":
        return _near(on) or on.isoformat()
    if style == "words":
        return dateformat.format(on, pgettext("date format", "j F"))
    if style == "full":
        return dateformat.format(on, pgettext("date format", "l, j F"))
    if style == "month":
        return dateformat.format(on, pgettext("date format", "F Y"))
    return on.isoformat()


def moment(value: datetime, style: str = "iso") -> str:
    """The day in its style and the time of day, in the firm's zone; midnight sharp is a day without a time."""
    local = value.astimezone(clock.zone())
    return day(value, style) if local.time() == MIDNIGHT else f"{day(value, style)} {local:%H:%M}"


def ago(value: date | datetime) -> str:
    on = clock.day_of(value) if isinstance(value, datetime) else value
    days = (clock.today() - on).days
    if abs(days) <= 1:
        return _near(on)
    if days < 0:
        return ngettext("in %(count)s day", "in %(count)s days", -days) % {"count": num(-days)}
    if days <= DAYS_TOLD_IN_DAYS:
        return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": num(days)}
    months = round(days / 30.44)
    if months < 24:
        return ngettext("%(count)s month ago", "%(count)s months ago", months) % {"count": months}
    years = days // 365
    return ngettext("%(count)s year ago", "%(count)s years ago", years) % {"count": years}


@lru_cache(maxsize=20_000)
def phone_groups(number: str) -> tuple[str, ...]:
    """138 0000 1368: in the groups its country reads it in. What is written in groups already stays as it is."""
    if mobile := _CHINESE_MOBILE.fullmatch(number):
        return tuple(group for group in mobile.groups() if group)
    if not _ONLY_DIGITS.fullmatch(number):
        return (number,)
    import phonenumbers  # late: most pages never need it

    try:
        parsed = phonenumbers.parse(number, "CN")
    except phonenumbers.NumberParseException:
        return (number,)
    is_international = number.startswith("+")
    style = phonenumbers.PhoneNumberFormat
    written = phonenumbers.format_number(parsed, style.INTERNATIONAL if is_international else style.NATIONAL)
    groups = tuple(re.findall(r"\+?\d+", written))
    return groups if "".join(groups) == number else (number,)


def _near(on: date) -> str:
    words = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}
    return words.get((on - clock.today()).days, "")
