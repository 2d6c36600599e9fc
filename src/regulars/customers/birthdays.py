"""How old a customer is: from the birthday where it is known, else from what was given."""

from datetime import date
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import ExtractYear
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.utils.translation import gettext as _

from regulars.core import clock
from regulars.customers.choices import AgeBand, Calendar


def age_of(customer: Any, *, on: date | None = None) -> int | None:
    """Whole years. A lunar birthday is met once in the solar year, within two months after its solar twin."""
    on = on or clock.today()
    if customer.day_year:
        born = birth_date(customer)
        if born is None:
            return on.year - customer.day_year
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if customer.age_given is not None and customer.age_given_on:
        return int(customer.age_given + on.year - customer.age_given_on.year)
    return None


def birth_date(customer: Any) -> date | None:
    """The solar day of birth, when year, month and day are known."""
    if not (customer.day_year and customer.day_month and customer.day_day):
        return None
    if customer.day_calendar == Calendar.LUNAR:
        return _solar_of_lunar(customer)
    try:
        return date(customer.day_year, customer.day_month, customer.day_day)
    except ValueError:
        return None


def age_band_of(age: int) -> str:
    starts = [(18, AgeBand.UNDER_18), (25, AgeBand.FROM_18), (35, AgeBand.FROM_25), (45, AgeBand.FROM_35)]
    starts += [(55, AgeBand.FROM_45), (65, AgeBand.FROM_55)]
    return next((str(band) for below, band in starts if age < below), str(AgeBand.FROM_65))


def aged(least: int, most: int) -> Q:
    """Customers of these ages today, both ends included; lunar birthdays count by their year and month."""
    today = clock.today()
    this_year = Q(day_month__lt=today.month) | Q(day_month=today.month, day_day__lte=today.day)
    had = Q(day_month=None) | this_year
    by_birthday = (
        Q(day_year__isnull=False)
        & (had & Q(day_year__lte=today.year - least) | ~had & Q(day_year__lte=today.year - least - 1))
        & (had & Q(day_year__gte=today.year - most) | ~had & Q(day_year__gte=today.year - most - 1))
    )
    return by_birthday | _aged_as_given(least, most, today)


def _aged_as_given(least: int, most: int, today: date) -> Q:
    age = F("age_given") + today.year - ExtractYear("age_given_on")
    return Q(day_year=None) & Q(GreaterThanOrEqual(age, least)) & Q(LessThanOrEqual(age, most))


def _solar_of_lunar(customer: Any) -> date | None:
    """A 30th day in a month of 29 is its 29th; a leap month the year does not have is the plain month."""
    from borax.calendars.lunardate import LunarDate

    year, month, day = customer.day_year, customer.day_month, customer.day_day
    for leap, on in ((customer.day_leap, day), (customer.day_leap, day - 1), (0, day), (0, day - 1)):
        try:
            return LunarDate(year, month, on, int(leap)).to_solar_date()
        except ValueError:
            continue
    return None


def day_in_words(calendar: str, month: int, day: int, *, is_leap: bool = False) -> str:
    """08-15, lunar 8-15, lunar leap 6-1: day and month without the year."""
    shown = f"{month:02d}-{day:02d}"
    if calendar != Calendar.LUNAR:
        return shown
    return (_("lunar, leap month, %(day)s") if is_leap else _("lunar %(day)s")) % {"day": shown}


def in_a_file(calendar: str, year: int | None, *, month: int, day: int, is_leap: bool) -> str:
    """1980-08-15, 08-15, lunar 1980-08-15, lunar leap 06-01: as an import reads it."""
    shown = f"{year}-{month:02d}-{day:02d}" if year else f"{month:02d}-{day:02d}"
    if calendar != Calendar.LUNAR:
        return shown
    return (_("lunar leap {day}") if is_leap else _("lunar {day}")).format(day=shown)
