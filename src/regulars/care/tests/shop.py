"""A small shop to plan care for: customers with a rhythm, told in few words."""

from datetime import date, timedelta
from decimal import Decimal

from regulars.core import clock
from regulars.customers.models import ContactPoint, Customer, Interaction, Promise
from regulars.insights import scoring
from regulars.orders.models import Order

SUNDAY = date(2026, 9, 27)  # the figures are true up to the evening before the morning of the cast


def customer(name="Zhou Wenbin", **fields):
    fields.setdefault("imported_on", date(2024, 3, 1))
    made = Customer.objects.create(name=name, **fields)
    ContactPoint.objects.create(
        customer=made, kind="phone", value="138 0571 2290", normalised="+8613805712290", is_primary=True
    )
    return made


def buys(who, on, amount=100):
    number = Order.objects.count() + 1
    return Order.objects.create(
        reference=f"A{number}",
        customer=who,
        ordered_at=clock.start_of(on) + timedelta(hours=12),
        ordered_on=on,
        currency="CNY",
        rate=1,
        rate_on=on,
        amount=Decimal(amount),
        amount_base=Decimal(amount),
    )


def buys_every(who, days, *, last, times, amount=100):
    for n in range(times):
        buys(who, last - timedelta(days=days * (times - 1 - n)), amount)


def owes(who, *, promise, answer_to):
    """A promise that is overdue, and a question nobody has answered."""
    Promise.objects.create(customer=who, text=promise, made_on=SUNDAY, due_on=date(2026, 9, 25))
    Interaction.objects.create(
        customer=who,
        happened_at="2026-09-26T08:20:00Z",
        channel="wechat",
        direction="from_customer",
        customer_words=answer_to,
        needs_answer=True,
        created_at="2026-09-26T08:20:00Z",
    )


def refresh(as_of=SUNDAY):
    return scoring.refresh(as_of)
