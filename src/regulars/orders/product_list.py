"""The list of products, by code, each page as cheap as the first."""

from dataclasses import dataclass
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regulars.customers import keyset
from regulars.customers.counting import Count, count
from regulars.orders import wording
from regulars.orders.amounts import base_currency
from regulars.orders.models import Product
from regulars.ui.tables import Cell, Column, Pager, Table, with_query

PAGE_SIZE = 50
BY_CODE = keyset.Sort("code")


@dataclass(frozen=True)
class Listing:
    table: Table
    found: Count
    records: list[Product]


def listing(user: Any, query: MultiValueDict[str, str]) -> Listing:
    products = Product.objects.all()
    if text := (query.get("q") or "").strip():
        products = products.named_like(text)
    category = query.get("category") or ""
    if category.isdecimal() and len(category) < 18:
        products = products.filter(category=int(category))
    after, before = query.get("after") or "", query.get("before") or ""
    page = keyset.page(products, BY_CODE, reads=(), size=PAGE_SIZE, after=after, before=before)
    keys = [row[-2] for row in page.rows]
    known = Product.objects.select_related("category").in_bulk(keys)
    records, found = [known[key] for key in keys], count(products)
    pager = Pager(
        words=_("{shown} of {words}").format(shown=len(records), words=found.words),
        next_url=with_query(query, after=page.after.written(), before="") if page.after else "",
        previous_url=with_query(query, before=page.before.written(), after="") if page.before else "",
    )
    return Listing(_table(records, pager, user), found, records)


def _table(records: list[Product], pager: Pager, user: Any) -> Table:
    columns = [
        Column(key="name", label=pgettext_lazy("product", "Name"), kind="name", read=_name),
        Column(key="category", label=gettext_lazy("Category"), on_phone="bare"),
        Column(key="price", label=gettext_lazy("Price"), kind="figure", read=_price, on_phone="bare"),
        Column(
            key="repurchase_days", label=gettext_lazy("Usually lasts days"), kind="number", on_phone="none"
        ),
        Column(key="is_active", label=gettext_lazy("On sale"), kind="tag", read=_active, on_phone="bare"),
    ]
    if user.is_manager:
        columns.insert(
            3, Column(key="cost", label=gettext_lazy("Cost"), kind="figure", read=_cost, on_phone="none")
        )
    return Table(
        name="products", label=gettext_lazy("Products"), columns=columns, records=records, pager=pager
    )


def _name(product: Product) -> Cell:
    return Cell(str(product), note=product.code if product.name else "", url=product.get_absolute_url())


def _price(product: Product) -> Cell:
    words = wording.unit_price(product.price, base_currency()) if product.price is not None else ""
    return Cell(words, note=product.unit)


def _cost(product: Product) -> Cell:
    return Cell(wording.unit_price(product.cost, base_currency()) if product.cost is not None else "")


def _active(product: Product) -> Cell:
    return Cell("" if product.is_active else _("not on sale"))
