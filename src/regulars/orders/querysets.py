"""Questions about orders and products."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, F, Q, Sum

from regulars.customers.querysets import OfCustomerQuerySet

if TYPE_CHECKING:
    from regulars.orders.models import Product  # noqa: F401 (named in a string below)


def late(today: date) -> Q:
    return Q(kind="order") & (
        Q(delivered_on__gt=F("promised_on")) | Q(delivered_on=None, promised_on__lt=today)
    )


class OrderQuerySet(OfCustomerQuerySet):
    def purchases(self) -> Self:
        return self.filter(kind="order")

    def returns(self) -> Self:
        return self.filter(kind="return")

    def in_period(self, since: date | None, until: date | None) -> Self:
        found = self.filter(ordered_on__gte=since) if since else self
        return found.filter(ordered_on__lte=until) if until else found

    def with_product(self, product: Any) -> Self:
        return self.filter(pk__in=self.model._default_manager.filter(lines__product=product).values("pk"))

    def open_on_credit(self) -> Self:
        return self.filter(kind="order", on_credit=True, paid__lt=F("amount"))

    def overdue(self, today: date) -> Self:
        return self.open_on_credit().filter(due_on__lt=today)

    def delivered_late(self, today: date) -> Self:
        """After the promised day, or not yet though it has passed."""
        return self.filter(late(today))

    def sums(self) -> dict[str, Any]:
        """How many, what they came to in the firm's currency, and how many had no rate."""
        found: dict[str, Any] = self.aggregate(
            orders=Count("pk", filter=Q(kind="order")),
            returns=Count("pk", filter=Q(kind="return")),
            bought=Sum("amount_base", filter=Q(kind="order"), default=Decimal(0)),
            back=Sum("amount_base", filter=Q(kind="return"), default=Decimal(0)),
            without_rate=Count("pk", filter=Q(amount_base=None)),
        )
        return found | {"back": -found["back"], "net": found["bought"] + found["back"]}


class ProductQuerySet(models.QuerySet["Product"]):
    def on_sale(self) -> Self:
        return self.filter(is_active=True)

    def named_like(self, text: str) -> Self:
        """By part of the name or the beginning of the code."""
        words = text.strip()[:100].replace("\0", "")
        return self.filter(Q(code__istartswith=words) | Q(name__icontains=words))
