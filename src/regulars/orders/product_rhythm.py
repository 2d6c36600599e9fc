"""How long a product lasts: what somebody said, else what repeat purchases tell; and who needs it again soon."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from statistics import median
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.core import clock
from regulars.customers.models import Customer
from regulars.orders.models import OrderLine, Product
from regulars.ui.formatting import num
from regulars.ui.tables import Cell, Column, Table

ENOUGH = 10  # repeat purchases, below which a median is chance
AHEAD_DAYS = 14
SHOWN = 20

Days = list[tuple[int, list[date]]]  # of each buyer the days on which it was bought, in order


@dataclass(frozen=True)
class Rhythm:
    """``usual_days`` between two purchases of one customer, over so many ``repeats``."""

    buyers: Days
    usual_days: int | None
    repeats: int
    lasts: int | None

    @property
    def fact(self) -> dict[str, Any] | None:
        if self.usual_days is None:
            return None
        value = ngettext("{days} day", "{days} days", self.usual_days).format(days=num(self.usual_days))
        return {
            "label": _("Bought again after"),
            "value": value,
            "note": _("median of {count} repeat purchases").format(count=num(self.repeats)),
        }


def rhythm(product: Product, lines: QuerySet[OrderLine]) -> Rhythm:
    buyers = list(_days_of(lines))
    gaps = [(after - before).days for _pk, days in buyers for before, after in pairwise(days)]
    usual = round(median(gaps)) if len(gaps) >= ENOUGH else None
    return Rhythm(buyers, usual, len(gaps), product.repurchase_days or usual)


def due(found: Rhythm) -> Table | None:
    """Who should need it again within two weeks, the first due first."""
    if not found.lasts:
        return None
    today, lasts = clock.today(), timedelta(days=found.lasts)
    expected = [
        (days[-1] + lasts, pk)
        for pk, days in found.buyers
        if today <= days[-1] + lasts <= today + timedelta(days=AHEAD_DAYS)
    ]
    first = sorted(expected)[:SHOWN]
    customers = Customer.objects.in_bulk([pk for _due_on, pk in first])
    rows = [{"customer": customers[pk], "last": on - lasts, "due_on": on} for on, pk in first]
    columns = [
        Column(key="name", label=_("Customer"), kind="name", read=_customer),
        Column(key="last", label=_("Last bought"), kind="day", read=lambda row: row["last"]),
        Column(key="due_on", label=_("Needed again"), kind="day", read=lambda row: row["due_on"]),
    ]
    label = _("Who needs it again within {days} days").format(days=AHEAD_DAYS)
    return Table(name="due", label=label, columns=columns, records=rows)


def _days_of(lines: QuerySet[OrderLine]) -> Iterator[tuple[int, list[date]]]:
    bought = lines.filter(order__kind="order", quantity__gt=0)
    pairs: Iterable[tuple[int, date]] = sorted(
        set(bought.values_list("order__customer", "order__ordered_on").iterator())
    )
    for pk, rows in groupby(pairs, key=lambda row: row[0]):
        yield pk, [day for _pk, day in rows]


def _customer(row: dict[str, Any]) -> Cell:
    return Cell(str(row["customer"]), url=row["customer"].get_absolute_url())
