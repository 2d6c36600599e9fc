"""Figures and days are written one way."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from regulars.ui import formatting


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        (Decimal("6480"), "CNY", "¥6,480"),
        (Decimal("6480.00"), "CNY", "¥6,480"),
        (Decimal("6480.5"), "CNY", "¥6,480.50"),
        (Decimal("-3300"), "CNY", "−¥3,300"),
        (Decimal("8911407.90"), "GBP", "£8,911,407.90"),
        (Decimal("1200"), "JPY", "¥1,200"),
        (Decimal("5"), "CHF", "CHF\u00a05"),
        (0, "USD", "$0"),
    ],
)
def test_an_amount_has_its_sign_its_groups_and_decimals_only_when_needed(amount, currency, said):
    assert formatting.money(amount, currency) == said


def test_an_exact_amount_keeps_its_decimals():
    assert formatting.money(Decimal("6480"), "CNY", exact=True) == "¥6,480.00"


def test_less_than_half_a_cent_below_nothing_is_not_minus_nothing():
    assert formatting.money(Decimal("-0.001"), "CNY") == "¥0.00"


def test_a_range_says_its_currency_once():
    assert formatting.money_range(Decimal(980), Decimal(2340), "CNY") == "¥980–2,340"


def test_a_range_that_may_be_a_loss_says_both_ends_in_full():
    with translation.override("en"):
        assert formatting.money_range(Decimal(-3300), Decimal(17100), "CNY") == "−¥3,300 to ¥17,100"


def test_shares_are_percentages():
    assert formatting.percent(Decimal("0.22")) == "22%"
    assert formatting.percent(0.225, 1) == "22.5%"


def test_a_day_can_be_told_in_both_languages(morning, db):
    day = date(2026, 9, 28)
    with translation.override("en"):
        assert formatting.day(day, "full") == "Monday, 28 September"
        assert formatting.day(day, "near") == "today"
        assert formatting.day(date(2026, 9, 20), "near") == "2026-09-20"
    with translation.override("zh-hans"):
        assert formatting.day(day, "full") == "9 月 28 日，星期一"
        assert formatting.day(day, "month") == "2026 年 9 月"
        assert formatting.day(date(2026, 9, 29), "near") == "明天"


def test_a_moment_belongs_to_the_firms_own_day(morning, db):
    late_in_london = datetime(2026, 9, 27, 17, 30, tzinfo=UTC)
    assert formatting.day(late_in_london) == "2026-09-28"
    assert formatting.moment(late_in_london) == "2026-09-28 01:30"


def test_a_day_that_was_told_without_a_time_shows_none(morning, db):
    from_a_file = datetime(2026, 9, 27, 16, 0, tzinfo=UTC)  # midnight in Shanghai
    assert formatting.moment(from_a_file) == "2026-09-28"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 9, 28), "今天"),
        (date(2026, 9, 27), "昨天"),
        (date(2026, 9, 25), "3 天前"),
        (date(2026, 10, 5), "7 天后"),
        (date(2026, 5, 28), "4 个月前"),
        (date(2023, 9, 1), "3 年前"),
    ],
)
def test_how_long_ago_is_told_in_days_then_months_then_years(on, said, morning, db):
    with translation.override("zh-hans"):
        assert formatting.ago(on) == said


@pytest.mark.parametrize(
    ("number", "groups"),
    [
        ("13800001368", ("138", "0000", "1368")),
        ("+8613800001368", ("+86", "138", "0000", "1368")),
        ("+12535550154", ("+1", "253", "555", "0154")),
        ("0512-55500100", ("0512-55500100",)),
        ("138 0000 1368", ("138 0000 1368",)),
        ("1234", ("1234",)),
        ("ask the guard", ("ask the guard",)),
    ],
)
def test_a_number_is_read_in_the_groups_of_its_country_and_loses_nothing(number, groups):
    assert formatting.phone_groups(number) == groups
