"""One page of a list of offers, and the whole of it as a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.core import audit
from regulars.core.reading import writing
from regulars.customers import keyset
from regulars.customers.counting import Count, count
from regulars.offering import records
from regulars.offering.launching import Wish
from regulars.offering.lists import KINDS, ListKind
from regulars.orders.models import Product
from regulars.ui import formatting
from regulars.ui.pages import number_in
from regulars.ui.tables import Cell, Column, Pager, Table, with_query

PAGE_SIZE = 50
CHUNK = 2_000


@dataclass(frozen=True)
class Listed:
    kind: ListKind
    table: Table
    found: Count
    as_of: Any
    product: Product | None


def listed(kind: ListKind, user: Any, query: Any) -> Listed:
    """Raises FilterError for a page that does not exist."""
    found = kind.found(user, query)
    page = keyset.page(
        found,
        _sort(kind),
        reads=(),
        size=PAGE_SIZE,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    ids, total = [row[-2] for row in page.rows], count(found)
    known = _related(kind, found.model.objects.filter(pk__in=ids))
    by_id = {each.pk: each for each in known}
    records = [by_id[pk] for pk in ids if pk in by_id]
    words = _("{shown} of {total}").format(shown=formatting.num(len(records)), total=total.words)
    pager = Pager(
        words=words,
        next_url=with_query(query, after=page.after.written(), before="") if page.after else "",
        previous_url=with_query(query, before=page.before.written(), after="") if page.before else "",
    )
    table = Table(
        name=f"offers-{kind.code}",
        label=kind.label,
        columns=kind.columns(user),
        records=records,
        pager=pager,
    )
    as_of = records[0].as_of if records else None
    return Listed(kind, table, total, as_of, product_of(query))


def product_of(query: Any) -> Product | None:
    wanted = number_in(query, "product")
    return Product.objects.filter(pk=wanted).first() if wanted is not None else None


@transaction.atomic
def write(kind: ListKind, query: Any, path: Path, *, format: str, by: Any, reason: str = "") -> int:
    """Write all rows of the list and say so in the log; how many they are."""
    columns = kind.columns(by)
    headers = [header for column in columns for header in _headers(column)]
    rows = _rows(kind, query, columns, by)
    return _written(path, headers, rows, format=format, by=by, list=kind.code, reason=reason)


@transaction.atomic
def write_wishes(wishes: Iterable[Wish], path: Path, *, format: str, by: Any, reason: str = "") -> int:
    """The customers of a launch with what speaks for each."""
    headers = [_("Customer number"), _("Customer"), _("Match"), _("Matching need or preference")]
    rows = (
        [
            each.customer.code,
            writing.fitted(str(each.customer)),
            round(each.match, 4),
            writing.fitted(" ".join(each.words)),
        ]
        for each in wishes
    )
    return _written(path, headers, rows, format=format, by=by, list="launch", reason=reason)


def _written(
    path: Path, headers: list[str], rows: Iterable[list[Any]], *, format: str, by: Any, **told: Any
) -> int:
    writer = writing.write_xlsx if format == "xlsx" else writing.write_csv
    number = writer(path, headers, rows)
    audit.record(by, "offers.exported", count=number, format=format.upper(), **told)
    return number


def _rows(kind: ListKind, query: Any, columns: Any, user: Any) -> Iterator[list[Any]]:
    rows = _related(kind, kind.found(user, query)).order_by("pk")
    for record in rows.iterator(chunk_size=CHUNK):
        cells = [column.cell(record) for column in columns]
        pairs = zip(columns, cells, strict=True)
        yield [value for column, cell in pairs for value in _values(column, cell)]


def _headers(column: Column) -> list[str]:
    label = str(column.label)
    if column.key == "lacking":
        return []
    return (
        [label]
        if column.kind in ("text", "money", "figure", "value_class")
        else [label, f"{label} ({_('note')})"]
    )


def _values(column: Column, cell: Cell) -> list[Any]:
    if column.key == "lacking":
        return []
    value = cell.value if isinstance(cell.value, int | float | type(None)) else str(cell.value)
    note = f" ({cell.note})" if cell.note and column.kind == "text" else ""
    told = writing.fitted(f"{value}{note}") if isinstance(value, str) else value
    if column.kind in ("text", "money", "figure", "value_class"):
        return [told]
    return [told, writing.fitted(cell.note)]


def _sort(kind: ListKind) -> keyset.Sort:
    """Where no probability may be named there is no expected value either: each customer's best offers come first."""
    if kind.sort.key == "margin" and not records.names_chances(kind.code):
        return keyset.Sort("place", "integer")
    return kind.sort


def _related(kind: ListKind, rows: Any) -> Any:
    fields = {field.name for field in rows.model._meta.get_fields()}
    wanted = [path for path in kind.related if path.partition("__")[0] in fields]
    return rows.select_related(*wanted)


def tabs(active: str) -> list[dict[str, Any]]:
    from django.urls import reverse

    return [
        {
            "label": kind.label,
            "url": reverse("offering:list", args=[kind.code]),
            "count": None,
            "is_active": kind.code == active,
        }
        for kind in KINDS.values()
    ]
