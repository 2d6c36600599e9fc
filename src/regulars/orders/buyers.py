"""Who bought a product, and how often: conditions that lists of customers and segments offer."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from regulars.core import clock
from regulars.customers.filter_fields import COMPUTED, FilterField, in_any
from regulars.orders.models import Order, OrderLine, Product


def filter_fields() -> list[FilterField]:
    return [
        FilterField("bought", _("Bought product"), "text", "name", group=COMPUTED, within=_bought),
        FilterField("ordered_times", _("Ordered"), "times", "", group=COMPUTED, counts=_ordered),
        FilterField(
            "ordered_product",
            _("Ordered product"),
            "named_times",
            "",
            group=COMPUTED,
            counts=_ordered_product,
        ),
        FilterField(
            "ordered_category",
            _("Ordered from category"),
            "named_times",
            "",
            group=COMPUTED,
            counts=_ordered_category,
        ),
    ]


def _bought(condition: Q) -> Q:
    """By part of a product's name or code; without a condition, anything."""
    products = Product.objects.filter(in_any(condition, "name", "code")).values("pk")
    lines = OrderLine.objects.filter(order__customer=OuterRef("pk"), order__kind="order")
    return Q(Exists(lines.filter(product__in=products) if condition else lines))


def _ordered(name: str, times: int, days: int) -> Q:
    return _often(Q(), times, days=days)


def _ordered_product(name: str, times: int, days: int) -> Q:
    products = Product.objects.filter(Q(name__icontains=name) | Q(code__iexact=name))
    return _often(Q(lines__product__in=products.values("pk")), times, days=days)


def _ordered_category(name: str, times: int, days: int) -> Q:
    products = Product.objects.filter(category__name__iexact=name)
    return _often(Q(lines__product__in=products.values("pk")), times, days=days)


def _often(condition: Q, times: int, *, days: int) -> Q:
    """At least so many orders in the last days; counted for all customers at once, not one by one."""
    orders = Order.objects.purchases().in_period(clock.today() - timedelta(days=days), clock.today())
    counted = orders.filter(condition).order_by().values("customer")
    often = counted.annotate(orders=Count("pk", distinct=True)).filter(orders__gte=times)
    return Q(pk__in=often.values("customer"))
