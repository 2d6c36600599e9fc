"""Lifetime value as a sum of components, exact to the cent."""

from decimal import Decimal

from regulars.analytics.components import Component, lifetime_value

CARS = Component("cars", Decimal(5), 20_000_000)
PARTS = Component("parts", Decimal(1), 6_000_000)
REPAIRS = Component("repairs", Decimal(1), 4_000_000)


def interest(*, is_counted):
    return Component("interest", Decimal(1), 3_000_000, is_counted)


def test_five_cars_parts_repairs_and_interest_make_1_130_000():
    assert lifetime_value([CARS, PARTS, REPAIRS, interest(is_counted=True)]) == 113_000_000


def test_an_optional_component_can_be_left_out():
    assert lifetime_value([CARS, PARTS, REPAIRS, interest(is_counted=False)]) == 110_000_000


def test_costs_count_against_the_sum_and_halves_are_rounded_to_even():
    assert lifetime_value([PARTS, Component("visits", Decimal(40), -50_000)]) == 4_000_000
    assert Component("half", Decimal("0.5"), 5).total_minor == 2
    assert Component("half", Decimal("0.5"), 7).total_minor == 4
