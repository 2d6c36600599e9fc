"""Why a customer's channel, category or product is what it says: what was bought, counted."""

from typing import Any

from django.db.models import Count, F, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.analytics.months import months_before
from regulars.customers.measures import Explanation, Line
from regulars.orders.amounts import base_currency, rounded
from regulars.orders.choices import Channel
from regulars.orders.models import Order, OrderLine
from regulars.ui.formatting import day, money

MONTHS = 12
SHOWN = 3
WORTH = Sum(F("amount") * F("order__rate"))


def channels(customer: Any, row: Any) -> Explanation | None:
    """How many orders came through each channel."""
    orders = (
        Order.objects.purchases().filter(customer=customer, ordered_on__lte=row.as_of).exclude(channel="")
    )
    counted = orders.values_list("channel").annotate(count=Count("pk")).order_by("-count", "channel")
    lines = [Line(Channel(channel).label, _orders(count)) for channel, count in counted]
    if not lines:
        return None
    return Explanation(_("The last order came on {day}.").format(day=day(row.last_order_on)), tuple(lines))


def categories(customer: Any, row: Any) -> Explanation | None:
    lines = _lines(customer, row).filter(product__category__isnull=False)
    return _most(lines.values_list("product__category__name"), row)


def products(customer: Any, row: Any) -> Explanation | None:
    lines = _lines(customer, row).filter(product__isnull=False)
    return _most(lines.values_list("product__name", "product__code"), row)


def _lines(customer: Any, row: Any) -> QuerySet[OrderLine]:
    span = {"order__ordered_on__gt": months_before(row.as_of, MONTHS), "order__ordered_on__lte": row.as_of}
    return OrderLine.objects.filter(order__customer=customer, order__rate__isnull=False, **span)


def _most(named: Any, row: Any) -> Explanation | None:
    found = named.annotate(worth=WORTH).filter(worth__gt=0).order_by("-worth")[:SHOWN]
    base = base_currency()
    lines = [
        Line(next(filter(None, names), ""), money(rounded(worth, base), base)) for *names, worth in found
    ]
    if not lines:
        return None
    said = _("Most was spent on it in the {months} months up to {day}.")
    return Explanation(said.format(months=MONTHS, day=day(row.as_of)), tuple(lines))


def _orders(count: int) -> str:
    return ngettext("{count} order", "{count} orders", count).format(count=count)
