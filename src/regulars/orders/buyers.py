"""Who bought a product, when and how often: conditions that lists of customers and segments offer."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from regulars.core import clock
from regulars.customers.filter_fields import COMPUTED, FilterField, in_any
from regulars.orders.models import Order, OrderLine, Product
from regulars.orders.querysets import OrderQuerySet


def filter_fields() -> list[FilterField]:
    return [
        FilterField("bought", _("Bought product"), "text", "name", group=COMPUTED, within=_bought),
        FilterField(
            "ordered_on", _("Day of an order"), "date", "ordered_on", group=COMPUTED, within=_ordered_on_day
        ),
        FilterField("ordered_times", _("Ordered"), "times", "", group=COMPUTED, counts=_ordered, tells=_told),
        FilterField(
            "ordered_product",
            _("Ordered product"),
            "named_times",
            "",
            group=COMPUTED,
            counts=_ordered_product,
            tells=_told_of_product,
        ),
        FilterField(
            "ordered_category",
            _("Ordered from category"),
            "named_times",
            "",
            group=COMPUTED,
            counts=_ordered_category,
            tells=_told_of_category,
        ),
    ]


def _ordered_on_day(condition: Q) -> Q:
    return Q(Exists(Order.objects.filter(condition, customer=OuterRef("pk"), kind="order")))


def _bought(condition: Q) -> Q:
    """By part of a product's name or code; without a condition, anything."""
    products = Product.objects.filter(in_any(condition, "name", "code")).values("pk")
    lines = OrderLine.objects.filter(order__customer=OuterRef("pk"), order__kind="order")
    return Q(Exists(lines.filter(product__in=products) if condition else lines))


def _ordered(name: str, times: int, days: int) -> Q:
    return _often(_anything(), times, days=days)


def _ordered_product(name: str, times: int, days: int) -> Q:
    return _often(_with_product(name), times, days=days)


def _ordered_category(name: str, times: int, days: int) -> Q:
    return _often(_with_category(name), times, days=days)


def _told(customer: Any, values: Sequence[str]) -> str:
    return _told_times(customer, _anything(), values)


def _told_of_product(customer: Any, values: Sequence[str]) -> str:
    return _told_times(customer, _with_product(values[0]), values)


def _told_of_category(customer: Any, values: Sequence[str]) -> str:
    return _told_times(customer, _with_category(values[0]), values)


def _anything() -> Q:
    return Q()


def _with_product(name: str) -> Q:
    products = Product.objects.filter(Q(name__icontains=name) | Q(code__iexact=name))
    return Q(lines__product__in=products.values("pk"))


def _with_category(name: str) -> Q:
    products = Product.objects.filter(category__name__iexact=name)
    return Q(lines__product__in=products.values("pk"))


def _within(condition: Q, days: int) -> OrderQuerySet:
    today = clock.today()
    found: OrderQuerySet = (
        Order.objects.purchases().in_period(today - timedelta(days=days), today).filter(condition)
    )
    return found


def _often(condition: Q, times: int, *, days: int) -> Q:
    """At least so many orders in the last days; counted for all customers at once, not one by one."""
    counted = _within(condition, days).order_by().values("customer")
    often = counted.annotate(orders=Count("pk", distinct=True)).filter(orders__gte=times)
    return Q(pk__in=often.values("customer"))


def _told_times(customer: Any, condition: Q, values: Sequence[str]) -> str:
    times = _within(condition, int(values[-1])).filter(customer=customer).values("pk").distinct().count()
    return ngettext("%(count)s time", "%(count)s times", times) % {"count": times}
