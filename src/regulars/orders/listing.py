"""The list of orders: newest first, each page as cheap as the first, with what they come to."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from regulars.customers import keyset
from regulars.customers.counting import Count as Counted
from regulars.customers.counting import count
from regulars.orders.filters import OrderFilter
from regulars.orders.models import Order
from regulars.ui.formatting import day as told_day
from regulars.ui.formatting import money
from regulars.ui.tables import Cell, Column, Pager, Table, with_query

PAGE_SIZE = 50
NEWEST = keyset.Sort("ordered_at", "moment", is_descending=True)


@dataclass(frozen=True)
class Listing:
    table: Table
    found: Counted
    sums: dict[str, Any] | None
    records: list[Order]


def listing(filters: OrderFilter, query: MultiValueDict[str, str]) -> Listing:
    """Sums of very many orders come after the page, so that it need not wait for them."""
    orders = filters.apply()
    after, before = query.get("after") or "", query.get("before") or ""
    page = keyset.page(orders, NEWEST, reads=(), size=PAGE_SIZE, after=after, before=before)
    records = in_order(orders, [row[-2] for row in page.rows])
    found = count(orders)
    pager = Pager(
        words=_("{shown} of {words}").format(shown=len(records), words=found.words),
        next_url=with_query(query, after=page.after.written(), before="") if page.after else "",
        previous_url=with_query(query, before=page.before.written(), after="") if page.before else "",
    )
    return Listing(table(records, pager), found, None if found.is_rounded else orders.sums(), records)


def in_order(orders: QuerySet[Order], keys: list[int]) -> list[Order]:
    """The orders of a page with all that a row shows, in one question."""
    shown = Order.objects.filter(pk__in=keys).select_related("customer").annotate(line_count=Count("lines"))
    found = {order.pk: order for order in shown}
    return [found[key] for key in keys if key in found]


def table(records: list[Order], pager: Pager | None = None, *, with_customer: bool = True) -> Table:
    columns = [
        Column(key="reference", label=gettext_lazy("Order"), kind="name", read=_reference),
        Column(key="ordered_at", label=gettext_lazy("Ordered at"), kind="moment", on_phone="bare"),
        Column(key="amount", label=gettext_lazy("Amount"), kind="money", read=_amount, on_phone="bare"),
        Column(key="channel", label=gettext_lazy("Channel"), read=_place, on_phone="bare"),
        Column(key="line_count", label=gettext_lazy("Lines"), kind="number", is_wide=True, on_phone="none"),
        Column(key="payment", label=pgettext_lazy("order", "Payment"), read=_payment, on_phone="bare"),
        Column(key="delivery", label=gettext_lazy("Delivery"), read=_delivery, is_wide=True, on_phone="none"),
    ]
    if with_customer:
        customer = Column(key="customer", label=gettext_lazy("Customer"), read=_customer, on_phone="whole")
        columns.insert(1, customer)
    else:
        columns = [column for column in columns if column.key not in ("line_count", "delivery")]
    label = gettext_lazy("Orders")
    return Table(name="orders", label=label, columns=columns, records=records, pager=pager or Pager())


def _reference(order: Order) -> Cell:
    return Cell(
        order.reference,
        note=str(order.get_kind_display()) if order.is_return else "",
        url=order.get_absolute_url(),
    )


def _customer(order: Order) -> Cell:
    return Cell(order.customer.name, url=order.customer.get_absolute_url())


def _amount(order: Order) -> Cell:
    without = _("no exchange rate") if order.amount_base is None else ""
    return Cell(order.amount, note=without, currency=order.currency, note_tone="watch")


def _place(order: Order) -> Cell:
    where = order.store or (order.get_outlet_display() if order.outlet else "")
    return Cell(
        order.get_channel_display() if order.channel else where, note=str(where) if order.channel else ""
    )


def _payment(order: Order) -> Cell:
    """Only selling on credit says whether something is owed; others may be paid without our hearing of it."""
    if order.is_return:
        return Cell(_("paid back") if order.paid < 0 else "")
    if not order.on_credit:
        return Cell(pgettext("order", "paid") if order.paid >= order.amount else "")
    if order.paid >= order.amount:
        return Cell(pgettext("order", "paid"), note=str(_("on credit")))
    due = told_day(order.due_on) if order.due_on else ""
    owed = _("{amount} open").format(amount=money(order.open_amount, order.currency))
    if order.is_overdue:
        return Cell(owed, note=_("overdue since {day}").format(day=due), note_tone="late")
    return Cell(owed, note=_("due on {day}").format(day=due) if due else "")


def _delivery(order: Order) -> Cell:
    late = order.days_late
    if late is None:
        return Cell(told_day(order.delivered_on) if order.delivered_on else "")
    if order.delivered_on is None:
        promised = _("promised for {day}").format(day=told_day(order.promised_on))  # type: ignore[arg-type]
        return Cell(promised, note=late_words(late) if late > 0 else "", note_tone="late")
    return Cell(
        told_day(order.delivered_on),
        note=late_words(late) if late > 0 else _("in time"),
        note_tone="watch" if late > 0 else "",
    )


def late_words(days: int) -> str:
    return ngettext("{days} day late", "{days} days late", days).format(days=days)
