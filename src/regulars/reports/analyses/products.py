"""产品: which products and kinds of products they buy, and how many of them do."""

import math
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from regulars.core.money import ZERO
from regulars.orders import wording as order_wording
from regulars.reports.analyses.asking import Asked
from regulars.reports.analyses.breakdown import share_of
from regulars.reports.analyses.findings import Analysis, Findings, Part, Sheet
from regulars.reports.analyses.subjects import Subject, everybody
from regulars.reports.analyses.together import bought_together
from regulars.reports.sections.wording import currency
from regulars.ui import formatting
from regulars.ui.charts import Chart, Point, Series
from regulars.ui.formatting import num
from regulars.ui.tables import Cell, Column, Table

SHOWN, CHARTED = 25, 12
CENT = Decimal("0.01")
NAMES = ("product", "code", "name", "category", "category_name", "quantity", "value", "orders", "last")
PRODUCTS = """
SELECT s.product_id, p.code, p.name, p.category_id, c.name, s.quantity, s.value, s.orders, s.last
FROM (
    SELECT product_id, sum(quantity) AS quantity, COALESCE(sum(net), 0) AS value, sum(orders) AS orders, max(ordered_on) AS last
    FROM {products} o WHERE {within} GROUP BY 1
) s LEFT JOIN orders_product p ON p.id = s.product_id LEFT JOIN orders_category c ON c.id = p.category_id
ORDER BY s.value DESC, s.product_id
"""
CUSTOMERS = """
SELECT product_id, count(DISTINCT customer_id) FROM {products} o
WHERE {within} AND product_id IN ({shown}) GROUP BY 1
"""


def find(asked: Asked, place: int) -> Findings:
    sold = _sold(asked)
    rows, categories = [row for row in sold if row["product"] is not None], _categories(sold)
    if not rows:
        return Findings(_("Not enough data yet: no order line in this period."), explained=_explained())
    worth, products = sum((row["value"] for row in sold), ZERO), len(rows)
    rows = _with_all_buyers(asked, _with_customers(asked, rows[:SHOWN]))
    together = bought_together(asked, [row["product"] for row in rows])
    return Findings(
        answer=_answer(rows, worth),
        strip=_strip(asked, rows, categories, worth=worth, products=products),
        parts=[
            Part(
                _("By kind of product"),
                _("Sales after returns; a bar opens the orders."),
                chart=_chart(asked, categories),
            ),
            *([together] if together else []),
        ],
        people=Part(
            _("Products"),
            _shown(products),
            table=_table(asked, rows, worth),
        ),
        explained=_explained(),
        missing=[]
        if together
        else [_("Products bought together are known once enough orders hold several products.")],
    )


def sheet(asked: Asked) -> Sheet:
    headers = [_("Product code"), _("Product"), _("Category"), _("Quantity"), f"{_('Sales')} ({currency()})",
               _("Orders"), _("Customers"), _("Last bought")]  # fmt: skip
    return Sheet(headers, _rows(asked))


def _rows(asked: Asked) -> Iterator[list[Any]]:
    for row in _with_customers(asked, [row for row in _sold(asked) if row["product"] is not None]):
        yield [
            row["code"], row["name"], row["category_name"] or "", row["quantity"],
            row["value"].quantize(CENT), row["orders"], row["customers"], row["last"],
        ]  # fmt: skip


def _sold(asked: Asked) -> list[dict[str, Any]]:
    """Each product, those that brought most first; lines without a product together."""
    statement = PRODUCTS.format(products=asked.sold.products(asked.people.sql), within=asked.period.sql)
    return [dict(zip(NAMES, row, strict=True)) for row in asked.rows(statement)]


