"""Offers for the whole base: which lists there are, what narrows them, and their columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regulars.core import clock, settings_store
from regulars.customers.keyset import Sort
from regulars.customers.models import Customer
from regulars.offering import wording
from regulars.offering.choices import GapKind, OfferKind, Reason
from regulars.offering.models import Gap, Offer, Pair
from regulars.orders.models import Product
from regulars.ui.pages import number_in
from regulars.ui.tables import Cell, Column

CLASSES = ("high", "middle", "low")
RELATED = {"offer": ("customer__measures", "product__category", "because"), "gap": ("customer__measures",)}


@dataclass(frozen=True)
class ListKind:
    """``found(user, query)`` are the rows, narrowed by the address; ``columns(user)`` what stands in them."""

    code: str
    label: Any
    about: Any
    found: Callable[[Any, Any], QuerySet[Any]]
    columns: Callable[[Any], Sequence[Column]]
    sort: Sort
    related: tuple[str, ...]
    narrowed_by: tuple[str, ...]


def _offers(kind: str) -> Callable[[Any, Any], QuerySet[Any]]:
    def found(user: Any, query: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = Offer.objects.visible_to(user).filter(kind=kind).exclude(reason=Reason.EARLY)
        rows = rows.exclude(reason=Reason.POPULAR) if kind == OfferKind.NEXT else rows
        rows = _of_product(rows, query, "product")
        if query.get("reason") in Reason.values:
            rows = rows.filter(reason=query["reason"])
        return _reachable(_in_class(rows, query))

    return found


def _gaps(user: Any, query: Any) -> QuerySet[Any]:
    rows = Gap.objects.visible_to(user)
    if query.get("gap") in GapKind.values:
        rows = rows.filter(kind=query["gap"])
    return _reachable(_in_class(rows, query))


def _pairs(user: Any, query: Any) -> QuerySet[Any]:
    rows = Pair.objects.filter(product__is_active=True, other__is_active=True)
    return _of_product(rows, query, "product")


def _of_product(rows: QuerySet[Any], query: Any, path: str) -> QuerySet[Any]:
    if (product := number_in(query, "product")) is not None:
        rows = rows.filter(**{path: product})
    if (category := number_in(query, "category")) is not None:
        rows = rows.filter(**{f"{path}__category": category})
    return rows


def _in_class(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    wanted = query.get("value_class")
    return rows.filter(customer__measures__value_class=wanted) if wanted in CLASSES else rows


def _reachable(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Who is not to be contacted is not to be offered anything either."""
    resting = Customer.objects.resting(clock.today()).values("pk")
    return rows.exclude(customer__in=resting)


def _offer_columns(user: Any) -> list[Column]:
    return [
        Column(key="customer", label=gettext_lazy("Customer"), kind="name", read=_customer),
        Column(key="product", label=gettext_lazy("Product"), read=_product, on_phone="bare"),
        Column(key="why", label=gettext_lazy("Why"), read=wording.reason, on_phone="whole"),
        Column(key="probability", label=gettext_lazy("Probability"), kind="percent", read=_chance),
        *_worth(user),
        Column(
            key="value_class",
            label=gettext_lazy("Value class"),
            kind="value_class",
            read=lambda row: row.customer.measured("value_class"),
            is_wide=True,
            on_phone="none",
        ),
    ]


def _up_columns(user: Any) -> list[Column]:
    columns = _offer_columns(user)
    difference = Column(
        key="more", label=gettext_lazy("Price and benefit"), read=_difference, on_phone="whole"
    )
    return [*columns[:3], difference, *columns[3:]]


def _worth(user: Any) -> list[Column]:
    """Margins of products follow from costs, which only managers see."""
    if user.is_manager:
        return [
            Column(
                key="margin",
                label=gettext_lazy("Expected margin"),
                kind="money",
                read=lambda row: _money(row.margin),
            )
        ]
    return [
        Column(
            key="sales",
            label=gettext_lazy("Expected sales"),
            kind="money",
            read=lambda row: _money(row.sales),
        )
    ]


def _gap_columns(user: Any) -> list[Column]:
    return [
        Column(key="customer", label=gettext_lazy("Customer"), kind="name", read=_customer),
        Column(
            key="kind",
            label=gettext_lazy("Suggestion"),
            read=lambda row: row.get_kind_display(),
            on_phone="bare",
        ),
        Column(key="why", label=gettext_lazy("Why"), read=_gap, on_phone="whole"),
        Column(
            key="worth",
            label=gettext_lazy("Margin a year, if the gap closes"),
            kind="money",
            read=lambda row: _money(row.worth),
        ),
    ]


