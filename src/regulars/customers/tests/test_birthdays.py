"""How old somebody is, by the same rules by which the birthday is kept."""

from datetime import date
from types import SimpleNamespace

import pytest

from regulars.customers import birthdays


def born(calendar, year, month=None, day=None, *, leap=False):
    return SimpleNamespace(
        day_calendar=calendar, day_year=year, day_month=month, day_day=day, day_leap=leap, age_given=None
    )


@pytest.mark.parametrize(
    ("customer", "day_of_birth"),
    [
        (born("solar", 1980, 9, 23), date(1980, 9, 23)),
        (born("lunar", 1980, 8, 15), date(1980, 9, 23)),
        (born("lunar", 2025, 6, 1, leap=True), date(2025, 7, 25)),
        (born("lunar", 2024, 6, 1, leap=True), date(2024, 7, 6)),
        (born("solar", 1981, 2, 29), date(1981, 2, 28)),
        (born("solar", 1981, 2, 30), None),
        (born("lunar", 1899, 1, 1), None),
        (born("solar", 1981, 2), None),
    ],
    ids=[
        "solar",
        "lunar",
        "leap month",
        "no such leap month",
        "29 February",
        "30 February",
        "too early",
        "no day",
    ],
)
def test_the_day_of_birth_is_found_in_both_calendars(customer, day_of_birth):
    assert birthdays.birth_date(customer) == day_of_birth


@pytest.mark.parametrize(
    ("customer", "on", "years"),
    [
        (born("solar", 2000, 2, 29), date(2025, 2, 27), 24),
        (born("solar", 2000, 2, 29), date(2025, 2, 28), 25),
        (born("lunar", 1980, 8, 15), date(2026, 9, 22), 45),
        (born("lunar", 1980, 8, 15), date(2026, 9, 23), 46),
        (born("solar", 1980), date(2026, 1, 1), 46),
    ],
)
def test_somebody_is_a_year_older_on_the_day_it_is_kept(customer, on, years):
    assert birthdays.age_of(customer, on=on) == years
