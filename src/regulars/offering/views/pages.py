"""Offers for the whole base: lists, files, launches, who buys what, and how good the offers are."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from regulars.accounts.access import may_write, signed_in
from regulars.core import clock, files
from regulars.customers import exporting
from regulars.customers.counting import Count, count
from regulars.customers.filter_values import FilterError
from regulars.customers.models import Customer
from regulars.offering import adding_on, launching, listing, records, spreading
from regulars.offering.choices import GapKind, Reason
from regulars.offering.forms import LaunchForm
from regulars.offering.lists import CLASSES, KINDS, ListKind
from regulars.orders.models import Category
from regulars.ui.pages import number_in, show

SHORTEST_REASON = 4
LAUNCH_SHOWN = 50


@signed_in
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """How good the offers are, and where the lists stand."""
    kept = records.latest()
    context = {
        "kept": kept,
        "told": records.told(kept) if kept else [],
        "period": records.period(kept.figures) if kept else None,
        "kinds": KINDS.values(),
    }
    return show(request, "offering/overview.html", context)


@signed_in
@require_GET
def offers(request: HttpRequest, code: str) -> HttpResponse:
    kind = _kind(code)
    try:
        shown = listing.listed(kind, request.user, request.GET)
    except FilterError as problem:
        raise BadRequest(str(problem)) from None
    context = {
        "listed": shown,
        "tabs": listing.tabs(code),
        "record": records.sentence(code) if code in ("next", "new", "up") else "",
        "classes": spreading.labels("value_class"),
        "categories": Category.objects.order_by("name"),
        "reasons": [each for each in Reason.choices if each[0] in _reasons(code)],
        "gap_kinds": GapKind.choices,
        "query": request.GET.urlencode(),
        "known_classes": CLASSES,
    }
    return show(request, "offering/list.html", context)


@may_write
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest, code: str) -> HttpResponseBase:
    kind = _kind(code)

    def write(path: Path, **more: Any) -> int:
        return listing.write(kind, request.GET, path, **more)

    return _export(
        request,
        write,
        found=count(kind.found(request.user, request.GET)),
        label=str(kind.label),
        name=kind.code,
        urls=(reverse("offering:export", args=[code]), reverse("offering:list", args=[code])),
    )


@may_write
@require_http_methods(["GET", "POST"])
def export_launch(request: HttpRequest) -> HttpResponseBase:
    form = LaunchForm(request.GET or None)
    if not form.is_asked:
        return redirect("offering:launch")
    wishes = launching.wishes(launching.launch_of(form.cleaned_data), request.user)

    def write(path: Path, **more: Any) -> int:
        return listing.write_wishes(wishes, path, **more)

    return _export(
        request,
        write,
        found=Count(len(wishes)),
        label=_("New-product launch"),
        name="launch",
        urls=(reverse("offering:export_launch"), reverse("offering:launch")),
    )


@signed_in
@require_GET
def launch(request: HttpRequest) -> HttpResponse:
    """Who would most likely want a new product, with the need or preference that says so."""
    form = LaunchForm(request.GET or None)
    asked = form.is_asked
    launched = launching.launch_of(form.cleaned_data) if asked else None
    context = {
        "form": form,
        "launched": launched,
        "wishes": launching.wishes(launched, request.user) if launched else [],
        "shown": LAUNCH_SHOWN,
        "most": launching.MOST,
        "query": request.GET.urlencode(),
    }
    return show(request, "offering/launch.html", context)


@signed_in
@require_GET
def products(request: HttpRequest) -> HttpResponse:
    """Who buys what: by value class, stage or kind of customer."""
    by = request.GET.get("by", "value_class")
    wanted = number_in(request.GET, "category")
    category = get_object_or_404(Category, pk=wanted) if wanted is not None else None
    found = spreading.spread(request.user, by=by if by in spreading.BY else "value_class", category=category)
    context: dict[str, Any] = {
        "found": found,
        "categories": Category.objects.order_by("name"),
        "category": category,
    }
    if found and found.has_any:
        context |= {
            "heat": spreading.heat(found),
            "headings": [label for _code, label, _size in found.groups],
            "chart": spreading.chart(found),
            "gaps": spreading.gaps(found),
        }
    return show(request, "offering/products.html", context)


@signed_in
@require_GET
def add_ons(request: HttpRequest) -> HttpResponse:
    """What goes with the products of an order that is being written."""
    customer_id = number_in(request.GET, "customer")
    seen = Customer.objects.visible_to(request.user)
    customer = get_object_or_404(seen, pk=customer_id) if customer_id is not None else None
    typed = [
        value
        for name, value in request.GET.items()
        if name.startswith("lines-") and name.endswith("-product")
    ]
    found = adding_on.suggested([str(value) for value in typed], customer=customer)
    return show(request, "offering/add_ons.html", {"suggested": found, "has_products": any(typed)})


def _kind(code: str) -> ListKind:
    if code not in KINDS:
        raise Http404
    return KINDS[code]


def _reasons(code: str) -> tuple[str, ...]:
    of = {
        "next": (Reason.DUE, Reason.LATE, Reason.AGAIN),
        "new": (Reason.LOOKED, Reason.BOUGHT_WITH, Reason.SIMILAR, Reason.POPULAR),
    }
    return tuple(map(str, of.get(code, ())))


def _export(
    request: HttpRequest,
    write: Callable[..., int],
    *,
    found: Count,
    label: str,
    name: str,
    urls: tuple[str, str],
) -> HttpResponseBase:
    needs_reason = exporting.needs_reason(found)
    reason = request.POST.get("reason", "").strip()[:300]
    if request.method == "POST" and (len(reason) >= SHORTEST_REASON or not needs_reason):
        return _file(request, write, name=name, reason=reason)
    context = {
        "label": label,
        "action_url": urls[0],
        "back_url": urls[1],
        "found": found,
        "needs_reason": needs_reason,
        "is_refused": request.method == "POST",
        "query": request.GET.urlencode(),
    }
    return show(request, "offering/export.html", context, status=422 if context["is_refused"] else 200)


def _file(request: HttpRequest, write: Callable[..., int], *, name: str, reason: str) -> HttpResponseBase:
    """Written to a file that has no name any more once it is being sent."""
    format = "xlsx" if request.POST.get("format") == "xlsx" else "csv"
    file_name = f"{_('offers')}-{name}-{clock.today().isoformat()}.{format}"
    with tempfile.TemporaryDirectory(dir=files.folder()) as folder:
        path = Path(folder) / file_name
        write(path, format=format, by=request.user, reason=reason)
        opened = path.open("rb")
    content_type = exporting.FORMATS[format]
    return FileResponse(opened, as_attachment=True, filename=file_name, content_type=content_type)
