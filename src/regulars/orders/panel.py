"""Orders on the customer page: the tab, and how the customer stands with credit."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regulars.core import clock
from regulars.customers.actions import Action
from regulars.orders import browsing, buying_habits, credit, deal_summary, listing
from regulars.orders.glance import glance_of
from regulars.orders.models import Order, Payment

ORDERS_SHOWN, PAYMENTS_SHOWN, OVERDUE_SHOWN = 12, 8, 10


def tab(customer: Any, user: Any) -> dict[str, Any]:
    orders = Order.objects.filter(customer=customer).order_by("-ordered_at", "-pk")
    keys = list(orders.values_list("pk", flat=True)[: ORDERS_SHOWN + 1])
    records = listing.in_order(orders, keys[:ORDERS_SHOWN])
    deals = deal_summary.deals_of(customer)
    today = clock.today()
    return {
        "table": listing.table(records, with_customer=False),
        "has_orders": bool(records),
        "more_url": f"{reverse('orders:list')}?customer={customer.pk}" if len(keys) > ORDERS_SHOWN else "",
        "deals": deal_summary.facts(deals, user),
        "habits": buying_habits.habits_of(customer),
        "products": [product_row(row, today) for row in deal_summary.products_of(customer)],
        "payments": Payment.objects.filter(customer=customer)
        .select_related("order")
        .order_by("-paid_at")[:PAYMENTS_SHOWN],
        "credit": credit_block(customer),
        "looked_at": browsing.looked_at(customer),
        "new_order_url": reverse("orders:new", args=[customer.pk]) if user.may_write else "",
        "as_of": clock.now(),
    }


def count(customer: Any) -> int:
    return glance_of(customer).purchases


def who(customer: Any, user: Any) -> dict[str, Any] | None:
    """Beside who the customer is, only where something is sold on credit."""
    if customer.credit_limit is None and not glance_of(customer).owes_on_credit:
        return None
    standing = credit.standing(customer)
    return {"standing": standing} if standing.is_shown else None


def credit_block(customer: Any) -> dict[str, Any] | None:
    """The standing, and the orders that the overdue amount is made of."""
    standing = credit.standing(customer)
    if not standing.is_shown:
        return None
    overdue = Order.objects.filter(customer=customer).overdue(clock.today()).order_by("due_on", "pk")
    return {"standing": standing, "overdue": list(overdue[:OVERDUE_SHOWN]) if standing.overdue else []}


def product_row(row: dict[str, Any], today: date) -> dict[str, Any]:
    """A product bought, and when it should be needed again."""
    lasts, last = row["product__repurchase_days"], row["last"]
    due = last + timedelta(days=lasts) if lasts and last else None
    return row | {"due_on": due, "is_late": due is not None and due < today}


NEW_ORDER = Action(
    "new_order",
    _("New order"),
    allowed=lambda user, customer: user.may_write,
    url=lambda customer: reverse("orders:new", args=[customer.pk]),
    order=20,
)
