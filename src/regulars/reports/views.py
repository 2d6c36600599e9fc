"""The dashboard, and the customers behind each of its figures."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from regulars.accounts.access import may_write, signed_in
from regulars.customers.filter_values import FilterError
from regulars.reports import choosing, waiting
from regulars.reports.behind import PLACE_NAMES, Asked, NoSuchFigure
from regulars.reports.behind import customers as customers_behind
from regulars.reports.choosing import Shown
from regulars.reports.how_good import how_good as how_good_of
from regulars.reports.listing import listed
from regulars.reports.page import dashboard_of
from regulars.reports.sections import next_steps
from regulars.segments import saving
from regulars.segments.forms import FixedForm
from regulars.ui import navigation, notices
from regulars.ui.pages import go, show

MOST_WAITING = 200


@signed_in
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    shown = _shown(request)
    days = next_steps.days_asked(request.GET.get("days", ""))
    return show(request, "reports/dashboard.html", dashboard_of(shown, days=days))


@signed_in
@require_GET
def analyses(request: HttpRequest) -> HttpResponse:
    """Every page of figures this person may read."""
    return show(request, "reports/analyses.html", {"questions": navigation.analyses_for(request.user)})


@signed_in
@require_GET
def how_good(request: HttpRequest) -> HttpResponse:
    """How well each model did on the firm's own past."""
    return show(request, "reports/how_good.html", how_good_of(_shown(request)))


@signed_in
@require_GET
def customers(request: HttpRequest) -> HttpResponse:
    """The customers behind one figure."""
    shown = _shown(request)
    if shown.record is None:
        raise Http404
    try:
        behind = listed(_asked(shown, request.GET), request.GET)
    except NoSuchFigure:
        raise Http404 from None
    except FilterError as problem:
        raise BadRequest(str(problem)) from None
    return show(request, "reports/customers.html", {"behind": behind, "shown": shown})


@may_write
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """The customers behind one figure as a segment: a fixed list, named."""
    shown = _shown(request)
    if shown.record is None:
        raise Http404
    try:
        asked = _asked(shown, request.GET)
        behind, found = listed(asked, request.GET), customers_behind(asked)
    except NoSuchFigure:
        raise Http404 from None
    except FilterError as problem:
        raise BadRequest(str(problem)) from None
    form = FixedForm(request.POST or None, initial={"name": str(behind.title)[:60]})
    if request.method == "POST" and form.is_valid():
        kept = saving.keep(form.save(commit=False), found, by=request.user)
        notices.say(request, _("The segment {name} is there.").format(name=kept))
        return go(request, kept.get_absolute_url())
    context = {"form": form, "behind": behind, "shown": shown}
    return show(request, "reports/keep.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def promises(request: HttpRequest) -> HttpResponse:
    found = waiting.promises(request.user, most=MOST_WAITING)
    return show(request, "reports/waiting.html", {"waiting": found, "kind": "promises"})


@signed_in
@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    found = waiting.requests(request.user, most=MOST_WAITING)
    return show(request, "reports/waiting.html", {"waiting": found, "kind": "requests"})


def _shown(request: HttpRequest) -> Shown:
    shown = choosing.choose(request.user, request.GET.get("month", ""))
    if shown is None:
        raise Http404(_("There are no figures of this month."))
    return shown


def _asked(shown: Shown, query: Any) -> Asked:
    of = query.get("of", "")
    month = choosing.month_of(of) if of else None
    if of and (month is None or month > shown.month):
        raise NoSuchFigure(of)
    later, top = (_number(query.get(name, ""), digits) for name, digits in (("later", 3), ("top", 8)))
    words = {name: query.get(name, "") for name in ("code", "outcome", "group")}
    places = {place: query.get(name, "") for place, name in PLACE_NAMES.items()}
    return Asked(shown, query.get("figure", ""), month, later, top, **places, **words)


def _number(text: str, digits: int) -> int:
    if text and not (text.isascii() and text.isdecimal() and len(text) <= digits):
        raise NoSuchFigure(text)
    return int(text or 0)
