from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunar_python import Solar

from regulars.analytics.lunar import (
    LunarDay,
    NotInCalendar,
    WrittenLunarDay,
    months_of,
    read_lunar,
    to_lunar,
    to_solar,
)

FIRST, LAST = date(1900, 1, 31), date(2101, 1, 28)
# Two new moons so close to midnight that the calendars put the month's first day on different sides of it.
DISPUTED = (date(2089, 9, 4), date(2097, 8, 7))
DISPUTED_DAYS = {start + timedelta(days=k) for start in DISPUTED for k in range(30)}


def second_opinion(day: date) -> LunarDay:
    lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return LunarDay(lunar.getYear(), abs(lunar.getMonth()), lunar.getDay(), lunar.getMonth() < 0)


@pytest.mark.parametrize(
    ("day", "lunar"),
    [
        (date(2024, 2, 10), LunarDay(2024, 1, 1)),
        (date(2024, 2, 9), LunarDay(2023, 12, 30)),
        (date(2023, 3, 22), LunarDay(2023, 2, 1, leap=True)),
        (date(2025, 7, 25), LunarDay(2025, 6, 1, leap=True)),
        (date(2033, 12, 22), LunarDay(2033, 11, 1, leap=True)),
        (FIRST, LunarDay(1900, 1, 1)),
        (LAST, LunarDay(2100, 12, 29)),
    ],
)
def test_known_days_are_the_same_in_both_calendars(day, lunar):
    assert to_lunar(day) == lunar
    assert to_solar(lunar) == day


def test_a_fixed_sample_agrees_with_a_second_calendar():
    for step in range(0, (LAST - FIRST).days, 149):
        day = FIRST + timedelta(days=step)
        assert to_lunar(day) == second_opinion(day) or day in DISPUTED_DAYS, day


@pytest.mark.full
def test_every_day_but_sixty_agrees_with_a_second_calendar():
    days = [FIRST + timedelta(days=step) for step in range((date(2100, 12, 31) - FIRST).days + 1)]
    assert len(days) == 73_384
    assert {day for day in days if to_lunar(day) != second_opinion(day)} == DISPUTED_DAYS
    assert len(DISPUTED_DAYS) == 60


@given(st.dates(FIRST, LAST))
def test_there_and_back_is_the_same_day(day):
    assert to_solar(to_lunar(day)) == day


def test_days_that_do_not_exist_are_refused():
    for day in (
        LunarDay(2024, 13, 1),
        LunarDay(2024, 1, 30),
        LunarDay(2024, 2, 1, leap=True),
        LunarDay(2101, 1, 1),
    ):
        with pytest.raises(NotInCalendar):
            to_solar(day)
    for day in (FIRST - timedelta(days=1), LAST + timedelta(days=1)):
        with pytest.raises(NotInCalendar):
            to_lunar(day)


def test_a_leap_year_has_thirteen_months():
    assert [(month.month, month.leap) for month in months_of(2025)][5:8] == [
        (6, False),
        (6, True),
        (7, False),
    ]
    assert len(months_of(2025)) == 13


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("农历八月十五", WrittenLunarDay(None, 8, 15, False)),
        ("農曆 八月十五", WrittenLunarDay(None, 8, 15, False)),
        ("正月初一", WrittenLunarDay(None, 1, 1, False)),
        ("腊月廿三", WrittenLunarDay(None, 12, 23, False)),
        ("冬月三十", WrittenLunarDay(None, 11, 30, False)),
        ("一九九〇年闰五月初三", WrittenLunarDay(1990, 5, 3, True)),
        ("农历1990年10月20日", WrittenLunarDay(1990, 10, 20, False)),
        ("农历十一月二十一", WrittenLunarDay(None, 11, 21, False)),
        ("阴历８－１５", WrittenLunarDay(None, 8, 15, False)),
        ("lunar 8/15", WrittenLunarDay(None, 8, 15, False)),
    ],
)
def test_lunar_dates_are_read_as_people_write_them(text, read):
    assert read_lunar(text) == read


@pytest.mark.parametrize(
    "text", ["八月十五", "1990年8月15日", "农历2月31日", "农历十三月初一", "农历", "1990-08-15", ""]
)
def test_what_may_be_another_calendar_is_not_guessed(text):
    assert read_lunar(text) is None
