"""Birthdays: solar or lunar, with or without a year."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from .characters import narrowed, says_nothing
from .dates import DateOrder, parse_date
from .numerals import with_digits
from .problems import Problem

_LUNAR_WORD = re.compile(
    r"[(\[]?(?:农历|農曆|阴历|陰曆|旧历|舊曆|夏历|古历|lunar|农)[)\]]?\s*[:年]?\s*", re.IGNORECASE
)
_SOLAR_WORD = re.compile(r"[(\[]?(?:公历|公曆|阳历|陽曆|新历|国历|solar|阳)[)\]]?\s*[:]?\s*", re.IGNORECASE)
_LUNAR_SIGN = re.compile(r"初|正月|冬月|腊月|臘月|廿|卅|闰|閏")
_LEAP = re.compile(r"闰|閏|\bleap\s*")
_BARE_CHINESE = re.compile(r"[一二三四五六七八九十]+月[一二三四五六七八九十]+")
_MONTH_DAY = re.compile(r"(?:0000[-/.年]|--)?\s*(\d{1,2})\s*([-/.月])\s*(\d{1,2})\s*[日号]?(?:生日?)?")
_FULL = re.compile(
    r"(\d{4})\s*[-/.年 ]\s*(\d{1,2})\s*[-/.月 ]\s*(\d{1,2})\s*[日号]?(?:[T\s]+0{1,2}:00(?::00)?)?"
)
_OLDEST_YEARS = 130
_LEAP_YEAR = 2000


class Birthday(NamedTuple):
    """`year` is None where only the day is known; `lunar` days may lie in a leap month."""

    year: int | None
    month: int
    day: int
    lunar: bool = False
    leap: bool = False


def parse_birthday(
    text: str | None,
    *,
    today: date,
    order: DateOrder | None = None,
    lunar: bool | None = None,
    from_1904: bool = False,
) -> Birthday | Problem | None:
    """The birthday a cell names. `lunar` says which calendar the column uses where the cell does not."""
    return _understood(text, today, order, lunar, from_1904) if text else None


@lru_cache(maxsize=20_000)
def _understood(
    text: str, today: date, order: DateOrder | None, lunar: bool | None, from_1904: bool
) -> Birthday | Problem | None:
    plain = narrowed(text)
    if says_nothing(plain):
        return None
    said = _calendar(plain)
    if said is None and lunar is None and _BARE_CHINESE.fullmatch(plain):
        return Problem("ambiguous_calendar", text)
    plain = _SOLAR_WORD.sub("", _LUNAR_WORD.sub("", plain)).strip()
    is_lunar = bool(lunar) if said is None else said
    found = _lunar(text, plain) if is_lunar else _solar(text, plain, today, order, from_1904)
    return _plausible(text, found, today) if isinstance(found, Birthday) else found


def _calendar(plain: str) -> bool | None:
    """Lunar, solar, or not said."""
    if _LUNAR_WORD.search(plain) or _LUNAR_SIGN.search(plain):
        return True
    return False if _SOLAR_WORD.search(plain) else None


def _solar(
    text: str, plain: str, today: date, order: DateOrder | None, from_1904: bool
) -> Birthday | Problem | None:
    plain = with_digits(plain)
    if match := _MONTH_DAY.fullmatch(plain):
        return _without_year(text, match, order)
    day = parse_date(plain, order=order, latest=today, from_1904=from_1904)
    if isinstance(day, Problem):
        return Problem(day.code, text)
    return Birthday(day.year, day.month, day.day) if day else None


def _without_year(text: str, match: re.Match[str], order: DateOrder | None) -> Birthday | Problem:
    first, second = int(match[1]), int(match[3])
    readings = {(first, second)} if match[2] != "/" or order == "mdy" or order == "ymd" else {(second, first)}
    if match[2] == "/" and order is None:
        readings.add((first, second))
    days = {reading for reading in readings if _exists(_LEAP_YEAR, *reading)}
    if len(days) > 1:
        return Problem("ambiguous_date", text)
    return Birthday(None, *days.pop()) if days else Problem("no_such_day", text)


def _lunar(text: str, plain: str) -> Birthday | Problem:
    leap = _LEAP.search(plain) is not None
    digits = with_digits(_LEAP.sub("", plain))
    if match := _FULL.fullmatch(digits):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
        exists = _lunar_day_exists(year, month, day, leap)
        return Birthday(year, month, day, True, leap) if exists else Problem("no_such_day", text)
    if match := _MONTH_DAY.fullmatch(digits):
        month, day = int(match[1]), int(match[3])
        possible = 1 <= month <= 12 and 1 <= day <= 30
        return Birthday(None, month, day, True, leap) if possible else Problem("no_such_day", text)
    return Problem("not_a_date", text)


def _lunar_day_exists(year: int, month: int, day: int, leap: bool) -> bool:
    from borax.calendars.lunardate import LunarDate  # late: few cells are lunar

    try:
        LunarDate(year, month, day, leap)
    except Exception:  # borax has an error of its own for each way to be wrong
        return False
    return True


def _plausible(text: str, found: Birthday, today: date) -> Birthday | Problem:
    if found.year is None:
        return found
    if (found.year, found.month, found.day) > (today.year, today.month, today.day):
        return Problem("birthday_in_future", text)
    return Problem("impossible_birthday", text) if found.year < today.year - _OLDEST_YEARS else found


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
