"""Customers who looked at products."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef

from regulars.core import clock
from regulars.customers.models import Customer
from regulars.orders.models import BrowsingEvent, OrderLine, Product


def record_browsing(
    customer: Customer, product: Product, *, at: datetime | None = None, source: str = ""
) -> BrowsingEvent:
    """Keep that a customer looked at a product; the same look told twice is kept once."""
    event, _is_new = BrowsingEvent.objects.get_or_create(
        customer=customer, product=product, happened_at=at or clock.now(), source=source
    )
    return event


def looked_at(customer: Customer, limit: int = 10) -> list[Any]:
    """The products looked at last, each once, with how often, when last, and whether they were ever bought."""
    bought = OrderLine.objects.filter(order__customer=customer, product=OuterRef("product"))
    seen = BrowsingEvent.objects.filter(customer=customer).values("product", "product__name", "product__code")
    counted = seen.annotate(times=Count("pk"), last=Max("happened_at"), is_bought=Exists(bought))
    return list(counted.order_by("-last")[:limit])
