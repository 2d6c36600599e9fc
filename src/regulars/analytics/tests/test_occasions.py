from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.analytics.lunar import NotInCalendar
from regulars.analytics.occasions import (
    Birthday,
    Celebration,
    age_on,
    birthday_in,
    birthdays_on,
    festivals,
    next_birthday,
    public_holidays,
)


def test_a_birthday_today_is_the_next_one():
    birthday = Birthday("solar", 6, 30)
    assert next_birthday(birthday, date(2024, 6, 30)).on == date(2024, 6, 30)
    assert next_birthday(birthday, date(2024, 7, 1)).on == date(2025, 6, 30)


def test_the_29th_of_february_is_kept_on_the_28th_in_common_years():
    birthday = Birthday("solar", 2, 29)
    assert birthday_in(birthday, 2024) == Celebration(date(2024, 2, 29))
    assert next_birthday(birthday, date(2024, 3, 1)) == Celebration(date(2025, 2, 28), ("feb_29_on_28",))


def test_a_lunar_birthday_moves_through_our_calendar():
    mid_autumn = Birthday("lunar", 8, 15)
    assert next_birthday(mid_autumn, date(2024, 9, 17)).on == date(2024, 9, 17)
    assert next_birthday(mid_autumn, date(2024, 9, 18)).on == date(2025, 10, 6)


def test_a_lunar_birthday_of_last_lunar_year_can_still_come_in_january():
    # 2024-01-20 is 腊月初十 of lunar 2023.
    assert next_birthday(Birthday("lunar", 12, 20), date(2024, 1, 20)).on == date(2024, 1, 30)


def test_a_leap_month_birthday_is_kept_in_the_leap_month_or_else_in_the_ordinary_one():
    birthday = Birthday("lunar", 6, 1, leap=True)
    assert birthday_in(birthday, 2025) == Celebration(date(2025, 7, 25))
    assert birthday_in(birthday, 2026) == Celebration(date(2026, 7, 14), ("leap_month_in_ordinary",))


def test_the_30th_is_kept_on_the_29th_of_a_short_month():
    birthday = Birthday("lunar", 12, 30)
    assert birthday_in(birthday, 2023) == Celebration(date(2024, 2, 9))
    assert birthday_in(birthday, 2024) == Celebration(date(2025, 1, 28), ("day_30_on_29",))


def test_the_30th_of_a_missing_leap_month_can_need_both_rules():
    kept = birthday_in(Birthday("lunar", 6, 30, leap=True), 2024)
    assert kept.rules == ("leap_month_in_ordinary", "day_30_on_29")
    assert kept.on == date(2024, 8, 3)


@given(
    st.dates(date(1950, 1, 1), date(2060, 12, 31)),
    st.one_of(
        st.builds(Birthday, st.just("lunar"), st.integers(1, 12), st.integers(1, 30), st.booleans()),
        st.builds(Birthday, st.just("solar"), st.integers(1, 12), st.integers(1, 28)),
        st.just(Birthday("solar", 2, 29)),
    ),
)
def test_whose_birthday_is_today_and_when_is_the_next_never_disagree(day, birthday):
    kept = next_birthday(birthday, day).on
    assert day <= kept <= day + timedelta(days=385)
    assert birthday in birthdays_on(kept)
    assert (birthday in birthdays_on(day)) == (kept == day)


def test_age_goes_by_the_solar_day_of_birth_in_both_calendars():
    solar, lunar = Birthday("solar", 10, 3, year=1990), Birthday("lunar", 8, 15, year=1990)
    assert solar.born_on == lunar.born_on == date(1990, 10, 3)
    for day in (date(2026, 9, 25), date(2026, 10, 2), date(2026, 10, 3)):
        assert age_on(solar, day) == age_on(lunar, day)
    assert age_on(lunar, date(2026, 10, 2)) == 35
    assert age_on(lunar, date(2026, 10, 3)) == 36


def test_age_is_unknown_without_a_year_and_before_birth():
    assert age_on(Birthday("solar", 5, 5), date(2024, 5, 5)) is None
    assert age_on(Birthday("solar", 5, 5, year=2024), date(2024, 5, 4)) is None
    assert age_on(Birthday("solar", 5, 5, year=2024), date(2024, 5, 5)) == 0


def test_someone_born_on_the_29th_of_february_grows_older_on_the_day_it_is_kept():
    birthday = Birthday("solar", 2, 29, year=2000)
    assert [age_on(birthday, date(2023, 2, d)) for d in (27, 28)] == [22, 23]
    assert [age_on(birthday, date(2024, 2, d)) for d in (28, 29)] == [23, 24]


@pytest.mark.parametrize(
    "facts",
    [
        {"calendar": "solar", "month": 2, "day": 30},
        {"calendar": "solar", "month": 2, "day": 29, "year": 2023},
        {"calendar": "solar", "month": 13, "day": 1},
        {"calendar": "solar", "month": 6, "day": 1, "leap": True},
        {"calendar": "lunar", "month": 1, "day": 31},
        {"calendar": "lunar", "month": 2, "day": 1, "leap": True, "year": 2024},
    ],
)
def test_a_birthday_that_cannot_be_is_refused(facts):
    with pytest.raises(NotInCalendar):
        Birthday(**facts)


def test_the_festivals_of_2026_are_where_the_almanac_has_them():
    found = {festival.code: festival.on.isoformat() for festival in festivals(2026)}
    assert found == {
        "new_year": "2026-01-01",
        "lunar_new_years_eve": "2026-02-16",
        "spring_festival": "2026-02-17",
        "lantern_festival": "2026-03-03",
        "womens_day": "2026-03-08",
        "qingming": "2026-04-05",
        "labour_day": "2026-05-01",
        "dragon_boat_festival": "2026-06-19",
        "qixi": "2026-08-19",
        "teachers_day": "2026-09-10",
        "mid_autumn_festival": "2026-09-25",
        "national_day": "2026-10-01",
        "double_ninth_festival": "2026-10-18",
    }


def test_a_leap_sixth_month_does_not_move_the_autumn_festivals_twice():
    found = {festival.code: festival.on.isoformat() for festival in festivals(2025)}
    assert (found["qixi"], found["mid_autumn_festival"]) == ("2025-08-29", "2025-10-06")


def test_public_holidays_come_in_the_language_asked_for():
    chinese = {holiday.on: holiday.name for holiday in public_holidays(2026, language="zh_CN")}
    english = {holiday.on: holiday.name for holiday in public_holidays(2026, language="en_US")}
    assert (chinese[date(2026, 10, 1)], english[date(2026, 10, 1)]) == ("国庆节", "National Day")
    assert public_holidays(2026, country="GB")[0].on == date(2026, 1, 1)
