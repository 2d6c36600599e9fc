"""Whom an analysis is about: one customer, a segment, the customers of some conditions, or everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.customers import searching
from regulars.customers.filter_values import FilterError
from regulars.customers.filtering import Filters
from regulars.customers.models import Customer, SavedView
from regulars.customers.querysets import CustomerQuerySet
from regulars.insights.measures.classes import VALUE_CLASSES
from regulars.segments.choosing import offered
from regulars.segments.models import Segment
from regulars.ui.pages import number_in

FEW_FOUND = 8


class NoSuchSubject(LookupError):
    """The address names somebody who does not exist, or whom this person may not see."""


@dataclass(frozen=True)
class Subject:
    """``pairs`` are its part of the address; ``codes`` its conditions in a list of customers, None without any."""

    title: str
    people: CustomerQuerySet
    pairs: tuple[tuple[str, str], ...] = ()
    codes: tuple[str, ...] | None = ()
    customer: Any = None

    @property
    def is_one(self) -> bool:
        return self.customer is not None


@dataclass(frozen=True)
class Option:
    """One line of the picker."""

    value: str
    label: str
    is_chosen: bool = False


def read(user: Any, query: Any) -> Subject:
    """Raises NoSuchSubject. The picker sends ``of``, a link its own parts."""
    kind, __, rest = query.get("of", "").partition(":")
    if kind == "customer" or query.get("customer"):
        return _customer(user, number_in({"id": rest or query.get("customer", "")}, "id"))
    if kind == "segment" or query.get("segment"):
        return _segment(user, number_in({"id": rest or query.get("segment", "")}, "id"))
    codes = [rest] if kind == "f" else query.getlist("f")
    if kind == "view":
        codes = _codes_of(user, number_in({"id": rest}, "id"))
    return _of_conditions(user, codes)


def everybody(user: Any) -> CustomerQuerySet:
    return Customer.objects.visible_to(user).filter(is_walk_in=False)


def found_by(user: Any, text: str) -> list[Customer]:
    """The few customers that are found by what was typed."""
    exact = list(everybody(user).filter(code=text)[:1]) if text else []
    return exact or list(searching.search(everybody(user), text).order_by("pinyin", "pk")[:FEW_FOUND])


def options(user: Any, chosen: Subject) -> list[tuple[str, list[Option]]]:
    """What the picker offers, by group; what is chosen and not among it stands first."""
    chosen_value = _value(chosen)
    groups = [
        ("", [Option("all", _everybody_words(user))]),
        (_("Segments"), [Option(f"segment:{each.pk}", str(each)) for each in offered(user)]),
        (
            _("Value classes"),
            [Option(f"f:value_class:in:{code}", str(label)) for code, label in VALUE_CLASSES],
        ),
        (_("Saved views"), [Option(f"view:{view.pk}", view.name) for view in _views(user)]),
    ]
    known = {option.value for _label, group in groups for option in group}
    if chosen_value not in known:
        groups[0][1].append(Option(chosen_value, chosen.title))
    return [
        (label, [Option(each.value, each.label, each.value == chosen_value) for each in group])
        for label, group in groups
        if group
    ]


def _value(chosen: Subject) -> str:
    if not chosen.pairs:
        return "all"
    return ":".join(chosen.pairs[0])


def _customer(user: Any, pk: int | None) -> Subject:
    found = everybody(user).filter(pk=pk).select_related("measures").first() if pk else None
    if found is None:
        raise NoSuchSubject
    people = everybody(user).filter(pk=found.pk)
    return Subject(found.name, people, (("customer", str(found.pk)),), None, found)


def _segment(user: Any, pk: int | None) -> Subject:
    found = Segment.objects.visible_to(user).in_use().filter(pk=pk).first() if pk else None
    if found is None:
        raise NoSuchSubject
    people = found.customers(user).filter(is_walk_in=False)
    return Subject(str(found), people, (("segment", str(found.pk)),), (f"segment:in:{found.pk}",))


def _of_conditions(user: Any, codes: Iterable[str]) -> Subject:
    try:
        filters = Filters(user, codes)
    except FilterError:
        raise NoSuchSubject from None
    people = filters.apply(everybody(user))
    if not filters.chosen:
        return Subject(_everybody_words(user), people)
    words = [f"{each.label} {each.says}" for each in filters.chosen]
    title = pgettext("between two short facts", ", ").join(words)
    return Subject(title, people, tuple(("f", code) for code in filters.codes), tuple(filters.codes))


def _codes_of(user: Any, pk: int | None) -> list[str]:
    view = _views(user).filter(pk=pk).first() if pk else None
    if view is None:
        raise NoSuchSubject
    return parse_qs(view.query).get("f", [])


def _views(user: Any) -> Any:
    return SavedView.objects.visible_to(user).filter(list_code="customers").order_by("name", "pk")


def _everybody_words(user: Any) -> str:
    return _("All customers") if user.sees == "all" else _("All customers you see")
