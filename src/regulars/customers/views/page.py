"""The page of one customer: overview, timeline, what modules add."""

from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.dateparse import parse_date, parse_datetime
from django.views.decorators.http import require_GET

from regulars.accounts.access import signed_in
from regulars.customers import facts, panels, relations, sensitive, timeline
from regulars.customers.around import gather
from regulars.customers.models import Customer
from regulars.customers.page_head import head_of
from regulars.customers.profile import profile_of
from regulars.customers.quick import quick_form
from regulars.ui.pages import show
from regulars.ui.tables import with_query

AT_FIRST = 12  # entries on the overview


@signed_in
@require_GET
def customer(request: HttpRequest, customer_id: int) -> HttpResponse:
    record = fetch(request, customer_id)
    user: Any = request.user
    profile = profile_of(record, user)
    context = {
        **head_of(record, user, active="overview"),
        "profile": profile,
        "points": relations.points_of(record),
        "people": relations.people_of(record) if record.is_firm else [],
        "unknown_roles": relations.roles_nobody_holds(record) if record.is_firm else [],
        "family": relations.family_of(record, user),
        "consents": relations.consents_of(record),
        "projects": list(record.project_cycles.all()),
        "needs": list(record.needs.all())[:12],
        "now": [_drawn(request, panel, record) for panel in panels.registered("now")],
        "who": [_drawn(request, panel, record) for panel in panels.registered("who")],
        "stretch": timeline.stretch(record, user, limit=AT_FIRST),
        "quick": quick_form(record) if user.may_write else None,
    }
    if user.may_see_sensitive:
        looked_at = profile.looked_at + ([str(facts.label("family"))] if context["family"] else [])
        sensitive.log_view(user, record, fields=looked_at)
    return show(request, "customers/page/overview.html", context)


@signed_in
@require_GET
def story(request: HttpRequest, customer_id: int) -> HttpResponse:
    """The timeline by kind and day; older ones follow by their moment."""
    record, user = fetch(request, customer_id), request.user
    only = [code for code in request.GET.getlist("kind") if code in {kind.code for kind in timeline.kinds()}]
    since, until = _day(request.GET.get("since")), _day(request.GET.get("until"))
    before = _moment(request.GET.get("before")) or (timeline.clock.end_of(until) if until else None)
    context = {
        **head_of(record, user, active="timeline"),
        "stretch": timeline.stretch(record, user, only=only, before=before, since=since),
        "kinds": timeline.kinds(),
        "only": only,
        "since": since,
        "until": until,
        "is_first": "before" not in request.GET,
        "query": with_query(request.GET, before=""),
    }
    return show(request, "customers/page/timeline.html", context, parts=("older", "timeline"))


@signed_in
@require_GET
def tab(request: HttpRequest, customer_id: int, code: str) -> HttpResponse:
    """What a module shows of a customer on a page of its own."""
    record = fetch(request, customer_id)
    panel = panels.find(code)
    if panel is None or panel.place != "tab":
        raise Http404
    context = {
        **head_of(record, request.user, active=code),
        "panel": panel,
        "drawn": _drawn(request, panel, record),
    }
    return show(request, "customers/page/tab.html", context)


def fetch(request: HttpRequest, customer_id: int) -> Customer:
    """The customer with what the page needs around it; somebody else's does not exist."""
    seen = Customer.objects.visible_to(request.user).select_related("owner", "team", "measures")
    record = get_object_or_404(seen.annotate(**panels.counted()), pk=customer_id)
    gather(record)
    return record


def _drawn(request: HttpRequest, panel: panels.Panel, record: Customer) -> str:
    context = panel.context(record, request.user)
    if context is None:
        return ""
    return render_to_string(panel.template, {"customer": record, "panel": panel, **context}, request)


def _day(text: str | None) -> Any:
    try:
        return parse_date(text or "")
    except ValueError:
        return None


def _moment(text: str | None) -> datetime | None:
    try:
        found = parse_datetime((text or "").replace(" ", "+"))
        return found.astimezone(UTC) if found and found.tzinfo else None
    except (ValueError, OverflowError):
        return None
