"""What an order in another currency is worth."""

from datetime import date
from decimal import Decimal

import pytest

from regulars.orders.models import Order
from regulars.orders.rates import set_rate

pytestmark = pytest.mark.usefixtures("morning")


def test_an_order_takes_the_rate_of_its_day_and_keeps_it(ming, green, sell, boss):
    set_rate("USD", Decimal("7.1"), valid_from=date(2026, 1, 1), by=boss)
    set_rate("USD", Decimal("7.2"), valid_from=date(2026, 9, 1), by=boss)
    before = sell(ming, green, 1, price="10", currency="USD", on=date(2026, 8, 31))
    after = sell(ming, green, 1, price="10", currency="USD", on=date(2026, 9, 1))
    assert (before.amount_base, before.rate_on) == (Decimal(71), date(2026, 1, 1))
    assert (after.amount_base, after.rate_on) == (Decimal(72), date(2026, 9, 1))
    assert set_rate("USD", Decimal("9.9"), valid_from=date(2026, 1, 1), by=boss) == 0
    before.refresh_from_db()
    assert before.amount_base == 71


def test_a_rate_given_later_brings_its_orders_into_the_totals(ming, green, sell, boss):
    orders = [
        sell(ming, green, 1, price=price, currency="USD", on=date(2026, 9, 2))
        for price in ("0.10", "0.30", "0.50")
    ]
    early = sell(ming, green, 1, price="1", currency="USD", on=date(2026, 9, 1))
    assert Order.objects.sums()["without_rate"] == 4
    assert set_rate("USD", Decimal("0.45"), valid_from=date(2026, 9, 2), by=boss) == 3
    for order in orders:
        order.refresh_from_db()
    # 0.045, 0.135 and 0.225: halves go to the even cent.
    assert [order.amount_base for order in orders] == [Decimal("0.04"), Decimal("0.14"), Decimal("0.22")]
    early.refresh_from_db()
    assert early.amount_base is None
    sums = Order.objects.sums()
    assert (sums["net"], sums["without_rate"]) == (Decimal("0.40"), 1)
