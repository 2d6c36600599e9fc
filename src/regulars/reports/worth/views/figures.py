"""The pages of figures about value, the customers behind each figure, and both as files."""

from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from regulars.accounts.access import signed_in
from regulars.customers.filter_values import FilterError
from regulars.insights import runs
from regulars.reports.behind import NoSuchFigure
from regulars.reports.worth import (
    asking,
    grouping,
    listed,
    matrix,
    members,
    spending,
    staying,
    structure,
    tabulating,
)
from regulars.reports.worth.views.sending import figures_file, format_asked, sent
from regulars.segments import choosing
from regulars.ui.pages import show

SHORTEST_REASON = 4


@signed_in
@require_GET
def value_matrix(request: HttpRequest) -> HttpResponseBase:
    found = matrix.matrix(request.user)
    if found is not None and "format" in request.GET:
        return figures_file(request, "value-matrix", tabulating.of_matrix(found))
    return show(request, "reports/worth/matrix.html", {"matrix": found, "run": runs.latest()})


@signed_in
@require_GET
def customer_structure(request: HttpRequest) -> HttpResponseBase:
    kept, pair, missing = asking.days_asked(request.GET)
    segment = choosing.asked_for(request.user, request.GET)
    found = structure.structure(request.user, *pair, segment=segment) if pair else None
    if found is not None and "format" in request.GET:
        return figures_file(request, "customer-structure", tabulating.of_structure(found))
    context = {
        "kept": kept,
        "structure": found,
        "missing": missing,
        "segments": choosing.offered(request.user),
        "run": runs.latest(),
    }
    return show(request, "reports/worth/structure.html", context)


@signed_in
@require_GET
def what_if(request: HttpRequest) -> HttpResponseBase:
    asked = asking.what_if_asked(request.GET)
    found = staying.staying(request.user, asked)
    if "format" in request.GET:
        return figures_file(request, "what-if", tabulating.of_what_if(found))
    context = {"asked": asked, "found": found, "run": runs.latest()}
    return show(request, "reports/worth/what_if.html", context)


@signed_in
@require_GET
def allocation(request: HttpRequest) -> HttpResponseBase:
    asked = asking.allocation_asked(request.user, request.GET)
    found = spending.plan(request.user, asked)
    if "format" in request.GET:
        return figures_file(request, "allocation", tabulating.of_plan(found))
    context: dict[str, Any] = {
        "asked": asked,
        "plan": found,
        "groupings": grouping.choices(request.user),
        "run": runs.latest(),
    }
    return show(request, "reports/worth/allocation.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def worth_customers(request: HttpRequest) -> HttpResponseBase:
    """The customers behind one figure; posted: as a file."""
    try:
        found = members.members(request.user, request.GET)
        page = listed.listed(found, request.GET, request.user)
    except NoSuchFigure:
        raise Http404 from None
    except FilterError as problem:
        raise BadRequest(str(problem)) from None
    reason = request.POST.get("reason", "").strip()[:300]
    is_refused = request.method == "POST" and page.needs_reason and len(reason) < SHORTEST_REASON
    if request.method == "POST" and not is_refused:
        return _file(request, found, reason)
    context = {"members": found, "listed": page, "run": runs.latest(), "is_refused": is_refused}
    return show(request, "reports/worth/customers.html", context, status=422 if is_refused else 200)


def _file(request: HttpRequest, found: members.Members, reason: str) -> HttpResponseBase:
    if not request.user.may_write:  # type: ignore[union-attr]
        raise PermissionDenied(_("You may read, but not change."))
    format = format_asked(request.POST)
    return sent(
        _("customers"),
        format,
        lambda path: listed.write(found, path, format=format, by=request.user, reason=reason),
    )
