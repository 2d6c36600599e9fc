"""Customers as a file: what a list shows, and every field of the profile the reader may see."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.core import audit, settings_store
from regulars.core.reading import writing
from regulars.customers import cells, personality
from regulars.customers.choices import PointKind
from regulars.customers.columns import Column, columns_for, only_in_files
from regulars.customers.list_address import ListAddress
from regulars.customers.listing import matching
from regulars.customers.models import ContactPoint, CustomerTag, FamilyEvent
from regulars.customers.querysets import CustomerQuerySet

FORMATS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
CHUNK = 2_000
SEVERAL = "; "  # between ways to reach somebody that share a cell
ONE_A_CELL = ((PointKind.PHONE, 0), (PointKind.PHONE, 1), (PointKind.EMAIL, 0), (PointKind.WECHAT, 0))


def needs_reason(count: int) -> bool:
    return count > int(settings_store.get("customers.export_reason_above"))


@transaction.atomic
def write(address: ListAddress, path: Path, *, format: str, by: Any, reason: str = "") -> int:
    """Write the list's customers and say so in the log; the number of rows. Little memory however many there are."""
    columns = exported_columns(address)
    headers = [_("Customer number"), _("Name"), *(_label(column) for column in columns), *_labels_besides(by)]
    found = matching(address).order_by("pinyin", "pk")
    rows = _rows(found, columns, by)
    writer = writing.write_xlsx if format == "xlsx" else writing.write_csv
    count = writer(path, [str(header) for header in headers], rows)
    audit.record(
        by, "customers.exported", count=count, format=format.upper(), reason=reason, list=address.saved_query
    )
    return count


def exported_columns(address: ListAddress) -> list[Column]:
    """The columns of the list first, then the rest of the profile; tags and phones come from beside."""
    rest = [*columns_for(address.user).values(), *only_in_files()]
    shown = [*address.columns, *(column for column in rest if column not in address.columns)]
    return [column for column in shown if column.reads and column.code != "code"]


def _labels_besides(user: Any) -> list[Any]:
    labels = [_("Phone"), _("Second phone"), _("E-mail"), _("WeChat"), _("Further ways to reach"), _("Tags")]
    return [*labels, _("Family")] if user.may_see_sensitive else labels


def _label(column: Column) -> str:
    return f"{column.label} ({column.unit})" if column.unit else str(column.label)


def _rows(found: CustomerQuerySet, columns: Sequence[Column], user: Any) -> Iterator[list[Any]]:
    reads = ["pk", "code", "name", *(read for column in columns for read in column.reads)]
    rows = found.values_list(*reads).iterator(chunk_size=CHUNK)
    chunk: list[tuple[Any, ...]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield from _written(chunk, columns, user)
            chunk = []
    yield from _written(chunk, columns, user)


def _written(chunk: Sequence[tuple[Any, ...]], columns: Sequence[Column], user: Any) -> Iterator[list[Any]]:
    besides = _besides([row[0] for row in chunk], user)
    for row in chunk:
        values, at = [row[1], row[2]], 3
        for column in columns:
            values.append(_value(column, row[at : at + len(column.reads)]))
            at += len(column.reads)
        values += [", ".join(group.get(row[0], ())) for group in besides]
        yield [writing.fitted(value) if isinstance(value, str) else value for value in values]


def _value(column: Column, values: Sequence[Any]) -> Any:
    if column.code == "personality":
        return ", ".join(map(personality.shown, values[0] or ()))
    value = cells.plain(column, values)
    return (
        value
        if isinstance(value, int | float | str) or hasattr(value, "as_tuple") or hasattr(value, "isoformat")
        else (str(value) if value is not None else None)
    )


def _besides(ids: Sequence[int], user: Any) -> list[dict[int, list[str]]]:
    points = ContactPoint.objects.filter(customer__in=ids, contact=None).order_by("-is_primary", "pk")
    pairs = list(points.values_list("kind", "customer_id", "value"))
    by_kind = {
        wanted: _grouped((pk, value) for kind, pk, value in pairs if kind == wanted) for wanted in PointKind
    }
    # One cell holds one number: a file with several in a cell could not be taken in again.
    groups = [
        {pk: values[place : place + 1] for pk, values in by_kind[wanted].items()}
        for wanted, place in ONE_A_CELL
    ]
    groups.append({pk: [SEVERAL.join(told)] for pk, told in _grouped(_further(by_kind)).items()})
    given = CustomerTag.objects.filter(customer__in=ids).order_by("tag__name")
    groups.append(_grouped(given.values_list("customer_id", "tag__name")))
    if user.may_see_sensitive:
        family = FamilyEvent.objects.filter(customer__in=ids).order_by("pk")
        groups.append(_grouped((each.customer_id, str(each)) for each in family))
    return groups


def _further(by_kind: dict[Any, dict[int, list[str]]]) -> Iterator[tuple[int, str]]:
    """Every way to reach somebody that has no cell of its own, each after its kind: so it can be read again."""
    for kind, groups in by_kind.items():
        with_cell = sum(wanted == kind for wanted, _place in ONE_A_CELL)
        for pk, values in groups.items():
            for value in values[with_cell:]:
                yield pk, _("{kind}: {value}").format(kind=PointKind(kind).label, value=value)


def _grouped(pairs: Any) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = {}
    for pk, value in pairs:
        groups.setdefault(pk, []).append(value)
    return groups
