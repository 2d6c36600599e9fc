"""What more retention would do to the profit, on the shop's own counts."""

import pytest

from regulars.insights.tests.shop import buys, customer
from regulars.reports.tests.worth import names, open_page, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def thirty(morning):
    """Thirty customers who ordered once in the year before; half of them once more in the last one."""
    for number in range(30):
        one = customer(f"Regular {number:02}")
        buys(one, "2025-03-01", cost=60)
        if number < 15:
            buys(one, "2026-03-01", cost=60)


@pytest.mark.covers("LOY-24")
def test_five_points_are_shown_with_range_and_rule_of_thumb(thirty, refresh, client, boss):
    refresh()
    shown = open_page(client, boss, "what_if", "?points=5&years=1&discount=0")
    words = text(shown)
    # 15 customers with 40 each: 600 × 50% = 300, at 55% 330.
    assert "5 points more retention: 10.0% more profit" in words
    assert "Between 8.1% and 13.0%" in words
    assert "25% to 85% more profit for 5 points" in words
    assert "not verified for you" in words
    (once, *_others) = shown.context["found"].lines
    assert (once.base, once.kept, once.outcome.customers, once.before, once.after) == (30, 15, 15, 300, 330)
    assert "What this assumes" in words


@pytest.mark.covers("LOY-24")
def test_points_years_and_discount_can_be_set_and_counts_open_their_customers(thirty, refresh, client, boss):
    refresh()
    shown = open_page(client, boss, "what_if", "?points=10&years=1&discount=0")
    assert "10 points more retention: 20.0% more profit" in text(shown)
    once = shown.context["found"].lines[0]
    assert len(names(client.get(once.base_url))) == 30
    assert len(names(client.get(once.kept_url))) == len(names(client.get(once.now_url))) == 15
    beyond = open_page(client, boss, "what_if", "?points=900&years=x")
    assert (beyond.context["asked"].points, beyond.context["asked"].years) == (50, 5)


def test_the_last_year_checks_the_sums(thirty, refresh, client, boss):
    """All thirty ordered in 2024 too: the year before kept 30 of 30, so 30 × 40 was foreseen and 15 × 40 came."""
    for number in range(30):
        buys(customer(f"Old {number:02}"), "2024-03-01", "2025-04-01", cost=60)
    refresh()
    check = open_page(client, boss, "what_if").context["found"].check
    # 60 customers of the year up to 2025-09-27; of 30 who ordered in 2024, 30 ordered again: all 2,400 foreseen.
    assert (check["customers"], check["foreseen"], check["actual"]) == (60, 2400, 600)
    assert "Off by 300.0%" in text(open_page(client, boss, "what_if"))


def test_with_fewer_than_thirty_customers_the_page_says_what_is_missing(shop, refresh, client, boss):
    refresh()
    words = text(open_page(client, boss, "what_if"))
    assert "Not enough data yet" in words
    assert "at least 30 are needed" in words
