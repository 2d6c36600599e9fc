"""A list described: its columns, what a cell shows, how it is sorted, where its pages go."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.utils.datastructures import MultiValueDict

from regulars.ui.navigation import Words

KINDS = (
    "text",
    "name",
    "number",
    "figure",  # said in words already: a unit price with its four decimals
    "money",
    "percent",
    "day",
    "moment",
    "tag",
    "value_class",
    "stage",
    "custom",
)
FIGURES = frozenset({"number", "figure", "money", "percent", "day", "moment"})


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a list. ``note`` is the small line below; ``tone`` is late or watch."""

    value: Any
    note: str = ""
    url: str = ""
    tone: str = ""
    note_tone: str = ""
    currency: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """``read(row)`` gives a value or a Cell; without it the row's attribute of that name.

    ``is_wide`` columns need a wide screen; ``on_phone`` is label (with its label), bare, whole (a line of
    its own) or none.
    """

    key: str
    label: Words
    kind: str = "text"
    read: Callable[[Any], Any] | None = None
    sort: str = ""
    is_wide: bool = False
    on_phone: str = "label"
    template: str = ""

    @property
    def is_figure(self) -> bool:
        return self.kind in FIGURES

    def cell(self, row: Any) -> Cell:
        value = self.read(row) if self.read else getattr(row, self.key)
        return value if isinstance(value, Cell) else Cell(value)


@dataclass(frozen=True)
class Heading:
    column: Column
    url: str
    direction: str  # "", ascending or descending


@dataclass(frozen=True)
class Line:
    record: Any
    pk: Any
    label: str
    cells: list[tuple[Column, Cell]]
    is_picked: bool


@dataclass(frozen=True)
class Pager:
    """Keyset paging: what is shown in words, and the addresses of the pages around."""

    words: str = ""
    next_url: str = ""
    previous_url: str = ""


@dataclass(kw_only=True)
class Table:
    """A list ready for ``ui/parts/table.html``."""

    name: str
    label: Words
    columns: Sequence[Column]
    records: Iterable[Any]
    query: MultiValueDict[str, str] | None = None
    sorted_by: str = ""  # a column's sort, with a leading "-" when descending
    pager: Pager = field(default_factory=Pager)
    picks: bool = False
    picked: frozenset[Any] = frozenset()
    row_label: Callable[[Any], str] = str
    css: str = ""

    def headings(self) -> list[Heading]:
        return [Heading(column, self._sort_url(column), self._direction(column)) for column in self.columns]

    def lines(self) -> list[Line]:
        return [
            Line(
                record,
                getattr(record, "pk", None),
                self.row_label(record),
                [(column, column.cell(record)) for column in self.columns],
                getattr(record, "pk", None) in self.picked,
            )
            for record in self.records
        ]

    def _direction(self, column: Column) -> str:
        if not column.sort or self.sorted_by.lstrip("-") != column.sort:
            return ""
        return "descending" if self.sorted_by.startswith("-") else "ascending"

    def _sort_url(self, column: Column) -> str:
        if not column.sort:
            return ""
        next_sort = column.sort if self.sorted_by == f"-{column.sort}" else f"-{column.sort}"
        if not column.is_figure:
            next_sort = f"-{column.sort}" if self.sorted_by == column.sort else column.sort
        return with_query(self.query, sort=next_sort, after="", before="")


def with_query(query: MultiValueDict[str, str] | None, **changes: Any) -> str:
    """The same page with parts of its address changed; an empty value takes a part away."""
    kept = [
        (key, value)
        for key, values in (query or MultiValueDict()).lists()
        for value in values
        if key not in changes
    ]
    added = [(key, value) for key, value in changes.items() if value not in ("", None)]
    return "?" + urlencode(kept + added)
