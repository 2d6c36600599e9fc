"""The orders behind a figure of an analysis."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.core import clock
from regulars.customers import keyset
from regulars.customers.counting import count
from regulars.orders import listing
from regulars.orders.models import Category, OrderLine, Payment, Product
from regulars.orders.querysets import OrderQuerySet
from regulars.reports.analyses.asking import Asked
from regulars.reports.analyses.seasons import MONTHS_OF, season_name
from regulars.reports.sections.revenue import channel_name
from regulars.ui.pages import number_in
from regulars.ui.tables import Pager, Table, with_query

PAGE_SIZE = 50


class NoSuchOrders(LookupError):
    """The address narrows the orders by something that does not exist."""


@dataclass(frozen=True)
class Behind:
    """One page of them; ``words`` say what they have in common."""

    words: str
    found: Any
    sums: dict[str, Any] | None
    table: Table


def listed(asked: Asked, query: Any) -> Behind:
    """Raises NoSuchOrders, and FilterError for a place in the list that makes no sense."""
    orders, words = narrowed(asked, query)
    page = keyset.page(
        orders,
        listing.NEWEST,
        reads=(),
        size=PAGE_SIZE,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    records = listing.in_order(orders, [row[-2] for row in page.rows])
    found = count(orders)
    pager = Pager(
        words=_("{shown} of {words}").format(shown=len(records), words=found.words),
        next_url=with_query(query, after=page.after.written(), before="") if page.after else "",
        previous_url=with_query(query, before=page.before.written(), after="") if page.before else "",
    )
    said = pgettext("between two short facts", ", ").join(words)
    return Behind(said, found, None if found.is_rounded else orders.sums(), listing.table(records, pager))


def narrowed(asked: Asked, query: Any) -> tuple[OrderQuerySet, list[str]]:
    """The orders and what was asked of them in words."""
    orders, words = asked.orders(), [asked.subject.title, asked.period.words]
    for name, narrow in NARROWED.items():
        if value := query.get(name, ""):
            orders, said = narrow(orders, value)
            words.append(said)
    return orders, words


def settled(orders: OrderQuerySet) -> OrderQuerySet:
    """Sold on credit, with the day on which the last payment came."""
    payments = Payment.objects.filter(order=OuterRef("pk"), amount__gt=0).values("order")
    last = payments.annotate(at=TruncDate(Max("paid_at"), tzinfo=clock.zone())).values("at")
    credit = orders.filter(kind="order", on_credit=True, due_on__isnull=False)
    return credit.annotate(settled_on=Subquery(last[:1]))


def in_time() -> Q:
    return Q(paid__gte=F("amount")) & (Q(settled_on=None) | Q(settled_on__lte=F("due_on")))


def paid_late() -> Q:
    return Q(paid__gte=F("amount"), settled_on__gt=F("due_on"))


def overdue() -> Q:
    return Q(paid__lt=F("amount"), due_on__lt=clock.today())


def not_due() -> Q:
    return Q(paid__lt=F("amount"), due_on__gte=clock.today())


PAYMENTS: dict[str, tuple[Callable[[], Q], Callable[[], str]]] = {
    "in_time": (in_time, lambda: _("Paid in time")),
    "late": (paid_late, lambda: _("Paid late")),
    "overdue": (overdue, lambda: _("Overdue")),
    "open": (not_due, lambda: _("Not due yet")),
}


def discounted(orders: OrderQuerySet) -> OrderQuerySet:
    lines = OrderLine.objects.filter(order=OuterRef("pk")).exclude(discount=0)
    return orders.filter(Q(kind="order") & (~Q(discount=0) | Q(Exists(lines))))


def _channel(orders: OrderQuerySet, value: str) -> tuple[OrderQuerySet, str]:
    code = "" if value == "unknown" else value
    return orders.filter(channel=code), channel_name(code or None)


def _season(orders: OrderQuerySet, value: str) -> tuple[OrderQuerySet, str]:
    if value not in MONTHS_OF:
        raise NoSuchOrders
    return orders.filter(ordered_on__month__in=MONTHS_OF[value]), season_name(value)


def _category(orders: OrderQuerySet, value: str) -> tuple[OrderQuerySet, str]:
    if value == "none":
        lines = OrderLine.objects.filter(order=OuterRef("pk"), product__category=None)
        return orders.filter(Exists(lines)), _("Without a category")
    category = Category.objects.filter(pk=number_in({"id": value}, "id") or 0).first()
    if category is None:
        raise NoSuchOrders
    lines = OrderLine.objects.filter(order=OuterRef("pk"), product__category=category)
    return orders.filter(Exists(lines)), str(category)


def _product(orders: OrderQuerySet, value: str) -> tuple[OrderQuerySet, str]:
    product = Product.objects.filter(pk=number_in({"id": value}, "id") or 0).first()
    if product is None:
        raise NoSuchOrders
    return orders.with_product(product), str(product)


def _only(orders: OrderQuerySet, value: str) -> tuple[OrderQuerySet, str]:
    if value == "discounted":
        return discounted(orders), _("With a discount")
    if value not in PAYMENTS:
        raise NoSuchOrders
    condition, words = PAYMENTS[value]
    return settled(orders).filter(condition()), words()


NARROWED = {
    "channel": _channel,
    "season": _season,
    "category": _category,
    "product": _product,
    "only": _only,
}
