"""产品: which products and kinds of products they buy, and how many of them do."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from regulars.core.money import ZERO
from regulars.orders import wording as order_wording
from regulars.orders.product_sales import BASE_AMOUNT
from regulars.reports.analyses.asking import Asked
from regulars.reports.analyses.breakdown import share_of
from regulars.reports.analyses.findings import Analysis, Findings, Part, Sheet
from regulars.reports.sections.wording import currency
from regulars.ui import formatting
from regulars.ui.charts import Chart, Point, Series
from regulars.ui.formatting import num
from regulars.ui.tables import Cell, Column, Table

SHOWN, CHARTED = 25, 12
CENT = Decimal("0.01")
# What other modules add: products bought together, gaps, who buys what by segment.
further: list[Callable[[Asked], list[Part]]] = []


def find(asked: Asked, place: int) -> Findings:
    rows, categories = list(_products(asked)[: SHOWN + 1]), list(_categories(asked))
    if not rows:
        return Findings(_("Not enough data yet: no order line in this period."), explained=_explained())
    total = asked.lines().aggregate(value=Sum(BASE_AMOUNT), products=Count("product", distinct=True))
    worth = total["value"] or ZERO
    more = [part for told in further for part in told(asked)]
    return Findings(
        answer=_answer(rows, worth),
        strip=_strip(asked, rows, categories, total),
        parts=[
            Part(
                _("By kind of product"),
                _("Sales after returns; a bar opens the orders."),
                chart=_chart(asked, categories),
            ),
            *more,
        ],
        people=Part(
            _("Products"),
            _shown(total["products"]),
            table=_table(asked, rows[:SHOWN], worth),
        ),
        explained=_explained(),
        missing=[] if more else [_("Products bought together and gaps come with the recommendations.")],
    )


def sheet(asked: Asked) -> Sheet:
    headers = [_("Product code"), _("Product"), _("Category"), _("Quantity"), f"{_('Sales')} ({currency()})",
               _("Orders"), _("Customers"), _("Last bought")]  # fmt: skip
    return Sheet(headers, _rows(asked))


def _rows(asked: Asked) -> Iterator[list[Any]]:
    for row in _products(asked).iterator():
        yield [
            row["product__code"], row["product__name"], row["product__category__name"] or "", row["quantity"],
            (row["value"] or ZERO).quantize(CENT), row["orders"], row["customers"], row["last"],
        ]  # fmt: skip


def _products(asked: Asked) -> Any:
    named = asked.lines().filter(product__isnull=False).order_by().values(
        "product", "product__code", "product__name", "product__category__name"
    )  # fmt: skip
    return named.annotate(
        quantity=Sum("quantity"),
        value=Sum(BASE_AMOUNT),
        orders=Count("order", distinct=True),
        customers=Count("order__customer", distinct=True),
        last=Max("order__ordered_on"),
    ).order_by(F("value").desc(nulls_last=True), "product")


def _categories(asked: Asked) -> Any:
    grouped = asked.lines().order_by().values("product__category", "product__category__name")
    return grouped.annotate(value=Sum(BASE_AMOUNT)).order_by(
        F("value").desc(nulls_last=True), "product__category"
    )


def _answer(rows: list[dict[str, Any]], worth: Decimal) -> str:
    best = rows[0]
    return _("{product} stands first: {share} of the sales").format(
        product=_name(best), share=share_of(best["value"] or ZERO, worth)
    )


def _strip(
    asked: Asked, rows: list[Any], categories: list[Any], total: dict[str, Any]
) -> list[dict[str, Any]]:
    best, kind = rows[0], categories[0]
    return [
        {
            "label": _("Sales of products"),
            "value": formatting.money(round(total["value"] or 0), currency()),
            "url": asked.orders_url(),
            "note": _("before discounts on whole orders"),
        },
        {"label": _("Different products"), "value": num(total["products"]), "note": ""},
        {
            "label": _("First product"),
            "value": _name(best),
            "url": asked.orders_url(product=best["product"]),
            "note": ngettext("{n} customer", "{n} customers", best["customers"]).format(
                n=num(best["customers"])
            ),
        },
        {
            "label": _("First category"),
            "value": kind["product__category__name"] or _("Without a category"),
            "url": asked.orders_url(category=kind["product__category"] or "none"),
            "note": share_of(kind["value"] or ZERO, total["value"] or ZERO),
        },
    ]


def _chart(asked: Asked, categories: list[dict[str, Any]]) -> Chart:
    shown = categories[:CHARTED]
    points = [
        Point(
            (row["value"] or ZERO).quantize(CENT),
            asked.orders_url(category=row["product__category"] or "none"),
        )
        for row in shown
    ]
    return Chart(
        name="categories",
        summary=_("Sales by kind of product"),
        series=[Series(_("Sales"), points, shape="bar")],
        categories=[row["product__category__name"] or _("Without a category") for row in shown],
        category_label=_("Category"),
        unit=currency(),
    )


def _table(asked: Asked, rows: list[dict[str, Any]], worth: Decimal) -> Table:
    columns = [
        Column(key="name", label=_("Product"), kind="name", read=lambda row: Cell(_name(row), url=asked.orders_url(product=row["product"]))),
        Column(key="quantity", label=_("Quantity"), kind="figure", read=lambda row: order_wording.quantity(row["quantity"])),
        Column(key="value", label=_("Sales"), kind="money", read=lambda row: Cell(round(row["value"] or ZERO))),
        Column(key="share", label=_("Share"), kind="figure", read=lambda row: share_of(row["value"] or ZERO, worth)),
        Column(key="orders", label=_("Orders"), kind="number", read=lambda row: row["orders"], is_wide=True),
        Column(key="customers", label=_("Customers"), kind="number", read=lambda row: row["customers"]),
        Column(key="last", label=_("Last bought"), kind="day", read=lambda row: row["last"], is_wide=True),
    ]  # fmt: skip
    if asked.subject.is_one:
        columns = [column for column in columns if column.key != "customers"]
    return Table(name="products", label=_("Products"), columns=columns, records=rows)


def _name(row: dict[str, Any]) -> str:
    return str(row["product__name"] or row["product__code"])


def _shown(products: int) -> str:
    if products <= SHOWN:
        return ""
    return _("The first {shown} of {all}; the file holds them all.").format(shown=SHOWN, all=num(products))


def _explained() -> list[str]:
    return [
        _(
            "The lines of orders less those of returns, in the firm's currency, before the discount on the whole order."
        ),
        _(
            "Share: of the sales of all products in this period. Customers: those with at least one order or return of it."
        ),
    ]


ANALYSIS = Analysis(
    "products",
    pgettext_lazy("analysis", "Products"),
    gettext_lazy("Which products do they buy, and how much of it?"),
    find,
    sheet,
)
