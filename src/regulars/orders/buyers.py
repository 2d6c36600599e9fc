"""Who bought a product, and when: conditions that lists of customers offer."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from regulars.customers.filter_fields import COMPUTED, FilterField, in_any
from regulars.orders.models import Order, OrderLine, Product


def filter_fields() -> list[FilterField]:
    return [
        FilterField("bought", _("Bought product"), "text", "name", group=COMPUTED, within=_bought),
        FilterField(
            "ordered_on", _("Day of an order"), "date", "ordered_on", group=COMPUTED, within=_ordered
        ),
    ]


def _ordered(condition: Q) -> Q:
    return Q(Exists(Order.objects.filter(condition, customer=OuterRef("pk"), kind="order")))


def _bought(condition: Q) -> Q:
    """By part of a product's name or code; without a condition, anything."""
    products = Product.objects.filter(in_any(condition, "name", "code")).values("pk")
    lines = OrderLine.objects.filter(order__customer=OuterRef("pk"), order__kind="order")
    return Q(Exists(lines.filter(product__in=products) if condition else lines))
