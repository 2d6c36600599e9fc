"""Orders, returns, payments and late deliveries on a customer's timeline."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Prefetch
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.core import clock
from regulars.customers.timeline import Entry
from regulars.orders.glance import glance_of
from regulars.orders.listing import late_words
from regulars.orders.models import Order, OrderLine, Payment
from regulars.ui.formatting import money

PRODUCTS_NAMED = 2
NOON = timedelta(hours=12)
LINES = Prefetch("lines", OrderLine.objects.select_related("product"))


def entries(customer: Any, user: Any, before: datetime | None, limit: int) -> Iterable[Entry]:
    found = [
        *_orders(customer, before, limit),
        *_payments(customer, before, limit),
        *_late_deliveries(customer, before, limit),
    ]
    return sorted(found, key=lambda entry: entry.at, reverse=True)[:limit]


def _orders(customer: Any, before: datetime | None, limit: int) -> Iterator[Entry]:
    orders = Order.objects.filter(customer=customer).order_by("-ordered_at", "-pk")
    if before:
        orders = orders.filter(ordered_at__lt=before)
    for order in orders.select_related("created_by").prefetch_related(LINES)[:limit]:
        yield Entry(
            at=order.ordered_at,
            kind="order",
            kind_label=gettext_lazy("Return") if order.is_return else gettext_lazy("Order"),
            headline=_headline(order),
            detail=order.remark or _where(order),
            url=order.get_absolute_url(),
            by=str(order.created_by or ""),
            key=f"order:{order.pk}",
        )


def _headline(order: Order) -> str:
    amount, goods = money(order.amount, order.currency), _goods(order)
    return _("{amount}: {products}").format(amount=amount, products=goods) if goods else amount


def _payments(customer: Any, before: datetime | None, limit: int) -> Iterator[Entry]:
    """Money that moved on another day than the goods; what was paid at once goes with the order."""
    payments = Payment.objects.filter(customer=customer).annotate(
        day=TruncDate("paid_at", tzinfo=clock.zone())
    )
    payments = payments.exclude(order__ordered_on=F("day")).order_by("-paid_at", "-pk")
    if before:
        payments = payments.filter(paid_at__lt=before)
    for payment in payments.select_related("order")[:limit]:
        amount = money(abs(payment.amount), payment.currency)
        said = _("Paid {amount}") if payment.amount >= 0 else _("Got {amount} back")
        yield Entry(
            at=payment.paid_at,
            kind="order",
            kind_label=gettext_lazy("Payment"),
            headline=said.format(amount=amount),
            detail=_("for {order}").format(order=payment.order) if payment.order else "",
            url=payment.order.get_absolute_url() if payment.order else "",
            key=f"payment:{payment.pk}",
        )


def _late_deliveries(customer: Any, before: datetime | None, limit: int) -> Iterator[Entry]:
    """Told at noon of the day it came, or of the first day it was missing."""
    if not glance_of(customer).came_late:
        return
    late = Order.objects.filter(customer=customer).delivered_late(clock.today()).order_by("-ordered_at")
    for order in late[:limit]:
        at = clock.start_of(_late_since(order)) + NOON
        if before is None or at < before:
            yield _late_entry(order, at)


def _late_entry(order: Order, at: datetime) -> Entry:
    headline = (
        _("Delivery of {order} came late") if order.delivered_on else _("Delivery of {order} has not come")
    )
    return Entry(
        at=at,
        kind="order",
        kind_label=gettext_lazy("Delivery"),
        headline=headline.format(order=order),
        warning=late_words(order.days_late or 0),
        url=order.get_absolute_url(),
        key=f"delivery:{order.pk}",
    )


def _late_since(order: Order) -> date:
    assert order.promised_on is not None
    return order.delivered_on or order.promised_on + timedelta(days=1)


def _goods(order: Order) -> str:
    lines = list(order.lines.all())
    names = [line.description or str(line.product or "") for line in lines[:PRODUCTS_NAMED]]
    words = str(_(", ")).join(filter(None, names))
    if len(lines) > PRODUCTS_NAMED:
        words = _("{products} and {count} more").format(products=words, count=len(lines) - PRODUCTS_NAMED)
    return words


def _where(order: Order) -> str:
    if order.store:
        return order.store
    return str(order.get_outlet_display() if order.outlet else order.get_channel_display())