def _with_customers(asked: Asked, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Customers of one product and of another may be the same: they are counted for those that are shown."""
    counts = _buyers(asked, rows)
    return [row | {"customers": counts[row["product"]]} for row in rows]


def _with_all_buyers(asked: Asked, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """And how many buy it at all, where the analysis is about some of them."""
    if not _is_about_some(asked):
        return rows
    counts = _buyers(replace(asked, subject=Subject("", everybody(asked.user))), rows)
    return [row | {"all_buyers": counts[row["product"]]} for row in rows]


def _buyers(asked: Asked, rows: list[dict[str, Any]]) -> dict[int, int]:
    statement = CUSTOMERS.format(
        products=asked.sold.products(asked.people.sql),
        within=asked.period.sql,
        shown=", ".join(str(int(row["product"])) for row in rows) or "NULL",
    )
    return dict(asked.rows(statement))


def _is_about_some(asked: Asked) -> bool:
    return bool(asked.subject.pairs) and not asked.subject.is_one


def _categories(sold: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: dict[int | None, dict[str, Any]] = {}
    for row in sold:
        nothing = {"category": row["category"], "name": row["category_name"], "value": ZERO}
        found.setdefault(row["category"], nothing)["value"] += row["value"]
    return sorted(found.values(), key=lambda row: (-row["value"], row["category"] or math.inf))


def _answer(rows: list[dict[str, Any]], worth: Decimal) -> str:
    best = rows[0]
    return _("{product} stands first: {share} of the sales").format(
        product=_name(best), share=share_of(best["value"], worth)
    )


def _strip(
    asked: Asked, rows: list[Any], categories: list[Any], *, worth: Decimal, products: int
) -> list[dict[str, Any]]:
    best, kind = rows[0], categories[0]
    return [
        {
            "label": _("Sales of products"),
            "value": formatting.money(round(worth), currency()),
            "url": asked.orders_url(),
            "note": _("before discounts on whole orders"),
        },
        {"label": _("Different products"), "value": num(products), "note": ""},
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
            "value": kind["name"] or _("Without a category"),
            "url": asked.orders_url(category=kind["category"] or "none"),
            "note": share_of(kind["value"], worth),
        },
    ]


def _chart(asked: Asked, categories: list[dict[str, Any]]) -> Chart:
    shown = categories[:CHARTED]
    points = [
        Point(
            row["value"].quantize(CENT),
            asked.orders_url(category=row["category"] or "none"),
        )
        for row in shown
    ]
    return Chart(
        name="categories",
        summary=_("Sales by kind of product"),
        series=[Series(_("Sales"), points, shape="bar")],
        categories=[row["name"] or _("Without a category") for row in shown],
        category_label=_("Category"),
        unit=currency(),
    )


def _table(asked: Asked, rows: list[dict[str, Any]], worth: Decimal) -> Table:
    columns = [
        Column(key="name", label=_("Product"), kind="name", read=lambda row: Cell(_name(row), url=asked.orders_url(product=row["product"]))),
        Column(key="quantity", label=_("Quantity"), kind="figure", read=lambda row: order_wording.quantity(row["quantity"])),
        Column(key="value", label=_("Sales"), kind="money", read=lambda row: Cell(round(row["value"]))),
        Column(key="share", label=_("Share"), kind="figure", read=lambda row: share_of(row["value"], worth)),
        Column(key="orders", label=_("Orders"), kind="number", read=lambda row: row["orders"], is_wide=True),
        Column(key="customers", label=_("Customers"), kind="number", read=lambda row: row["customers"]),
        Column(key="last", label=_("Last bought"), kind="day", read=lambda row: row["last"], is_wide=True),
    ]  # fmt: skip
    if _is_about_some(asked):
        columns.insert(
            -1,
            Column(
                key="of_all",
                label=_("Of all its buyers"),
                kind="figure",
                read=lambda row: formatting.percent(row["customers"] / row["all_buyers"]),
            ),
        )
    if asked.subject.is_one:
        columns = [column for column in columns if column.key != "customers"]
    return Table(name="products", label=_("Products"), columns=columns, records=rows)


def _name(row: dict[str, Any]) -> str:
    return str(row["name"] or row["code"])


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
            "Share: of the sales of all products in this period. Customers: those with at least one order or return of it. "
            "Of all its buyers: these customers among all who bought it in this period."
        ),
    ]


ANALYSIS = Analysis(
    "products",
    pgettext_lazy("analysis", "Products"),
    gettext_lazy("Which products do they buy, and how much of it?"),
    find,
    sheet,
)
