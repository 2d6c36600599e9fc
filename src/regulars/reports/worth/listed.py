"""One page of the customers behind a figure, most valuable first, and all of them as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.core import audit, settings_store
from regulars.core.reading import writing
from regulars.customers import exporting, keyset
from regulars.customers.counting import Count, count
from regulars.customers.keyset import Sort
from regulars.customers.measures import find
from regulars.customers.models import Customer
from regulars.customers.querysets import CustomerQuerySet
from regulars.reports.worth.members import Members
from regulars.ui import formatting
from regulars.ui.tables import Cell, Column, Pager, Table, with_query

PAGE_SIZE = 50
CHUNK = 2_000
MOST_FIRST = Sort("measures__profit_to_date", "money", is_descending=True, is_nullable=True)
MEASURES = (
    "value_class",
    "stage",
    "profit_to_date",
    "profit_rate",
    "profit_12m",
    "order_count",
    "last_order_on",
)


@dataclass(frozen=True)
class Listed:
    found: Count
    table: Table
    needs_reason: bool


def listed(members: Members, query: Any, user: Any) -> Listed:
    """Raises FilterError for an address that makes no sense."""
    places = {name: query.get(name, "") for name in ("after", "before")}
    page = keyset.page(members.found, MOST_FIRST, reads=(), size=PAGE_SIZE, **places)
    total = count(members.found)
    ids = [row[-2] for row in page.rows]
    found = Customer.objects.visible_to(user).select_related("owner", "measures").in_bulk(ids)
    table = Table(
        name="customers",
        label=members.title,
        columns=_columns(),
        records=[found[pk] for pk in ids if pk in found],
        pager=_pager(page, query, total),
    )
    return Listed(total, table, exporting.needs_reason(total))


@transaction.atomic
def write(members: Members, path: Path, *, format: str, by: Any, reason: str) -> int:
    """Write the customers as a file and say so in the log; how many there were."""
    headers = [_("Customer number"), _("Name"), *(str(_measure(name).label) for name in MEASURES), _("Owner")]
    writer = writing.write_xlsx if format == "xlsx" else writing.write_csv
    written = writer(path, headers, _rows(members.found))
    audit.record(
        by, "worth.exported", count=written, format=format.upper(), list=members.title, reason=reason
    )
    return written


def write_figures(path: Path, headers: Sequence[str], rows: Sequence[Sequence[Any]], *, format: str) -> None:
    """The figures of a page as a file: sums only, nobody's name."""
    writer = writing.write_xlsx if format == "xlsx" else writing.write_csv
    writer(path, [str(header) for header in headers], rows)


def _rows(found: CustomerQuerySet) -> Iterator[list[Any]]:
    reads = ["code", "name", *(f"measures__{name}" for name in MEASURES), "owner__name"]
    for code, name, *values, owner in (
        found.order_by("-measures__profit_to_date", "pk").values_list(*reads).iterator(CHUNK)
    ):
        told = [_plain(measure, value) for measure, value in zip(MEASURES, values, strict=True)]
        yield [code, name, *told, owner or _("Pool")]


def _plain(name: str, value: Any) -> Any:
    measure = _measure(name)
    if value is None or not measure.choices:
        return value
    return str(measure.label_of(value))


def _measure(name: str) -> Any:
    measure = find(name)
    assert measure is not None
    return measure


def _columns() -> list[Column]:
    currency = settings_store.get("firm.currency")
    money = {
        name: lambda row, name=name: Cell(row.measured(name), currency=currency)
        for name in ("profit_to_date", "profit_12m")
    }
    return [
        Column(key="name", label=_("Customer"), kind="name", read=lambda row: Cell(str(row), note=row.city, url=row.get_absolute_url())),
        Column(key="value_class", label=_("Value class"), kind="text", read=lambda row: _plain("value_class", row.measured("value_class")) or ""),
        Column(key="stage", label=_("Stage"), kind="stage", read=lambda row: row.measured("stage")),
        Column(key="profit_to_date", label=_("Gross profit to date"), kind="money", read=money["profit_to_date"]),
        Column(key="profit_rate", label=pgettext("share of the sales", "Margin"), kind="percent", read=lambda row: row.measured("profit_rate"), on_phone="none"),
        Column(key="profit_12m", label=_("Gross profit, 12 months"), kind="money", read=money["profit_12m"], on_phone="none"),
        Column(key="last_order_on", label=_("Last order"), kind="day", read=lambda row: row.measured("last_order_on")),
        Column(key="owner", label=_("Owner"), kind="text", read=lambda row: row.owner or _("Pool")),
    ]  # fmt: skip


def _pager(page: keyset.Page, query: Any, total: Count) -> Pager:
    words = _("{shown} of {total}").format(shown=formatting.num(len(page.rows)), total=total.words)
    return Pager(
        words=words,
        next_url=with_query(query, after=page.after.written(), before="") if page.after else "",
        previous_url=with_query(query, before=page.before.written(), after="") if page.before else "",
    )
