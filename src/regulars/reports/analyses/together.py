"""Of the products of an analysis: what is bought in the same orders, and who still lacks the second one."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.offering import links
from regulars.offering.models import Pair
from regulars.orders.models import OrderLine
from regulars.reports.analyses.asking import Asked
from regulars.reports.analyses.findings import Part
from regulars.ui.tables import Cell, Column, Table

SHOWN = 10


def bought_together(asked: Asked, products: Sequence[int]) -> Part | None:
    """The strongest pairs that begin with one of these products; of one customer those that would be new."""
    pairs = Pair.objects.filter(product__in=products, product__is_active=True, other__is_active=True)
    if asked.subject.is_one:
        own = OrderLine.objects.filter(order__customer=asked.subject.customer, order__kind="order")
        pairs = pairs.exclude(other__in=own.exclude(product=None).values("product"))
    rows = list(pairs.select_related("product", "other").order_by("-lift", "pk")[:SHOWN])
    if not rows:
        return None
    note = _(
        "Confidence: of the orders with the first product, how many also hold the second. Lift: how many times as "
        "often as among all orders. Counted over all orders of the firm, as of {day}."
    ).format(day=rows[0].as_of.isoformat())
    heading = _("Goes with it, not bought yet") if asked.subject.is_one else _("Bought together")
    return Part(heading, note, table=_table(asked, rows, heading))


def _table(asked: Asked, rows: list[Pair], heading: str) -> Table:
    columns = [
        Column(key="product", label=_("Who bought"), kind="name", read=lambda row: _link(row.product)),
        Column(key="other", label=_("also bought"), read=lambda row: _link(row.other), on_phone="bare"),
        Column(key="confidence", label=pgettext("pairs", "Confidence"), kind="percent", read=_confidence),
        Column(
            key="lift", label=pgettext("pairs", "Lift"), kind="figure", read=lambda row: f"{row.lift:.1f}"
        ),
    ]
    if not asked.subject.is_one and asked.subject.codes is not None:
        columns.append(Column(key="lacking", label=_("Who lacks it"), read=lambda row: _lacking(asked, row)))
    return Table(name="together", label=heading, columns=columns, records=rows)


def _link(product: Any) -> Cell:
    return Cell(str(product), url=product.get_absolute_url())


def _confidence(row: Pair) -> Cell:
    return Cell(row.confidence, note=_("{n} orders with both").format(n=row.baskets))


def _lacking(asked: Asked, row: Pair) -> Cell:
    within = [("f", code) for code in asked.subject.codes or ()]
    url = links.lacking(row.product, row.other)
    return Cell(_("Show the customers"), url=f"{url}&{urlencode(within)}" if within else url)
