"""The seven analyses, the orders and customers behind their figures, and their files."""

import tempfile
from pathlib import Path
from typing import Any

from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from regulars.accounts.access import may_write, signed_in
from regulars.core import clock, files
from regulars.customers.exporting import FORMATS
from regulars.customers.filter_values import FilterError
from regulars.reports.analyses import (
    behind_customers,
    behind_orders,
    exporting,
    page,
    periods,
    seven,
    subjects,
)
from regulars.reports.analyses.asking import Asked
from regulars.reports.analyses.findings import Analysis
from regulars.ui.pages import number_in, show

MOST_PLACES = 1_000_000


@signed_in
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The seven questions, of whoever is chosen."""
    asked = _asked(request)
    found = _searched(request)
    if len(found) == 1:
        return redirect(page.of_customer(found[0], request.GET))
    return show(request, "reports/seven/index.html", page.index_of(asked, found, _typed(request)))


@signed_in
@require_GET
def analysis(request: HttpRequest, code: str) -> HttpResponse:
    chosen, asked = _analysis(code), _asked(request, code)
    found = _searched(request)
    if len(found) == 1:
        return redirect(page.of_customer(found[0], request.GET, code))
    place = min(number_in(request.GET, "place") or 0, MOST_PLACES)
    context = page.page_of(chosen, asked, place) | page.picker_of(asked, found, _typed(request))
    return show(request, "reports/seven/analysis.html", context)


@signed_in
@require_GET
def orders(request: HttpRequest) -> HttpResponse:
    """The orders behind one figure."""
    asked = _asked(request)
    try:
        behind = behind_orders.listed(asked, request.GET)
    except behind_orders.NoSuchOrders:
        raise Http404 from None
    except FilterError as problem:
        raise BadRequest(str(problem)) from None
    return show(request, "reports/seven/orders.html", {"behind": behind, "asked": asked})


@signed_in
@require_GET
def customers(request: HttpRequest) -> HttpResponse:
    """The customers behind one figure of a segment."""
    asked = _asked(request)
    try:
        behind = behind_customers.listed(asked, request.GET)
    except FilterError as problem:
        raise BadRequest(str(problem)) from None
    return show(request, "reports/seven/customers.html", {"behind": behind, "asked": asked})


@may_write
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest, code: str) -> HttpResponseBase:
    chosen, asked = _analysis(code), _asked(request, code)
    needs_reason = exporting.asks_for_reason(asked)
    reason = request.POST.get("reason", "").replace("\0", "").strip()[:300]
    if request.method == "POST" and (len(reason) >= exporting.SHORTEST_REASON or not needs_reason):
        return _file(request, chosen, asked, reason=reason)
    is_refused = request.method == "POST"
    context = {
        "analysis": chosen,
        "asked": asked,
        "found": exporting.people_in(asked),
        "needs_reason": needs_reason,
        "is_refused": is_refused,
    }
    return show(request, "reports/seven/export.html", context, status=422 if is_refused else 200)


def _file(request: HttpRequest, chosen: Analysis, asked: Asked, *, reason: str) -> HttpResponseBase:
    """Written to a file that has no name any more once it is being sent."""
    format = "xlsx" if request.POST.get("format") == "xlsx" else "csv"
    name = f"{chosen.title}-{clock.today().isoformat()}.{format}"
    with tempfile.TemporaryDirectory(dir=files.folder()) as folder:
        path = Path(folder) / f"analysis.{format}"
        exporting.write(chosen, asked, path, format=format, by=request.user, reason=reason)
        opened = path.open("rb")
    return FileResponse(opened, as_attachment=True, filename=name, content_type=FORMATS[format])


def _analysis(code: str) -> Analysis:
    chosen = seven.named(code)
    if chosen is None:
        raise Http404
    return chosen


def _asked(request: HttpRequest, code: str = "profit") -> Asked:
    """Somebody else's customer and one that does not exist answer alike."""
    try:
        subject = subjects.read(request.user, request.GET)
    except subjects.NoSuchSubject:
        raise Http404 from None
    today = clock.today()
    narrowed = {name: request.GET[name] for name in ("share",) if request.GET.get(name)}
    return Asked(code, request.user, subject, periods.read(request.GET, today), today, narrowed)


def _typed(request: HttpRequest) -> str:
    return request.GET.get("who", "").replace("\0", "").strip()[:100]


def _searched(request: HttpRequest) -> list[Any]:
    return subjects.found_by(request.user, _typed(request)) if _typed(request) else []
