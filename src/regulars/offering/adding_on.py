"""Add-ons: what goes with the products of an order, told by hand and learnt from orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from regulars.offering import wording
from regulars.offering.models import NotWanted, Pair
from regulars.orders.models import Product
from regulars.ui.formatting import num

MOST = 5
LEAST_LIFT = 1.2  # below, they stand in one basket by chance


@dataclass(frozen=True)
class AddOn:
    product: Product
    why: str
    sort: str  # service, goods


def suggested(typed: Sequence[str], *, customer: Any = None) -> list[AddOn]:
    """typed: what stands in the product fields of the form; what people linked by hand comes first."""
    products = _products(typed)
    if not products:
        return []
    out = {each.pk for each in products}
    if customer:
        out |= set(NotWanted.objects.filter(customer=customer).values_list("product", flat=True))
    found = [*_by_hand(products), *_learnt(products)]
    kept: dict[int, AddOn] = {}
    for each in found:
        if each.product.pk not in out and each.product.is_active:
            kept.setdefault(each.product.pk, each)
    return list(kept.values())[:MOST]


def _products(typed: Sequence[str]) -> list[Product]:
    """By code, as the form's choices begin with it, or by the whole name."""
    asked = Q(pk__in=[])
    for text in filter(None, (each.strip()[:300].replace("\0", "") for each in typed[:100])):
        asked |= Q(code__iexact=text.partition(" · ")[0]) | Q(name__iexact=text)
    return list(Product.objects.filter(asked))


def _by_hand(products: Sequence[Product]) -> list[AddOn]:
    links = Product.goes_with.through.objects.filter(from_product__in=products)
    rows = links.select_related("from_product", "to_product").order_by("pk")
    return [
        AddOn(
            row.to_product, _("Goes with {product}.").format(product=row.from_product), _sort(row.to_product)
        )
        for row in rows
    ]


def _learnt(products: Sequence[Product]) -> list[AddOn]:
    rows = Pair.objects.filter(product__in=products, lift__gte=LEAST_LIFT).select_related("product", "other")
    words = _("{share} of the orders with {product} hold it too ({n} orders, {lift} times chance).")
    return [
        AddOn(
            row.other,
            words.format(
                share=wording.share(row.confidence),
                product=row.product,
                n=num(row.baskets),
                lift=num(row.lift, 1),
            ),
            _sort(row.other),
        )
        for row in rows.order_by("-confidence", "pk")[: 4 * MOST]
    ]


def _sort(product: Product) -> str:
    return "service" if product.is_service else "goods"
