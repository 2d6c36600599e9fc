"""Days, moments and birthdays: nothing shifted, nothing guessed."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from regulars.core.reading.values import (
    Birthday,
    Problem,
    infer_date_order,
    parse_birthday,
    parse_date,
    parse_datetime,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-06", "2024/5/6", "2024.5.6", "20240506", "2024年5月6日", "2024 年 5 月 6 日", "二〇二四年五月六日", "二零二四年五月六号",
        "２０２４－０５－０６", "45418", "45418.0", "6 May 2024", "May 6, 2024", "6-May-24", "2024-05-06T00:00:00",
        "2024-05-06 23:59", "Monday, 6 May 2024", "2024-05-06T23:00:00+08:00", "2024-5-6", "24年5月6日",
    ],
)  # fmt: skip
def test_a_day_is_one_day_however_it_is_written(text):
    assert parse_date(text) == date(2024, 5, 6)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1990.5.6", date(1990, 5, 6)),
        ("19900506", date(1990, 5, 6)),
        ("二〇二四年十二月三十一日", date(2024, 12, 31)),
        ("一九九九年十一月二十日", date(1999, 11, 20)),
        ("25/12/2024", date(2024, 12, 25)),
        ("12/25/2024", date(2024, 12, 25)),
        ("5/5/90", date(1990, 5, 5)),
        ("90/5/31", date(1990, 5, 31)),
    ],
)
def test_only_one_reading_needs_no_question(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize("text", ["5/6/90", "05/06/2024", "5.6.2024", "10-11-12", "5/6/2024 10:20"])
def test_a_day_with_several_readings_is_asked_for(text):
    assert parse_date(text) == Problem("ambiguous_date", text)


def test_the_order_of_the_column_decides():
    assert parse_date("5/6/90", order="dmy") == date(1990, 6, 5)
    assert parse_date("5/6/90", order="mdy") == date(1990, 5, 6)
    assert parse_date("05/6/07", order="ymd") == date(2005, 6, 7)
    assert parse_date("25/12/2024", order="mdy") == Problem("no_such_day", "25/12/2024")


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["5/6/1990", "25/12/1990"], "dmy"),
        (["5/6/1990", "12/25/1990", None, ""], "mdy"),
        (["5/6/90", "25/12/90"], "dmy"),
        (["90/5/6", "91/12/25"], "ymd"),
        (["5/6/1990", "7/8/1990"], None),
        (["25/12/1990", "12/25/1990"], None),
        (["2024-05-06"], None),
        ([], None),
    ],
)
def test_a_column_proves_its_order_or_is_asked(values, order):
    assert infer_date_order(values) == order


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0000-00-00", "placeholder_date"),
        ("9999-12-31", "placeholder_date"),
        ("9999-12-31 00:00:00", "placeholder_date"),
        ("1900-01-00", "placeholder_date"),
        ("2024-02-30", "no_such_day"),
        ("20241301", "no_such_day"),
        ("1990-05", "incomplete_date"),
        ("1990年5月", "incomplete_date"),
        ("1990", "incomplete_date"),
        ("5月6日", "incomplete_date"),
        ("10:20", "time_without_date"),
        ("60", "not_a_date"),
        ("-1", "not_a_date"),
        ("tomorrow", "not_a_date"),
        ("昨天", "not_a_date"),
    ],
)
def test_what_is_no_day_says_why(text, code):
    assert parse_date(text) == Problem(code, text)


def test_a_day_number_of_a_1904_workbook_does_not_shift():
    assert parse_date("43956", from_1904=True) == date(2024, 5, 6)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2010-12-01 08:26:00", datetime(2010, 12, 1, 8, 26, tzinfo=SHANGHAI)),
        ("2024/5/6 下午3:05", datetime(2024, 5, 6, 15, 5, tzinfo=SHANGHAI)),
        ("2024/5/6 上午12:05", datetime(2024, 5, 6, 0, 5, tzinfo=SHANGHAI)),
        ("2024年5月6日 15时5分30秒", datetime(2024, 5, 6, 15, 5, 30, tzinfo=SHANGHAI)),
        ("2024/5/6 3:05 PM", datetime(2024, 5, 6, 15, 5, tzinfo=SHANGHAI)),
        ("20240506150530", datetime(2024, 5, 6, 15, 5, 30, tzinfo=SHANGHAI)),
        ("45418.5", datetime(2024, 5, 6, 12, 0, tzinfo=SHANGHAI)),
        ("2024-05-06", datetime(2024, 5, 6, tzinfo=SHANGHAI)),
        ("2024-05-06T15:05:00Z", datetime(2024, 5, 6, 15, 5, tzinfo=UTC)),
        ("2024-05-06T15:05:00-07:00", datetime(2024, 5, 6, 22, 5, tzinfo=UTC)),
        ("2024/05/06 24:00", datetime(2024, 5, 7, 0, 0, tzinfo=SHANGHAI)),
    ],
)
def test_a_moment_is_local_unless_it_names_its_zone(text, moment):
    assert parse_datetime(text, zone=SHANGHAI) == moment


@pytest.mark.parametrize("text", ["2024-05-06 25:00", "2024/5/6 10:61", "2024-05-06 noon"])
def test_what_is_no_moment_is_a_problem(text):
    assert parse_datetime(text, zone=SHANGHAI) == Problem("not_a_date", text)


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("1990-05-06", Birthday(1990, 5, 6)),
        ("1990年5月6日", Birthday(1990, 5, 6)),
        ("10-01", Birthday(None, 10, 1)),
        ("--10-01", Birthday(None, 10, 1)),
        ("5月6日", Birthday(None, 5, 6)),
        ("2-29", Birthday(None, 2, 29)),
        ("25/12", Birthday(None, 12, 25)),
        ("农历八月十五", Birthday(None, 8, 15, True)),
        ("阴历1990年8月15", Birthday(1990, 8, 15, True)),
        ("八月初五", Birthday(None, 8, 5, True)),
        ("1979年腊月廿三", Birthday(1979, 12, 23, True)),
        ("1987年闰六月初三", Birthday(1987, 6, 3, True, True)),
        ("农历闰六月十五", Birthday(None, 6, 15, True, True)),
        ("公历1990-5-6", Birthday(1990, 5, 6)),
        ("1990-5-6(农历)", Birthday(1990, 5, 6, True)),
    ],
)
def test_a_birthday_is_solar_or_lunar_with_or_without_year(text, birthday):
    assert parse_birthday(text, today=TODAY) == birthday


def test_the_calendar_of_the_column_decides_where_the_cell_does_not():
    assert parse_birthday("八月十五", today=TODAY) == Problem("ambiguous_calendar", "八月十五")
    assert parse_birthday("八月十五", today=TODAY, lunar=True) == Birthday(None, 8, 15, True)
    assert parse_birthday("八月十五", today=TODAY, lunar=False) == Birthday(None, 8, 15)
    assert parse_birthday("1990-08-15", today=TODAY, lunar=True) == Birthday(1990, 8, 15, True)


def test_a_birthday_of_two_digits_lies_in_the_past():
    assert parse_birthday("25/12/60", today=TODAY, order="dmy") == Birthday(1960, 12, 25)
    assert parse_birthday("25/12/20", today=TODAY, order="dmy") == Birthday(2020, 12, 25)
    assert parse_birthday("25/12/26", today=TODAY, order="dmy") == Birthday(1926, 12, 25)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5/6", "ambiguous_date"),
        ("5/6/90", "ambiguous_date"),
        ("2-30", "no_such_day"),
        ("2023-02-29", "no_such_day"),
        ("1990年闰六月初三", "no_such_day"),
        ("农历八月卅一", "no_such_day"),
        ("2030-01-01", "birthday_in_future"),
        ("1850-01-01", "impossible_birthday"),
        ("1990", "incomplete_date"),
        ("1900-01-01", "placeholder_date"),
    ],
)
def test_what_is_no_birthday_says_why(text, code):
    assert parse_birthday(text, today=TODAY) == Problem(code, text)
