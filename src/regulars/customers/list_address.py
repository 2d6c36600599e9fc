"""What a list's address says: filters, words searched for, sort, columns, view, place. The page is its picture."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from regulars.customers.columns import MOST_COLUMNS, NAME, Column, columns_for, usual
from regulars.customers.filter_values import FilterError
from regulars.customers.filtering import Filters
from regulars.customers.keyset import Sort, place_of

READABLE = ":,~-"
LONGEST_SEARCH = 100
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class ListAddress:
    """Everything of it has been checked for one person."""

    user: Any
    filters: Filters
    offered: Mapping[str, Column] = field(default_factory=dict)
    search: str = ""
    sort: str = "name"
    chosen: tuple[str, ...] = ()
    view: str = ""
    after: str = ""
    before: str = ""

    @classmethod
    def read(cls, user: Any, query: MultiValueDict[str, str]) -> "ListAddress":
        """Raises FilterError with a sentence for what does not exist."""
        offered = columns_for(user)
        columns = tuple(code for code in query.get("columns", "").split(",") if code)
        address = cls(
            user,
            Filters(user, query.getlist("f")),
            offered,
            search=query.get("q", "").strip()[:LONGEST_SEARCH].replace("\0", ""),
            sort=query.get("sort", "") or "name",
            chosen=columns,
            view=query.get("view", "")[:40],
            after=query.get("after", ""),
            before=query.get("before", ""),
        )
        address.check()
        return address

    def check(self) -> None:
        unknown = [code for code in self.chosen if code not in self.offered]
        if unknown or len(self.chosen) > MOST_COLUMNS:
            raise FilterError(_("There is no column “%(name)s”.") % {"name": ", ".join(unknown)[:60]})
        if self.sorted_column is None or self.sorted_column.sorts is None:
            raise FilterError(_("The list cannot be sorted by “%(name)s”.") % {"name": self.sort[:60]})
        if self.after or self.before:
            place_of(self.after or self.before, self.sort_order)

    @cached_property
    def columns(self) -> list[Column]:
        """What a list is sorted by is always shown."""
        shown = [self.offered[code] for code in self.chosen] if self.chosen else usual(self.offered)
        by = self.sorted_column
        return shown if by is None or by is NAME or by in shown else [by, *shown]

    @property
    def sorted_column(self) -> Column | None:
        code = self.sort.removeprefix("-")
        return NAME if code == "name" else self.offered.get(code)

    @property
    def sort_order(self) -> Sort:
        column = self.sorted_column
        assert column is not None
        pk = (
            "measures__pk"
            if isinstance(column.sorts, str) and column.sorts.startswith("measures__")
            else "pk"
        )
        return Sort(column.sorts, column.sort_kind, self.sort.startswith("-"), column.is_nullable, pk)

    def query(self, *, place: bool = False, view: bool = True, codes: Iterable[str] | None = None) -> Pairs:
        """The canonical parts of the address; what is usual is left out."""
        pairs = [("view", self.view)] if view else []
        pairs += [("q", self.search), *(("f", code) for code in self.filters.codes if codes is None)]
        pairs += [("f", code) for code in codes or ()]
        pairs += [("sort", self.sort if self.sort != "name" else ""), ("columns", ",".join(self.chosen))]
        if place:
            pairs += [("after", self.after), ("before", self.before)]
        return [(name, value) for name, value in pairs if value]

    @property
    def saved_query(self) -> str:
        """What a saved view keeps."""
        return urlencode(self.query(view=False), safe=READABLE)

    def url(self, **changes: Any) -> str:
        """The same list with something else; always from its beginning unless told."""
        return written(replace(self, **{"after": "", "before": "", **changes}).query(place=True))

    def url_with_filters(self, codes: Iterable[str]) -> str:
        return written(self.query(codes=codes))

    def sort_url(self, column: Column) -> str:
        """Another press on the same heading turns the list round; figures begin with the largest."""
        ascending, descending = column.code, f"-{column.code}"
        if self.sort in (ascending, descending):
            return self.url(sort=descending if self.sort == ascending else ascending)
        return self.url(sort=descending if column.is_figure and column.kind != "date" else ascending)


def written(pairs: Pairs) -> str:
    return "?" + urlencode(pairs, safe=READABLE)
