"""A shop of a few customers and orders, told in few words."""

from datetime import date, timedelta
from decimal import Decimal

from regulars.core import clock
from regulars.customers.models import Customer
from regulars.orders.models import Order


def day(text):
    return date.fromisoformat(text)


def customer(name, **fields):
    fields.setdefault("imported_on", day("2025-01-01"))
    return Customer.objects.create(name=name, **fields)


def buys(who, *days, amount=100, cost=None, channel="offline", kind="order"):
    for on in map(day, days):
        sign = -1 if kind == "return" else 1
        Order.objects.create(
            reference=f"A{Order.objects.count() + 1}",
            kind=kind,
            customer=who,
            ordered_at=clock.start_of(on) + timedelta(hours=12),
            ordered_on=on,
            channel=channel,
            currency="CNY",
            rate=1,
            rate_on=on,
            amount=sign * Decimal(amount),
            amount_base=sign * Decimal(amount),
            cost_base=None if cost is None else sign * Decimal(cost),
        )