def _pair_columns(user: Any) -> list[Column]:
    return [
        Column(
            key="product", label=gettext_lazy("Who bought"), kind="name", read=lambda row: _link(row.product)
        ),
        Column(
            key="other",
            label=gettext_lazy("also bought"),
            read=lambda row: _link(row.other),
            on_phone="bare",
        ),
        Column(
            key="confidence", label=pgettext_lazy("pairs", "Confidence"), kind="percent", read=_confidence
        ),
        Column(key="lift", label=pgettext_lazy("pairs", "Lift"), kind="figure", read=_lift),
        Column(
            key="support",
            label=pgettext_lazy("pairs", "Support"),
            kind="figure",
            read=_support,
            on_phone="none",
        ),
        Column(key="lacking", label=gettext_lazy("Who lacks it"), read=_lacking),
    ]


def _customer(row: Any) -> Cell:
    return Cell(str(row.customer), url=row.customer.get_absolute_url() + "offers/")


def _product(row: Any) -> Cell:
    note = str(row.product.category or "")
    return Cell(str(row.product), note=note, url=row.product.get_absolute_url())


def _chance(row: Any) -> Cell:
    if row.probability is None:
        return Cell(None, note=_("Ranked only") if row.past_offers else _("Not enough data yet"))
    low, high = wording.share(row.low), wording.share(row.high)
    return Cell(row.probability, note=_("{low} to {high}").format(low=low, high=high))


def _difference(row: Any) -> Cell:
    return Cell(wording.price_difference(row), note=row.product.benefit)


def _gap(row: Any) -> Cell:
    return Cell(wording.gap(row), note=wording.gap_compared(row))


def _money(value: Any) -> Cell:
    return Cell(round(value) if value is not None else None, currency=settings_store.get("firm.currency"))


def _link(product: Product) -> Cell:
    return Cell(str(product), url=product.get_absolute_url())


def _confidence(row: Any) -> Cell:
    return Cell(row.confidence, note=_("{n} orders with both").format(n=row.baskets))


def _lift(row: Any) -> str:
    return f"{row.lift:.1f}"


def _support(row: Any) -> str:
    return wording.share(row.support)


def _lacking(row: Any) -> Cell:
    from regulars.offering.links import lacking

    return Cell(_("Show the customers"), url=lacking(row.product, row.other))


BY_MARGIN = Sort("margin", "money", is_descending=True, is_nullable=True)
KINDS = {
    kind.code: kind
    for kind in (
        ListKind(
            "new",
            gettext_lazy("Cross-sell"),
            gettext_lazy(
                "What similar customers bought, what goes with the customer's own products, what they looked at"
            ),
            _offers("new"),
            _offer_columns,
            BY_MARGIN,
            RELATED["offer"],
            ("product", "value_class", "reason"),
        ),
        ListKind(
            "up",
            gettext_lazy("Up-sell"),
            gettext_lazy(
                "Who buys much of a grade or tried a higher one, and the product one step up; benefits are noted with the product"
            ),
            _offers("up"),
            _up_columns,
            BY_MARGIN,
            RELATED["offer"],
            ("product", "value_class"),
        ),
        ListKind(
            "next",
            gettext_lazy("Next order"),
            gettext_lazy("What each customer buys again, when four fifths of the usual interval have passed"),
            _offers("next"),
            _offer_columns,
            BY_MARGIN,
            RELATED["offer"],
            ("product", "value_class", "reason"),
        ),
        ListKind(
            "gaps",
            gettext_lazy("Raising value"),
            gettext_lazy(
                "Where similar, more valuable customers do more, and what closing the gap would bring"
            ),
            _gaps,
            _gap_columns,
            Sort("worth", "money", is_descending=True),
            RELATED["gap"],
            ("gap", "value_class"),
        ),
        ListKind(
            "pairs",
            gettext_lazy("Products bought together"),
            gettext_lazy("Pairs with support, confidence and lift, and who lacks the second product"),
            _pairs,
            _pair_columns,
            Sort("lift", "decimal", is_descending=True),
            ("product", "other"),
            ("product", "category"),
        ),
    )
}
