"""Views of the customer list: ready ones, and those people saved for themselves or for their team."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.core.cache import cache
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from regulars.customers import measures
from regulars.customers.counting import Count, count
from regulars.customers.filter_values import FilterError
from regulars.customers.list_address import ListAddress, Pairs, written
from regulars.customers.listing import matching
from regulars.customers.models import SavedView

SAVED = "saved-"


@dataclass(frozen=True)
class ReadyView:
    """``needs`` names the measures without which it makes no sense."""

    code: str
    label: Any
    query: Callable[[], Pairs]
    needs: tuple[str, ...] = ()
    note: Any = ""

    @property
    def is_possible(self) -> bool:
        return all(measures.find(name) for name in self.needs)


@dataclass(frozen=True)
class Tab:
    code: str
    label: Any
    query: Pairs
    saved: SavedView | None = None

    @property
    def url(self) -> str:
        return written([("view", self.code), *self.query])


READY = (
    ReadyView("mine", _("My customers"), lambda: [("f", "owner:in:me")]),
    ReadyView(
        "due",
        _("Due to order"),
        lambda: [
            ("f", "next_order_due_on:before:today"),
            ("f", "status:not:lost"),
            ("sort", "-overdue_days"),
        ],
        needs=("next_order_due_on", "status", "overdue_days"),
    ),
    ReadyView(
        "declining",
        _("High value, declining"),
        lambda: [("f", "value_class:in:high"), ("f", "stage:in:decline"), ("sort", "-spend_12m")],
        needs=("value_class", "stage", "spend_12m"),
    ),
    ReadyView("new", _("New, 30 days"), lambda: [("f", "created_at:last:30"), ("sort", "-created_at")]),
    ReadyView(
        "neglected",
        _("Neglected"),
        lambda: [("f", "neglected:yes"), ("sort", "-days_without_contact")],
        needs=("neglected", "days_without_contact"),
    ),
    ReadyView("pool", _("Pool"), lambda: [("f", "owner:empty")]),
)
ALL = Tab("", _("All customers"), [])


def tabs_for(user: Any) -> list[Tab]:
    """The ready views, then what was saved and pinned."""
    return [*ready_tabs(), *(tab_of(saved) for saved in saved_views(user) if saved.is_pinned)]


def ready_tabs() -> list[Tab]:
    return [ALL, *(Tab(view.code, view.label, view.query()) for view in READY if view.is_possible)]


def mine() -> Tab:
    return next(tab for tab in ready_tabs() if tab.code == "mine")


def saved_views(user: Any) -> list[SavedView]:
    shown = SavedView.objects.visible_to(user).filter(list_code="customers")
    return list(shown.order_by("created_at", "pk"))


def current(address: ListAddress, tabs: list[Tab]) -> Tab | None:
    """The tab whose list this still is."""
    return next((tab for tab in tabs if tab.code == address.view), None)


def is_changed(address: ListAddress, tab: Tab) -> bool:
    return address.query(view=False) != tab.query


def tab_of(saved: SavedView) -> Tab:
    return Tab(f"{SAVED}{saved.pk}", saved.name, parse_qsl(saved.query), saved)


def count_of(user: Any, tab: Tab) -> str:
    """Kept for a minute: eight counts would otherwise cost more than the list itself."""
    key = f"view-count:{user.pk}:{user.sees}:{user.team_id}:{hash((tab.code, tuple(tab.query)))}"
    found = cache.get(key)
    if found is None:
        found = _counted(user, tab)
        cache.set(key, found, timeout=60)
    return found.words if found >= 0 else ""


def _counted(user: Any, tab: Tab) -> Count:
    """A view whose field is gone has no count."""
    query = MultiValueDict[str, str]()
    for name, value in tab.query:
        query.appendlist(name, value)
    try:
        return count(matching(ListAddress.read(user, query)))
    except FilterError:
        return Count(-1)
