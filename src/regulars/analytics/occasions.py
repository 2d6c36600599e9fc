"""Occasions of the year: birthdays in both calendars, Chinese festivals, public holidays."""

from __future__ import annotations

from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from borax.calendars.lunardate import TermUtils

from regulars.analytics.lunar import LunarDay, NotInCalendar, find_month, months_of, to_lunar, to_solar

Calendar = Literal["solar", "lunar"]
# Why a birthday falls on another day than written; shown beside it. See docs/algorithms/lunar.md.
Rule = Literal["feb_29_on_28", "leap_month_in_ordinary", "day_30_on_29"]
SOME_LEAP_YEAR = 2000


@dataclass(frozen=True, order=True)
class Birthday:
    """A birthday as known: in one calendar, with or without the year (of that calendar).

    Raises NotInCalendar where there is no such day in its year, or in any.
    """

    calendar: Calendar
    month: int
    day: int
    leap: bool = False
    year: int | None = None

    def __post_init__(self) -> None:
        last = 30 if self.calendar == "lunar" else monthrange(SOME_LEAP_YEAR, _checked(self.month))[1]
        if not (1 <= _checked(self.month) <= 12 and 1 <= self.day <= last):
            raise NotInCalendar(f"no such birthday: {self}")
        if self.leap and self.calendar == "solar":
            raise NotInCalendar("leap months belong to the Chinese calendar")
        if self.year is not None:
            self._day_of_birth(self.year)

    @property
    def born_on(self) -> date | None:
        """The day of birth in our calendar; None where the year is unknown."""
        return None if self.year is None else self._day_of_birth(self.year)

    def _day_of_birth(self, year: int) -> date:
        if self.calendar == "lunar":
            return to_solar(LunarDay(year, self.month, self.day, self.leap))
        try:
            return date(year, self.month, self.day)
        except ValueError as error:
            raise NotInCalendar(f"no such day: {self}") from error


@dataclass(frozen=True)
class Celebration:
    """The day on which a birthday is kept, and the rules that moved it there, if any."""

    on: date
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Festival:
    """A festival with its code, both names and its day."""

    code: str
    chinese: str
    english: str
    on: date


@dataclass(frozen=True)
class PublicHoliday:
    """A day off by law, with its name in the language asked for."""

    on: date
    name: str


def next_birthday(birthday: Birthday, on: date) -> Celebration:
    """The first celebration on or after a day. Raises NotInCalendar for lunar ones beyond 2100."""
    first = on.year if birthday.calendar == "solar" else to_lunar(on).year
    this_year = birthday_in(birthday, first)
    return this_year if this_year.on >= on else birthday_in(birthday, first + 1)


def birthday_in(birthday: Birthday, year: int) -> Celebration:
    """The celebration in a year of the birthday's own calendar.

    Feb 29 is kept on Feb 28 in common years; a leap month's in the ordinary month of that number where the
    year has no such leap month; the 30th on the 29th where the month ends there.
    """
    if birthday.calendar == "solar":
        if (birthday.month, birthday.day) == (2, 29) and not isleap(year):
            return Celebration(date(year, 2, 28), ("feb_29_on_28",))
        return Celebration(date(year, birthday.month, birthday.day))
    rules: list[Rule] = []
    month = find_month(year, birthday.month, leap=birthday.leap)
    if month is None:
        rules.append("leap_month_in_ordinary")
        month = next(found for found in months_of(year) if found.month == birthday.month)
    if birthday.day > month.days:
        rules.append("day_30_on_29")
    day = min(birthday.day, month.days)
    return Celebration(month.starts_on + timedelta(days=day - 1), tuple(rules))


def birthdays_on(day: date) -> frozenset[Birthday]:
    """Every birthday, without year, that is kept on a day: what to look for among many customers."""
    return _solar_birthdays_on(day) | _lunar_birthdays_on(day)


def age_on(birthday: Birthday, day: date) -> int | None:
    """Full years 周岁 on a day; None without year of birth, or before it.

    Always by the solar day of birth, also for lunar birthdays, so that a person has one age however it is
    asked; someone born on Feb 29 is a year older on Feb 28 of common years, the day it is kept.
    """
    born = birthday.born_on
    if born is None or day < born:
        return None
    kept = birthday_in(Birthday("solar", born.month, born.day), day.year).on
    return day.year - born.year - (day < kept)


def festivals(year: int) -> tuple[Festival, ...]:
    """The festivals that shops in China greet on, in one solar year from 1901 to 2100, in order of days."""
    new_year = months_of(year)[0].starts_on
    days = [
        Festival("new_year", "元旦", "New Year's Day", date(year, 1, 1)),
        Festival("lunar_new_years_eve", "除夕", "Lunar New Year's Eve", new_year - timedelta(days=1)),
        Festival("spring_festival", "春节", "Spring Festival", new_year),
        Festival("lantern_festival", "元宵节", "Lantern Festival", _lunar(year, 1, 15)),
        Festival("womens_day", "妇女节", "Women's Day", date(year, 3, 8)),
        Festival("qingming", "清明节", "Qingming Festival", TermUtils.nth_term_day(year, term_name="清明")),
        Festival("labour_day", "劳动节", "Labour Day", date(year, 5, 1)),
        Festival("dragon_boat_festival", "端午节", "Dragon Boat Festival", _lunar(year, 5, 5)),
        Festival("qixi", "七夕", "Qixi Festival", _lunar(year, 7, 7)),
        Festival("teachers_day", "教师节", "Teachers' Day", date(year, 9, 10)),
        Festival("mid_autumn_festival", "中秋节", "Mid-Autumn Festival", _lunar(year, 8, 15)),
        Festival("national_day", "国庆节", "National Day", date(year, 10, 1)),
        Festival("double_ninth_festival", "重阳节", "Double Ninth Festival", _lunar(year, 9, 9)),
    ]
    return tuple(sorted(days, key=lambda festival: (festival.on, festival.code)))


def public_holidays(
    year: int, *, country: str = "CN", language: str | None = None
) -> tuple[PublicHoliday, ...]:
    """Days off by law, from the package `holidays`; language such as zh_CN or en_US where it has them.

    Raises NotImplementedError for a country that the package does not know.
    """
    import holidays  # slow to import, and seldom needed

    found = holidays.country_holidays(country, years=year, language=language)
    return tuple(PublicHoliday(day, name) for day, name in sorted(found.items()))


def _checked(month: int) -> int:
    if not 1 <= month <= 12:
        raise NotInCalendar(f"no such month: {month}")
    return month


def _lunar(year: int, month: int, day: int) -> date:
    return to_solar(LunarDay(year, month, day))


def _solar_birthdays_on(day: date) -> frozenset[Birthday]:
    kept = {Birthday("solar", day.month, day.day)}
    if (day.month, day.day) == (2, 28) and not isleap(day.year):
        kept.add(Birthday("solar", 2, 29))
    return frozenset(kept)


def _lunar_birthdays_on(day: date) -> frozenset[Birthday]:
    lunar = to_lunar(day)
    month = find_month(lunar.year, lunar.month, leap=lunar.leap)
    days = {lunar.day, 30} if month and lunar.day == month.days else {lunar.day}
    leaps = {lunar.leap}
    if not lunar.leap and find_month(lunar.year, lunar.month, leap=True) is None:
        leaps.add(True)
    return frozenset(Birthday("lunar", lunar.month, number, leap) for number in days for leap in leaps)
