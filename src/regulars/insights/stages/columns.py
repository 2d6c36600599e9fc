"""Cells and columns that the tables about stages share, and which of the declining a page of them shows."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.core import settings_store
from regulars.customers import keyset, measures
from regulars.customers.keyset import Page, Sort
from regulars.customers.models import Customer
from regulars.customers.querysets import CustomerQuerySet
from regulars.insights.models import DeclineCause
from regulars.insights.wording import percent
from regulars.ui import formatting
from regulars.ui.tables import Cell, Column, Pager, with_query

PAGE_SIZE = 50


def money_column(key: str, label: Any, measure: str) -> Column:
    """A measure in whole units of the firm's currency."""
    currency = settings_store.get("firm.currency")
    return Column(
        key=key,
        label=label,
        kind="money",
        read=lambda row: Cell(whole(row.measured(measure)), currency=currency),
    )


def whole(amount: Any) -> Any:
    return None if amount is None else round(amount)


def label_of(row: Customer, name: str) -> str:
    """The word for a customer's class; empty where there is none."""
    measure, value = measures.find(name), row.measured(name)
    return str(measure.label_of(value)) if measure and value else ""


def name_cell(row: Customer) -> Cell:
    return Cell(str(row), note=label_of(row, "value_class"), url=f"{row.get_absolute_url()}relation/")


def chance(row: Customer) -> Any:
    share = row.measured("return_chance")
    if share is None:
        return "–"
    low, high = row.measured("return_low"), row.measured("return_high")
    return Cell(percent(share), note=f"{percent(low)}–{percent(high)}")


def newest_causes(ids: Iterable[int]) -> dict[int, DeclineCause]:
    noted = DeclineCause.objects.filter(customer__in=ids, removed_at=None).order_by("noted_on", "pk")
    return {each.customer_id: each for each in noted}


def cause_cell(user: Any, row: Customer, *, noted: DeclineCause | None) -> Cell:
    address = reverse("insights:cause", args=[row.pk]) if user.may_write else ""
    if noted is None:
        return Cell(_("Note a cause"), url=address) if address else Cell("–")
    return Cell(noted.get_cause_display(), note=noted.get_churn_cause_display(), url=address)


def page_of(found: CustomerQuerySet, sort: Sort, query: Mapping[str, str]) -> Page:
    """Raises FilterError for a page that does not exist."""
    after, before = query.get("after", ""), query.get("before", "")
    return keyset.page(found, sort, reads=(), size=PAGE_SIZE, after=after, before=before)


def ids_of(page: Page) -> list[int]:
    return [row[-2] for row in page.rows]


def records_of(user: Any, ids: list[int]) -> list[Customer]:
    """In the order of the ids, with what the columns read."""
    found = Customer.objects.visible_to(user).select_related("owner", "measures").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def pager(page: Page, query: Any, total: int) -> Pager:
    words = _("{shown} of {total}").format(shown=formatting.num(len(page.rows)), total=formatting.num(total))
    return Pager(
        words=words,
        next_url=with_query(query, after=page.after.written(), before="") if page.after else "",
        previous_url=with_query(query, before=page.before.written(), after="") if page.before else "",
    )
