"""What is owed to customers, over all of them: promises, requests, new needs; and what colleagues did."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from regulars.accounts.access import signed_in
from regulars.core import clock, settings_store
from regulars.customers import promise_ledger, telling
from regulars.customers.choices import NeedKind, NeedStatus
from regulars.customers.happenings import lateness
from regulars.customers.models import Interaction, Need, Notice
from regulars.ui.pages import go, number_in, show
from regulars.ui.tables import Pager, with_query

PAGE = 50
LAST_PAGE = 200


@signed_in
@require_GET
def promises(request: HttpRequest) -> HttpResponse:
    """The ledger: late and open first, the kept rate of each colleague and customer."""
    seen = promise_ledger.seen_by(request.user)
    person = number_in(request.GET, "person")
    if person is not None:
        seen = seen.filter(made_by__pk=person)
    state = request.GET.get("state", "open")
    state = state if state in promise_ledger.STATES else "open"
    rows, pager = _page(request, promise_ledger.in_state(seen, state).select_related("customer", "made_by"))
    context = {
        "state": state,
        "person": person,
        "lines": [{"promise": row, "late": lateness(row)} for row in rows],
        "pager": pager,
        "totals": promise_ledger.totals(seen),
        "staff": promise_ledger.by_staff(seen),
        "worst": promise_ledger.by_customer(seen, limit=10),
    }
    return show(request, "customers/duties/promises.html", context)


@signed_in
@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """What customers asked for and nobody has answered, the longest waiting first."""
    waiting = Interaction.objects.visible_to(request.user).unanswered().filter(is_planned=False)
    rows, pager = _page(request, waiting.select_related("customer__owner").order_by("happened_at", "pk"))
    return show(
        request, "customers/duties/requests.html", {"rows": rows, "pager": pager, "count": waiting.count()}
    )


@signed_in
@require_GET
def needs(request: HttpRequest) -> HttpResponse:
    """Emerging needs: noted within the last days, by kind, the newest first."""
    days = settings_store.get("customers.new_need_days")
    found = Need.objects.visible_to(request.user).filter(noted_on__gte=clock.today() - timedelta(days=days))
    kind = request.GET.get("kind", "")
    if kind in NeedKind.values:
        found = found.filter(kind=kind)
    if request.GET.get("unmet"):
        found = found.exclude(status=NeedStatus.MET)
    rows, pager = _page(
        request, found.select_related("customer__owner", "noted_by").order_by("-noted_on", "-pk")
    )
    context = {
        "rows": rows,
        "pager": pager,
        "days": days,
        "kind": kind,
        "kinds": NeedKind.choices,
        "unmet": request.GET.get("unmet"),
    }
    return show(request, "customers/duties/needs.html", context)


@signed_in
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """What colleagues did at one's own customers."""
    told = Notice.objects.of(request.user).select_related("event", "customer").order_by("-pk")
    rows, pager = _page(request, told)
    return show(request, "customers/duties/notices.html", {"rows": rows, "pager": pager})


@signed_in
@require_POST
def notices_seen(request: HttpRequest) -> HttpResponse:
    last = number_in(request.POST, "last")
    if last is not None:
        telling.mark_seen(request.user, until=last)
    return go(request, reverse("duties:notices"))


def _page(request: HttpRequest, rows: QuerySet[Any]) -> tuple[list[Any], Pager]:
    """By number, and no further than a person leafs."""
    page = min(number_in(request.GET, "page") or 1, LAST_PAGE)
    found = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    following = with_query(request.GET, page=page + 1) if len(found) > PAGE else ""
    previous = with_query(request.GET, page=page - 1) if page > 1 else ""
    return found[:PAGE], Pager("", following, previous)
