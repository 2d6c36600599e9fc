"""Whom to win back first: what a year with them is worth, times the chance that they come back."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from regulars.core import settings_store
from regulars.customers import keyset
from regulars.customers.keyset import Sort
from regulars.customers.models import Customer
from regulars.insights.models import DeclineCause
from regulars.insights.stages.rescue_page import cause_cell, chance, name_cell, pager, whole
from regulars.insights.stages.tallying import customers, url
from regulars.insights.wording import days
from regulars.ui.tables import Cell, Column, Table

PAGE_SIZE = 50
# Whom a manager let go has left the list; the chance is known.
WAITING = ("stage:in:decline", "rescue_advice:filled", "rescue_decision:not:let_go")
MOST_FIRST = Sort("measures__recoverable", "money", is_descending=True, is_nullable=True)


@dataclass(frozen=True)
class WinBackPage:
    customers: int
    recoverable: Any
    url: str
    let_go: int
    let_go_url: str
    table: Table


def win_back_page(user: Any, query: Any) -> WinBackPage:
    """Raises FilterError for a page that does not exist."""
    found = customers(user, *WAITING)
    page = keyset.page(
        found,
        MOST_FIRST,
        reads=(),
        size=PAGE_SIZE,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    count = found.count()
    let_go = ("stage:in:decline", "rescue_decision:in:let_go")
    return WinBackPage(
        customers=count,
        recoverable=round(found.aggregate(sum=Sum("measures__recoverable"))["sum"] or 0),
        url=url(*WAITING),
        let_go=customers(user, *let_go).count(),
        let_go_url=url(*let_go),
        table=_table(user, [row[-2] for row in page.rows], pager(page, query, count)),
    )


def _table(user: Any, ids: list[int], pages: Any) -> Table:
    found = Customer.objects.visible_to(user).select_related("owner", "measures").in_bulk(ids)
    noted = DeclineCause.objects.filter(customer__in=ids, removed_at=None).order_by("noted_on", "pk")
    causes = {each.customer_id: each for each in noted}
    currency = settings_store.get("firm.currency")

    def money(name: str) -> Any:
        return lambda row: Cell(whole(row.measured(name)), currency=currency)

    columns = [
        Column(key="name", label=_("Customer"), kind="name", read=name_cell),
        Column(key="silent", label=_("No order for"), kind="figure", read=lambda row: days(row.measured("days_since_last_order"))),
        Column(key="year", label=_("Margin of a year"), kind="money", read=money("margin_a_year")),
        Column(key="chance", label=_("Chance to come back"), kind="figure", read=chance),
        Column(key="recoverable", label=_("Value × chance"), kind="money", read=money("recoverable")),
        Column(key="cause", label=_("Cause"), read=lambda row: cause_cell(user, row, noted=causes.get(row.pk))),
        Column(key="owner", label=_("Owner"), read=lambda row: str(row.owner or _("Pool")), on_phone="none"),
    ]  # fmt: skip
    records = [found[pk] for pk in ids if pk in found]
    return Table(name="win-back", label=_("Win back"), columns=columns, records=records, pager=pages)
