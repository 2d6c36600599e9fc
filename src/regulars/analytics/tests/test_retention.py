"""Retention counted in a few sums is retention counted customer by customer."""

from datetime import timedelta
from random import Random

import pytest

from regulars.analytics.periods import period, period_of
from regulars.analytics.retention import retention
from regulars.analytics.tests.shop import customer, day, order

FIRST, AS_OF, PEOPLE, PERIODS = day("2024-01-01"), day("2025-03-14"), 40, 9


@pytest.fixture(scope="module")
def bought():
    random = Random(20250314)
    days = (AS_OF - FIRST).days + 20  # some orders lie after the day
    return {
        number: sorted(FIRST + timedelta(random.randrange(days)) for _each in range(random.randrange(7)))
        for number in range(1, PEOPLE + 1)
    }


def told_one_by_one(bought, grain, active_days):
    def is_active(days, end):
        return any(on <= end <= on + timedelta(active_days) for on in days)

    last = period_of(AS_OF, grain).number
    rows = []
    for number in range(last - PERIODS + 1, last + 1):
        start, end = period(number - 1, grain).ends_on, min(period(number, grain).ends_on, AS_OF)
        counts = dict.fromkeys(("at_start", "retained", "churned", "new", "won_back", "at_end"), 0)
        for days in bought.values():
            before, after = is_active(days, start), is_active(days, end)
            counts["at_start"] += before
            counts["at_end"] += after
            counts["retained"] += before and after
            counts["churned"] += before and not after
            counts["new"] += not before and after and days[0] > start
            counts["won_back"] += not before and after and days[0] <= start
        rows.append((period(number, grain).starts_on, counts))
    return rows


@pytest.mark.parametrize(
    ("grain", "active_days"), [("month", 75), ("month", 12), ("week", 20), ("quarter", 91)]
)
def test_every_count_is_that_of_the_customers_looked_at_one_by_one(open_shop, bought, grain, active_days):
    orders = [order(who, on.isoformat()) for who, days in bought.items() for on in days]
    shop = open_shop(customers=[customer(number) for number in bought], orders=orders)
    found = retention(shop, AS_OF, active_days=active_days, periods=PERIODS, grain=grain).to_pylist()
    expected = [
        (on, counts) for on, counts in told_one_by_one(bought, grain, active_days) if any(counts.values())
    ]
    assert [(row["period_on"], {name: row[name] for name in expected[0][1]}) for row in found] == expected
