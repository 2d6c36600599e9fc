"""The list of customers: searching, filters, columns, views."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET

from regulars.accounts.access import signed_in
from regulars.customers import list_bulk, list_links, list_views
from regulars.customers.counting import count
from regulars.customers.filter_fields import GROUPS
from regulars.customers.filter_form import FilterEditor
from regulars.customers.filter_values import FilterError
from regulars.customers.list_address import ListAddress
from regulars.customers.listing import listing, matching
from regulars.ui.pages import show


@signed_in
@require_GET
def customers(request: HttpRequest) -> HttpResponse:
    address = read_address(request)
    tabs = list_views.tabs_for(request.user)
    shown = listing(address)
    tab = list_views.current(address, tabs)
    context = {
        "listing": shown,
        "address": address,
        "tabs": [
            {"label": each.label, "url": each.url, "count": "", "is_active": each is tab} for each in tabs
        ],
        "tab": tab,
        "is_changed": tab is None or list_views.is_changed(address, tab),
        "conditions": conditions_of(address),
        "editor": FilterEditor.asked_for(address, request.GET),
        "bulk_actions": list_bulk.offered(request.user),
        "links": list_links.offered(request.user, of_list=True),
        "doors": list_links.offered(request.user, of_list=False),
        "own": list_views.count_of(request.user, list_views.mine()),
    }
    return show(request, "customers/list/page.html", context, parts=("customers",))


@signed_in
@require_GET
def add_condition(request: HttpRequest) -> HttpResponse:
    """What the small form of a condition says becomes part of the address."""
    address = read_address(request)
    try:
        codes = FilterEditor.codes_with(address, request.GET)
    except FilterError as problem:
        raise BadRequest(str(problem)) from None
    return HttpResponseRedirect(list_url(address.url_with_filters(codes)))


@signed_in
@require_GET
def view_counts(request: HttpRequest) -> HttpResponse:
    """The tabs with their counts, fetched after the page so that it need not wait."""
    tabs = list_views.tabs_for(request.user)
    current = request.GET.get("view", "")
    shown = [
        {"label": tab.label, "url": list_url(tab.url), "count": list_views.count_of(request.user, tab), "is_active": tab.code == current}
        for tab in tabs
    ]  # fmt: skip
    return show(request, "customers/list/tabs.html", {"tabs": shown})


@signed_in
@require_GET
def choose_columns(request: HttpRequest) -> HttpResponse:
    """A page of ticks; sent without any it goes back to the usual columns."""
    address = read_address(request)
    if "chosen" in request.GET:
        wanted = request.GET.getlist("column")
        chosen = tuple(code for code in address.offered if code in wanted)
        return HttpResponseRedirect(list_url(address.url(chosen=chosen)))
    groups: dict[str, list[Any]] = {str(group): [] for group in GROUPS}
    for column in address.offered.values():
        groups.setdefault(str(column.group), []).append(column)
    shown = {column.code for column in address.columns}
    return show(
        request,
        "customers/list/columns.html",
        {"address": address, "groups": [pair for pair in groups.items() if pair[1]], "shown": shown},
    )


@signed_in
@require_GET
def live_count(request: HttpRequest) -> HttpResponse:
    """How many a list would hold."""
    found = count(matching(read_address(request)))
    return show(request, "customers/list/count.html", {"found": found})


def read_address(request: HttpRequest, *, posted: bool = False) -> ListAddress:
    try:
        return ListAddress.read(request.user, request.POST if posted else request.GET)
    except FilterError as problem:
        raise BadRequest(str(problem)) from None


def list_url(query: str) -> str:
    from django.urls import reverse

    return reverse("customers:list") + (query if query != "?" else "")


def conditions_of(address: ListAddress) -> list[dict[str, Any]]:
    codes = address.filters.codes
    return [
        {
            "label": each.label,
            "says": each.says,
            "edit_url": f"{address.url()}&edit={place}",
            "remove_url": address.url_with_filters([code for code in codes if code != each.code]) or "?",
        }
        for place, each in enumerate(address.filters.chosen)
    ]
