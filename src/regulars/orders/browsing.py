"""Customers who looked at products."""

from datetime import datetime
from typing import Any

from regulars.core import clock
from regulars.customers.models import Customer
from regulars.orders.models import BrowsingEvent, Product


def record_browsing(
    customer: Customer, product: Product, *, at: datetime | None = None, source: str = ""
) -> BrowsingEvent:
    """Keep that a customer looked at a product; the same look told twice is kept once."""
    event, _is_new = BrowsingEvent.objects.get_or_create(
        customer=customer, product=product, happened_at=at or clock.now(), source=source
    )
    return event


def looked_at(customer: Customer, limit: int = 10) -> list[Any]:
    """The products looked at last, each once, with how often and when last."""
    from django.db.models import Count, Max

    seen = BrowsingEvent.objects.filter(customer=customer).values("product", "product__name", "product__code")
    return list(seen.annotate(times=Count("pk"), last=Max("happened_at")).order_by("-last")[:limit])
