"""One product: how it sold month by month and who bought it, among the orders a person may see."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from regulars.core import clock
from regulars.customers.filtering import escaped
from regulars.customers.querysets import visible
from regulars.orders import amounts, product_rhythm, wording
from regulars.orders.models import OrderLine, Product
from regulars.ui.charts import Chart, Point, Series
from regulars.ui.formatting import money, num, percent
from regulars.ui.tables import Cell, Column, Table

MONTHS = 24
BUYERS = 20
BASE_AMOUNT = F("amount") * F("order__rate")


def page(product: Product, user: Any) -> dict[str, Any]:
    lines = _lines(product, user)
    sums = _sums(lines)
    found = product_rhythm.rhythm(product, lines)
    return {
        "product": product,
        "facts": [*facts(product, user), *filter(None, [found.fact])],
        "due": product_rhythm.due(found),
        "buyers_url": _buyers_url(product),
        "sums": sums,
        "margin": _margin(lines) if user.is_manager else None,
        "chart": by_month(product, lines) if sums["orders"] else None,
        "buyers": buyers(lines),
        "as_of": clock.now(),
    }


def facts(product: Product, user: Any) -> list[dict[str, Any]]:
    base = amounts.base_currency()
    told: list[tuple[Any, Any]] = [(_("Product code"), product.code), (_("Category"), product.category or "")]
    if product.price is not None:
        told.append((_("Price"), wording.unit_price(product.price, base)))
    if product.cost is not None and user.is_manager:
        told.append((_("Cost"), wording.unit_price(product.cost, base)))
    told += [(_("Unit"), product.unit), (_("Usually lasts days"), product.repurchase_days or "")]
    return [{"label": label, "value": value} for label, value in told if value]


def by_month(product: Product, lines: QuerySet[OrderLine]) -> Chart:
    """Net quantity sold in each of the last months; a month opens its orders."""
    months = _last_months(clock.today())
    sold = lines.filter(order__ordered_on__gte=months[0]).annotate(month=TruncMonth("order__ordered_on"))
    found = {row["month"]: row["sold"] for row in sold.values("month").annotate(sold=Sum("quantity"))}
    points = [Point(found.get(month, Decimal(0)), href=_orders_url(product, month)) for month in months]
    return Chart(
        name="sold",
        summary=_("Sold per month, returns taken away"),
        series=[Series(_("Sold"), points, shape="bar")],
        categories=[f"{month:%Y-%m}" for month in months],
        category_label=_("Month"),
        height="low",
    )


def buyers(lines: QuerySet[OrderLine]) -> Table:
    rows = (
        lines.values("order__customer", "order__customer__name")
        .annotate(
            bought=Sum("quantity"),
            value=Sum(BASE_AMOUNT),
            orders=Count("order", distinct=True),
            last=Max("order__ordered_on"),
        )
        .order_by(F("value").desc(nulls_last=True), "order__customer")[:BUYERS]
    )
    columns = [
        Column(key="name", label=_("Customer"), kind="name", read=_customer),
        Column(key="value", label=_("Amount"), kind="money", read=_value),
        Column(key="last", label=_("Last bought"), kind="day", read=lambda row: row["last"]),
    ]
    return Table(name="buyers", label=_("Who bought it"), columns=columns, records=list(rows))


def _lines(product: Product, user: Any) -> QuerySet[OrderLine]:
    seen = visible(user, "order__customer__")
    return OrderLine.objects.filter(seen, product=product, order__customer__deleted_at=None)


def _sums(lines: QuerySet[OrderLine]) -> dict[str, Any]:
    found = lines.aggregate(
        sold=Sum("quantity", default=Decimal(0)),
        value=Sum(BASE_AMOUNT, default=Decimal(0)),
        orders=Count("order", distinct=True),
        customers=Count("order__customer", distinct=True),
    )
    return found | {"sold_words": wording.quantity(found["sold"]), "customers_words": num(found["customers"])}


def _margin(lines: QuerySet[OrderLine]) -> str:
    """Where the cost of the day is known."""
    known = lines.filter(unit_cost__isnull=False, order__rate__isnull=False)
    sums = known.aggregate(value=Sum(BASE_AMOUNT), cost=Sum(F("quantity") * F("unit_cost")))
    if not sums["value"]:
        return ""
    base = amounts.base_currency()
    profit = amounts.rounded(sums["value"] - sums["cost"], base)
    return f"{money(profit, base)} ({percent(profit / sums['value'], 1)})"


def _last_months(today: date) -> list[date]:
    first = today.year * 12 + today.month - MONTHS
    return [date((first + place) // 12, (first + place) % 12 + 1, 1) for place in range(MONTHS)]


def _orders_url(product: Product, month: date) -> str:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    until = date.fromordinal(following.toordinal() - 1)
    return (
        f"{reverse('orders:list')}?product={product.pk}&since={month.isoformat()}&until={until.isoformat()}"
    )


def _buyers_url(product: Product) -> str:
    """The list of customers who bought it, to filter further and act upon."""
    return f"{reverse('customers:list')}?{urlencode({'f': f'bought:is:{escaped(product.code)}'})}"


def _value(row: dict[str, Any]) -> Cell:
    pieces = _("{quantity} pieces").format(quantity=wording.quantity(row["bought"]))
    return Cell(row["value"], note=pieces)


def _customer(row: dict[str, Any]) -> Cell:
    return Cell(
        row["order__customer__name"], url=reverse("customers:customer", args=[row["order__customer"]])
    )
