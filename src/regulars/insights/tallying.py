"""Figures that are a list of customers: counted by the filters of the very list they open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, Sum
from django.urls import reverse

from regulars.customers.filtering import Filters
from regulars.customers.models import Customer
from regulars.customers.querysets import CustomerQuerySet


@dataclass(frozen=True)
class Tally:
    """How many customers, what a measure of theirs adds up to, and where they are listed."""

    label: Any
    count: int
    url: str
    sums: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """The customers for whom all filters hold; ``adding`` names measures to be summed over them."""

    label: Any
    codes: Sequence[str] = ()
    adding: Sequence[str] = ()


def customers(user: Any, *codes: str) -> CustomerQuerySet:
    return Filters(user, codes).apply(Customer.objects.visible_to(user))


def url(*codes: str, sort: str = "") -> str:
    """The list of the customers for whom all filters hold."""
    pairs = [("f", code) for code in codes] + ([("sort", sort)] if sort else [])
    return f"{reverse('customers:list')}?{urlencode(pairs, safe=':,')}"


def tally_all(user: Any, asked: Mapping[Any, Asked], *within: str) -> dict[Any, Tally]:
    """All that a page asks of the customers within some filters, in one pass over them; keys stay."""
    filters = Filters(user, within)
    figures: dict[str, Any] = {}
    for place, one in enumerate(asked.values()):
        condition = _all_of(filters, one.codes)
        figures[f"n{place}"] = Count("pk", filter=condition)
        for name in one.adding:
            figures[f"n{place}_{name}"] = Sum(f"measures__{name}", filter=condition)
    found = filters.apply(Customer.objects.visible_to(user)).aggregate(**figures)
    return {
        key: Tally(
            one.label,
            found[f"n{place}"],
            url(*within, *one.codes),
            {name: found[f"n{place}_{name}"] or Decimal(0) for name in one.adding},
        )
        for place, (key, one) in enumerate(asked.items())
    }


def _all_of(filters: Filters, codes: Sequence[str]) -> Q:
    condition = Q()
    for code in codes:
        condition &= filters.read(code).condition(filters.user)
    return condition
