"""The tea year: spring tea, Mid-Autumn gifts, the Spring Festival, quiet summers."""

from datetime import date, timedelta
from functools import cache

from borax.calendars.lunardate import LunarDate

MID_AUTUMN_SALE_DAYS = 40
NEW_YEAR_SALE_DAYS = 50
SHUT_DAYS_AFTER_NEW_YEAR = 6
STOCKTAKING = (12, 25)
SPRING, AUTUMN, MID_AUTUMN, NEW_YEAR, ALWAYS = "spring", "autumn", "mid_autumn", "new_year", ""


@cache
def spring_festival(year: int) -> date:
    return LunarDate(year, 1, 1).to_solar_date()


@cache
def mid_autumn(year: int) -> date:
    return LunarDate(year, 8, 15).to_solar_date()


@cache
def seasons_on(day: date) -> frozenset[str]:
    """The seasons whose goods are in the shop on this day."""
    found = {ALWAYS}
    if (3, 25) <= (day.month, day.day) <= (10, 31):
        found.add(SPRING)
    if day.month >= 9:
        found.add(AUTUMN)
    if 3 <= (mid_autumn(day.year) - day).days <= MID_AUTUMN_SALE_DAYS:
        found.add(MID_AUTUMN)
    if 2 <= days_to_new_year(day) <= NEW_YEAR_SALE_DAYS:
        found.add(NEW_YEAR)
    return frozenset(found)


@cache
def demand(day: date) -> float:
    """How much more often than usual people buy around this day."""
    if 0 < (mid_autumn(day.year) - day).days <= 30:
        return 1.7
    if 0 < days_to_new_year(day) <= 35:
        return 1.8
    if (3, 25) <= (day.month, day.day) <= (5, 15):
        return 1.6
    if 0 <= (day - spring_festival(day.year)).days <= 30:
        return 0.55
    return 0.8 if day.month in (6, 7) else 1.0


def after(day: date, usual_days: float) -> date:
    """The day on which so many usual days have gone by: a busy season makes them pass faster."""
    left = usual_days
    while left > 0:
        day += timedelta(days=1)
        left -= demand(day)
    return day


def days_to_new_year(day: date) -> int:
    coming = spring_festival(day.year)
    return ((coming if coming > day else spring_festival(day.year + 1)) - day).days


def next_open_day(day: date) -> date:
    """The shop shuts from New Year's Eve through the sixth day of the year, and to take stock in December."""
    if (day.month, day.day) == STOCKTAKING:
        return day + timedelta(days=1)
    start = spring_festival(day.year)
    if start - timedelta(days=1) <= day < start + timedelta(days=SHUT_DAYS_AFTER_NEW_YEAR):
        return start + timedelta(days=SHUT_DAYS_AFTER_NEW_YEAR)
    return day


def festivals(since: date, until: date) -> list[tuple[str, date]]:
    """The two gift festivals of these years, by date."""
    years = range(since.year, until.year + 2)
    found = [(MID_AUTUMN, mid_autumn(year)) for year in years]
    found += [(NEW_YEAR, spring_festival(year)) for year in years]
    return sorted(
        (pair for pair in found if since <= pair[1] <= until + timedelta(days=60)), key=lambda pair: pair[1]
    )
