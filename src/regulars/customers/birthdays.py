"""How old a customer is: from the birthday where it is known, else from what was given."""

from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import F, Q
from django.db.models.functions import ExtractYear
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.utils.translation import gettext as _

from regulars.analytics.lunar import NotInCalendar
from regulars.analytics.occasions import Birthday, age_on, birthday_in, birthdays_on
from regulars.core import clock
from regulars.customers.choices import AgeBand, Calendar


def age_of(customer: Any, *, on: date | None = None) -> int | None:
    """Whole years, also for lunar birthdays by the solar day of birth."""
    on = on or clock.today()
    if customer.day_year:
        born = birth_date(customer)
        if born is None:
            return int(on.year - customer.day_year)
        return age_on(Birthday("solar", born.month, born.day, year=born.year), on)
    if customer.age_given is not None and customer.age_given_on:
        return int(customer.age_given + on.year - customer.age_given_on.year)
    return None


def birth_date(customer: Any) -> date | None:
    """The solar day of birth, when year, month and day are known; where its year lacks the day, the day it is kept."""
    if not (customer.day_year and customer.day_month and customer.day_day):
        return None
    try:
        birthday = Birthday(
            _calendar_of(customer), customer.day_month, customer.day_day, bool(customer.day_leap)
        )
        return birthday_in(birthday, customer.day_year).on
    except NotInCalendar:
        return None


def _calendar_of(customer: Any) -> Literal["solar", "lunar"]:
    return "lunar" if customer.day_calendar == Calendar.LUNAR else "solar"


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


def kept_between(first: date, last: date) -> Q:
    """Whose birthday is kept on one of these days, both ends included, by either calendar."""
    wanted = Q(pk__in=[])
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    for birthday in {birthday for day in days for birthday in birthdays_on(day)}:
        wanted |= Q(
            day_calendar=birthday.calendar,
            day_month=birthday.month,
            day_day=birthday.day,
            day_leap=birthday.leap,
        )
    return wanted


def _aged_as_given(least: int, most: int, today: date) -> Q:
    age = F("age_given") + today.year - ExtractYear("age_given_on")
    return Q(day_year=None) & Q(GreaterThanOrEqual(age, least)) & Q(LessThanOrEqual(age, most))


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
