"""What each refresh keeps of what was sold."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from regulars.core import clock
from regulars.insights import sold
from regulars.insights.models import ScoreRun
from regulars.insights.tests.shop import buys, day
from regulars.orders.models import Category, Order, OrderLine, Payment, Product

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def rows(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {statement} o", params)
        return sorted(cursor.fetchall(), key=repr)


@pytest.fixture
def sales(shop):
    """Discounts on an order and on its lines, a product twice in one order, sold on credit, without a rate."""
    first, second, third = Order.objects.filter(customer=shop["steady"]).order_by("ordered_on")[:3]
    tea = Product.objects.create(code="T", name="Tea", category=Category.objects.create(name="Drinks"))
    for position, (order, quantity, discount) in enumerate(((first, 2, 5), (first, 1, 0), (second, 3, 7))):
        OrderLine.objects.create(
            order=order,
            position=position,
            product=tea,
            quantity=quantity,
            unit_price=10,
            discount=discount,
            amount=10 * quantity - discount,
        )
    Order.objects.filter(pk=first.pk).update(discount=15, rate=Decimal("7.25"), amount_base=725)
    Order.objects.filter(pk=third.pk).update(rate=None, amount_base=None)
    Order.objects.filter(pk=second.pk).update(on_credit=True, due_on=day("2026-05-01"), paid=100)
    paid = clock.start_of(day("2026-05-04"))  # the day before in Greenwich
    Payment.objects.create(customer=shop["steady"], order=second, amount=100, currency="CNY", paid_at=paid)
    return first, second


def test_what_is_kept_is_what_the_orders_themselves_say(sales, refresh):
    refresh()
    found = sold.kept()
    assert found.as_of == date(2026, 9, 27)
    for part in ("orders", "products", "credit"):
        for people in ("", "SELECT id FROM customers_customer WHERE name = %s"):
            asked = ["Zhou Wenbin"] if people else []
            kept, live = (rows(getattr(each, part)(people), *asked) for each in (found, sold.LIVE))
            assert kept == live
            assert kept
    assert rows(found.known()) == rows(sold.LIVE.known())


def test_what_was_sold_is_told_with_discounts_products_and_payments(sales, shop, refresh):
    refresh()
    steady = shop["steady"].pk
    orders = {row[1]: row for row in rows(sold.kept().orders()) if row[0] == steady}
    assert orders[day("2026-03-28")][4:] == (725, 60, Decimal("145"))  # (15 + 5) × 7.25
    assert orders[day("2026-04-27")][6] == 7
    assert day("2026-05-27") not in orders
    products = {row[1]: row[3:] for row in rows(sold.kept().products())}
    assert products == {
        day("2026-03-28"): (3, Decimal("181.25"), 1),
        day("2026-04-27"): (3, 23, 1),
    }
    assert rows(sold.kept().credit()) == [
        (steady, day("2026-04-27"), day("2026-05-01"), True, day("2026-05-04"))
    ]


def test_orders_that_come_later_wait_for_the_next_refresh(shop, refresh):
    refresh()
    before = rows(sold.kept().orders())
    buys(shop["new"], "2026-09-27", "2026-09-28")
    assert rows(sold.kept().orders()) == before
    refresh()
    assert len(rows(sold.kept().orders())) == len(before) + 1


def test_without_a_refresh_the_orders_are_asked(shop, refresh):
    assert sold.kept() == sold.LIVE
    refresh()
    ScoreRun.objects.all().delete()
    assert sold.kept() == sold.LIVE
