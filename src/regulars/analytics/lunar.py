"""The Chinese calendar: days there and back, and dates as people write them. 1900 to 2100, by borax."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from borax.calendars.lunardate import LCalendars, LunarDate

FIRST_YEAR, LAST_YEAR = 1900, 2100


class NotInCalendar(ValueError):
    """A day that the calendar does not have, or that lies outside the lunar years 1900 to 2100."""


@dataclass(frozen=True, order=True)
class LunarDay:
    """A day of the Chinese calendar; `leap` marks the second month of that number in its year 闰月."""

    year: int
    month: int
    day: int
    leap: bool = False


@dataclass(frozen=True)
class LunarMonth:
    """One month of a lunar year: number, whether it is the leap one, first day, and 29 or 30 days."""

    month: int
    leap: bool
    starts_on: date
    days: int


@lru_cache(maxsize=256)
def months_of(year: int) -> tuple[LunarMonth, ...]:
    """The 12 or 13 months of a lunar year in order. Raises NotInCalendar outside 1900 to 2100."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotInCalendar(f"lunar year {year} is not between {FIRST_YEAR} and {LAST_YEAR}")
    start, months = LunarDate(year, 1, 1).to_solar_date(), []
    for month, days, leap in LCalendars.iter_year_month(year):
        months.append(LunarMonth(month, bool(leap), start, days))
        start += timedelta(days=days)
    return tuple(months)


def find_month(year: int, month: int, *, leap: bool) -> LunarMonth | None:
    """One month of a lunar year, or None where that year has no such month."""
    return next((found for found in months_of(year) if (found.month, found.leap) == (month, leap)), None)


def to_solar(lunar: LunarDay) -> date:
    """The day in our calendar. Raises NotInCalendar where there is no such lunar day."""
    month = find_month(lunar.year, lunar.month, leap=lunar.leap)
    if month is None or not 1 <= lunar.day <= month.days:
        raise NotInCalendar(f"no such day in the Chinese calendar: {lunar}")
    return month.starts_on + timedelta(days=lunar.day - 1)


def to_lunar(day: date) -> LunarDay:
    """The day in the Chinese calendar, from 1900-01-31 to 2101-01-28; raises NotInCalendar elsewhere."""
    year = min(day.year, LAST_YEAR)
    if day < months_of(year)[0].starts_on:
        year -= 1
    for month in months_of(year):
        if (days := (day - month.starts_on).days) < month.days:
            return LunarDay(year, month.month, days + 1, month.leap)
    raise NotInCalendar(f"{day} lies after the lunar year {LAST_YEAR}")


@dataclass(frozen=True)
class WrittenLunarDay:
    """A lunar day as somebody wrote it: the year is often left out."""

    year: int | None
    month: int
    day: int
    leap: bool


_DIGITS = "零一二三四五六七八九"
_MARK = r"(?P<mark>农历|農曆|阴历|陰曆|旧历|舊曆|夏历|lunar)?"
_YEAR = r"(?:(?P<year>\d{4}|[〇零一二三四五六七八九]{4})[年/.-])?"
_MONTH = r"(?P<leap>闰|閏)?(?P<month>\d{1,2}|正|元|冬|腊|臘|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?P<day>\d{1,2}|初[一二三四五六七八九十]|(?:二|三)?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅|[一二三四五六七八九])"
_WRITTEN = re.compile(rf"{_MARK}[:,]?{_YEAR}{_MONTH}[月/.-]{_DAY}[日号號]?", re.IGNORECASE)
_ONLY_LUNAR = re.compile(r"闰|閏|正月|冬月|腊月|臘月|初|廿|卅")


def read_lunar(text: str) -> WrittenLunarDay | None:
    """A lunar date as people write it, such as 农历八月十五, 1990年闰五月初三, 阴历8-15; None if it is none.

    Without a word for "lunar" only texts that cannot be anything else are read so: 正月, 腊月, 初一, 廿三,
    闰. "八月十五" alone could be either calendar, and is not guessed.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = _WRITTEN.fullmatch(plain)
    if not found or not (found["mark"] or _ONLY_LUNAR.search(plain)):
        return None
    month, day = _number(found["month"]), _number(found["day"])
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    return WrittenLunarDay(_year(found["year"]), month, day, found["leap"] is not None)


def _year(text: str | None) -> int | None:
    if text is None or text.isdigit():
        return int(text) if text else None
    return int("".join(str(_DIGITS.index(sign)) for sign in text.replace("〇", "零")))


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    text = text.translate(
        {ord("正"): "一", ord("元"): "一", ord("初"): None, ord("廿"): "二十", ord("卅"): "三十"}
    )
    text = text.replace("冬", "十一").replace("腊", "十二").replace("臘", "十二")
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.index(tens or "一") * 10 if ten else 0) + (_DIGITS.index(ones) if ones else 0)
