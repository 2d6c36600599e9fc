"""What a customer's orders are like, asked once for a page: what there is none of need not be asked for again."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from regulars.core import clock
from regulars.orders.models import Order
from regulars.orders.querysets import late

KEPT_AS = "_glance_at_orders"


@dataclass(frozen=True)
class Glance:
    purchases: int
    owes_on_credit: bool
    came_late: bool


def glance_of(customer: Any) -> Glance:
    """Kept on the customer, who is fetched anew for each page."""
    if KEPT_AS not in customer.__dict__:
        found = Order.objects.filter(customer=customer).aggregate(
            purchases=Count("pk", filter=Q(kind="order")),
            owed=Count("pk", filter=Q(on_credit=True) & ~Q(paid=F("amount"))),
            late=Count("pk", filter=late(clock.today())),
        )
        customer.__dict__[KEPT_AS] = Glance(found["purchases"], bool(found["owed"]), bool(found["late"]))
    glance: Glance = customer.__dict__[KEPT_AS]
    return glance
