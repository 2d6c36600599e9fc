"""One page of the customer list, with its count."""

from dataclasses import dataclass
from typing import Any

from regulars.customers import keyset, rows
from regulars.customers.columns import NAME, Column
from regulars.customers.counting import Count, count
from regulars.customers.exact_matches import exact_ids
from regulars.customers.list_address import ListAddress
from regulars.customers.models import Customer
from regulars.customers.querysets import CustomerQuerySet
from regulars.customers.searching import search

PAGE_SIZE = 50


@dataclass(frozen=True)
class Heading:
    label: Any
    css: str
    url: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Listing:
    """What the page shows of a list."""

    address: ListAddress
    rows: list[Any]
    found: Count
    next_url: str = ""
    previous_url: str = ""

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(column, place) for place, column in enumerate(self.address.columns)]

    @property
    def name_heading(self) -> Heading:
        return self._heading(NAME, 0)

    def _heading(self, column: Column, place: int) -> Heading:
        is_wide = place >= rows.WIDE_FROM and column.code not in rows.places_on_the_phone(
            self.address.columns
        )
        is_sorted = self.address.sort.removeprefix("-") == column.code
        direction = ("descending" if self.address.sort.startswith("-") else "ascending") if is_sorted else ""
        url = self.address.sort_url(column) if column.sorts is not None else ""
        css = [("num", column.is_figure), ("wide", is_wide), ("sorted", is_sorted)]
        return Heading(column.label, " ".join(word for word, holds in css if holds), url, direction)


def matching(address: ListAddress) -> CustomerQuerySet:
    """All customers of a list that its reader may see, in no order."""
    found = address.filters.apply(Customer.objects.visible_to(address.user))
    return search(found, address.search) if address.search else found


def listing(address: ListAddress) -> Listing:
    found, order, reads = matching(address), address.sort_order, rows.reads_of(address.columns)
    exact = exact_ids(found, address.search) if address.search and address.sort == "name" else []
    page = keyset.page(
        found.exclude(pk__in=exact) if exact else found,
        order,
        reads=reads,
        size=PAGE_SIZE,
        after=address.after,
        before=address.before,
    )
    is_first = bool(exact) and page.before is None and not address.after
    first = _first(found, exact, order, reads) if is_first else []
    return Listing(
        address,
        rows.drawn(address.columns, [*first, *page.rows]),
        count(found),
        next_url=address.url(after=page.after.written()) if page.after else "",
        previous_url=address.url(before=page.before.written()) if page.before else "",
    )


def _first(
    found: CustomerQuerySet, exact: list[int], order: keyset.Sort, reads: tuple[Any, ...]
) -> list[tuple[Any, ...]]:
    """Who is called exactly as was searched for stands before the first page, and on no page after it."""
    return keyset.page(found.filter(pk__in=exact), order, reads=reads, size=len(exact)).rows
