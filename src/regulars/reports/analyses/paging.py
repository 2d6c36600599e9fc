"""The customers of an analysis, a page at a time."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from regulars.customers.models import Customer
from regulars.reports.analyses.asking import Asked
from regulars.ui.formatting import num
from regulars.ui.tables import Cell, Column, Pager, Table

PAGE_SIZE = 25


def people_table(
    asked: Asked, found: Sequence[tuple[int, Any]], columns: list[Column], *, place: int
) -> Table:
    """``found`` holds a page and one more, if there is one; a column reads the pair."""
    shown = found[:PAGE_SIZE]
    names = dict(Customer.objects.filter(pk__in=[key for key, _row in shown]).values_list("pk", "name"))
    name = Column(
        key="name",
        label=_("Customer"),
        kind="name",
        read=lambda row: Cell(names.get(row[0], ""), url=asked.of_customer_url(row[0])),
    )
    return Table(
        name="people",
        label=_("Customer by customer"),
        columns=[name, *columns],
        records=shown,
        pager=_pager(asked, len(shown), place=place, more=len(found) > PAGE_SIZE),
    )


def _pager(asked: Asked, count: int, *, place: int, more: bool) -> Pager:
    if not place and not more:
        return Pager()
    words = _("{first} to {last}").format(first=num(place + 1), last=num(place + count))
    return Pager(
        words=words,
        next_url=asked.url(place=place + PAGE_SIZE, **asked.narrowed) if more else "",
        previous_url=asked.url(place=max(place - PAGE_SIZE, 0) or None, **asked.narrowed) if place else "",
    )
