"""Pages that cost the same wherever they lie: each begins where the one before it ended.

Customers without a value come last whichever way a list is sorted. They are asked for separately, so that
an index serves both parts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from regulars.customers.filter_values import FilterError

SEPARATOR = "~"
READERS: dict[str, Callable[[str], Any]] = {
    "text": str,
    "choice": str,
    "boolean": lambda text: text == "True",
    "integer": int,
    "money": Decimal,
    "decimal": float,
    "percent": float,
    "days": float,
    "date": date.fromisoformat,
    "moment": lambda text: _moment(text),
}


def _moment(text: str) -> datetime:
    """A place somebody typed in may lack its zone."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Sort:
    """``key`` is a path or an expression; ``kind`` says how its values are written in an address.

    ``pk`` is the id that stands beside the value in its index.
    """

    key: Any
    kind: str = "text"
    is_descending: bool = False
    is_nullable: bool = False
    pk: str = "pk"


@dataclass(frozen=True)
class Place:
    """A row's place in a sorted list: its value, None when it has none, and its id."""

    value: Any
    pk: int

    def written(self) -> str:
        if self.value is None:
            return str(self.pk)
        shown = self.value.isoformat() if hasattr(self.value, "isoformat") else str(self.value)
        return f"{self.pk}{SEPARATOR}{shown}"


@dataclass(frozen=True)
class Page:
    """``rows`` are tuples: what was asked for, then id and sort value."""

    rows: list[tuple[Any, ...]]
    before: Place | None = None
    after: Place | None = None


def place_of(text: str, sort: Sort) -> Place:
    number, separator, value = text.partition(SEPARATOR)
    try:
        if not separator and not sort.is_nullable:
            raise ValueError
        if (
            not (number.isascii() and number.isdecimal())
            or len(number) > 18
            or len(value) > 500
            or "\0" in value
        ):
            raise ValueError
        at = READERS[sort.kind](value) if separator else None
        if isinstance(at, float | Decimal) and not isfinite(at):
            raise ValueError
        return Place(at, int(number))
    except (ValueError, InvalidOperation):
        raise FilterError(_("This page of the list does not exist. Start again at its beginning.")) from None


def page(
    queryset: QuerySet[Any],
    sort: Sort,
    *,
    reads: tuple[Any, ...],
    size: int,
    after: str = "",
    before: str = "",
) -> Page:
    """One page after or before a place, or the first."""
    start = place_of(after or before, sort) if after or before else None
    backwards = bool(before) and not after
    found = _rows(queryset, sort, reads, start=start, backwards=backwards, size=size + 1)
    has_more = len(found) > size
    rows = found[:size][::-1] if backwards else found[:size]
    if not rows:
        return Page([])
    has_before = has_more if backwards else start is not None
    has_after = start is not None if backwards else has_more
    return Page(
        rows,
        before=_place(rows[0]) if has_before else None,
        after=_place(rows[-1]) if has_after else None,
    )


def _place(row: tuple[Any, ...]) -> Place:
    return Place(row[-1], row[-2])


def _rows(
    queryset: QuerySet[Any],
    sort: Sort,
    reads: tuple[Any, ...],
    *,
    start: Place | None,
    backwards: bool,
    size: int,
) -> list[tuple[Any, ...]]:
    """First those with a value, then those without; the other way round when going back."""
    found: list[tuple[Any, ...]] = []
    parts = [False, True] if sort.is_nullable else [False]
    begins = start is None
    for without_value in reversed(parts) if backwards else parts:
        at = start if start is not None and (start.value is None) == without_value else None
        begins = begins or at is not None
        if begins and len(found) < size:
            part = _part(queryset, sort, at, without_value=without_value, backwards=backwards)
            found += part.values_list(*reads, "pk", "sort_key")[: size - len(found)]
    return found


def _part(
    queryset: QuerySet[Any], sort: Sort, at: Place | None, *, without_value: bool, backwards: bool
) -> QuerySet[Any]:
    descending = sort.is_descending != backwards
    keyed = queryset.annotate(sort_key=F(sort.key) if isinstance(sort.key, str) else sort.key)
    if sort.is_nullable:
        keyed = keyed.filter(sort_key__isnull=without_value)
    if at is not None:
        keyed = keyed.filter(_beyond(sort, at, without_value=without_value, descending=descending))
    sign = "-" if descending else ""
    keys = [f"{sign}pk"] if without_value else [f"{sign}sort_key", f"{sign}{sort.pk}"]
    return keyed.order_by(*keys)


def _beyond(sort: Sort, at: Place, *, without_value: bool, descending: bool) -> Q:
    side = "lt" if descending else "gt"
    if without_value:
        return Q(**{f"pk__{side}": at.pk})
    by_id = Q(**{f"{sort.pk}__{side}": at.pk})
    # The first condition is implied by the second, but only it can use an index.
    return Q(**{f"sort_key__{side}e": at.value}) & (Q(**{f"sort_key__{side}": at.value}) | by_id)
