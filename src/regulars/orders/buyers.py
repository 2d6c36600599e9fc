"""Who bought a product: a condition that lists of customers offer."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from regulars.customers.filter_fields import COMPUTED, FilterField, in_any
from regulars.orders.models import OrderLine, Product


def filter_fields() -> list[FilterField]:
    return [FilterField("bought", _("Bought product"), "text", "name", group=COMPUTED, within=_bought)]


def _bought(condition: Q) -> Q:
    """By part of a product's name or code; without a condition, anything."""
    products = Product.objects.filter(in_any(condition, "name", "code")).values("pk")
    lines = OrderLine.objects.filter(order__customer=OuterRef("pk"), order__kind="order")
    return Q(Exists(lines.filter(product__in=products) if condition else lines))
