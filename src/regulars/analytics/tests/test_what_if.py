"""More retention, more profit: on counts that can be worked out by hand."""

import pytest

from regulars.analytics.what_if import (
    Group,
    NotEnoughCustomers,
    foreseen_minor,
    interval,
    kept_years,
    what_if,
)

HALF_STAY = Group("once", base=30, kept=15, customers=15, profit_minor=60_000)


def test_five_points_on_half_staying_are_a_tenth_more_profit_in_one_year():
    found = what_if([HALF_STAY], points=0.05, years=1, discount=0)
    assert (found.before_minor, found.after_minor) == (30_000, 33_000)
    assert found.change == pytest.approx(0.1)
    low, high = interval(15, 30)
    assert (low, high) == pytest.approx((0.38608, 0.61392), abs=1e-4)
    assert (found.low, found.high) == pytest.approx((0.05 / high, 0.05 / low))
    assert (found.gain_low_minor, found.gain_high_minor) == (3_000, 3_000)


def test_later_years_count_less_and_only_for_those_who_stayed():
    assert kept_years(0.5, years=3, discount=0) == pytest.approx(0.875)
    assert kept_years(0.55, years=2, discount=0.1) == pytest.approx(0.5 + 0.25)


def test_a_small_group_takes_the_rate_of_all_and_retention_never_passes_one():
    few = Group("often", base=10, kept=10, customers=10, profit_minor=100_000)
    found = what_if([HALF_STAY, few], points=0.5, years=1, discount=0)
    assert [outcome.is_borrowed for outcome in found.groups] == [False, True]
    assert found.groups[1].rate == pytest.approx(25 / 40)
    assert found.groups[1].after_minor == 100_000


def test_the_change_grows_with_the_points_and_is_unknown_without_profit():
    changes = [
        what_if([HALF_STAY], points=points / 100, years=5, discount=0.1).change for points in (1, 5, 10)
    ]
    assert changes == sorted(changes)
    assert changes[0] > 0
    poor = Group("once", base=30, kept=15, customers=15, profit_minor=-1)
    assert what_if([poor], points=0.05, years=1, discount=0).change is None


def test_fewer_than_thirty_customers_are_not_enough():
    few = Group("once", base=29, kept=15, customers=15, profit_minor=1)
    for answer in (lambda: what_if([few], points=0.05, years=1, discount=0), lambda: foreseen_minor([few])):
        with pytest.raises(NotEnoughCustomers):
            answer()


def test_a_year_is_foreseen_by_the_retention_there_was():
    assert foreseen_minor([HALF_STAY]) == 30_000
