"""Lists of customers behind what is offered: who has a product, who lacks it, who is offered it."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from regulars.customers.filter_fields import COMPUTED, FilterField, in_any
from regulars.customers.filtering import escaped
from regulars.offering.models import Offer
from regulars.orders.models import OrderLine, Product


def filter_fields() -> list[FilterField]:
    """What lists of customers can be filtered by besides."""
    return [
        FilterField("never_bought", _("Never bought product"), "text", "name", group=COMPUTED, within=_never),
        FilterField(
            "bought_category",
            _("Bought category"),
            "text",
            "category__name",
            group=COMPUTED,
            within=_category,
        ),
        FilterField(
            "never_bought_category",
            _("Never bought category"),
            "text",
            "category__name",
            group=COMPUTED,
            within=_never_category,
        ),
        FilterField("offered", _("Product to offer"), "text", "name", group=COMPUTED, within=_offered),
    ]


def customers(*conditions: tuple[str, str, str]) -> str:
    """The list of customers who meet all conditions: (field, operator, value)."""
    told = [("f", f"{field}:{operator}:{escaped(value)}") for field, operator, value in conditions]
    return f"{reverse('customers:list')}?{urlencode(told)}"


def lacking(product: Any, other: Any) -> str:
    """Who bought the one and never the other."""
    return customers(("bought", "is", product.code), ("never_bought", "is", other.code))


def _never(condition: Q) -> Q:
    return ~_bought(_products(condition))


def _category(condition: Q) -> Q:
    return _bought(Product.objects.filter(condition))


def _never_category(condition: Q) -> Q:
    return ~_category(condition)


def _offered(condition: Q) -> Q:
    offers = Offer.objects.filter(customer=OuterRef("pk"))
    return Q(Exists(offers.filter(product__in=_products(condition).values("pk"))))


def _products(condition: Q) -> Any:
    return Product.objects.filter(in_any(condition, "name", "code"))


def _bought(products: Any) -> Q:
    lines = OrderLine.objects.filter(order__customer=OuterRef("pk"), order__kind="order")
    return Q(Exists(lines.filter(product__in=products.values("pk"))))
