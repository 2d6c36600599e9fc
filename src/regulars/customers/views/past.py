"""What was known before: every fact with its source, who changed what, and taking a change back."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from regulars.accounts.access import may_write, signed_in
from regulars.core.models import AuditEvent
from regulars.customers import facts, reverting, sensitive
from regulars.customers.models import Customer, Fact
from regulars.customers.page_head import head_of
from regulars.customers.views.page import fetch
from regulars.ui.notices import say
from regulars.ui.pages import go, number_in, show
from regulars.ui.tables import with_query

EVENTS = 50


@signed_in
@require_GET
def known(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Every fact with its source, day, collector, and what it was before."""
    record, user = fetch(request, customer_id), request.user
    shown = _lines(record, user)
    if user.may_see_sensitive:  # type: ignore[union-attr]
        looked_at = {line["label"] for line in shown if line["is_sensitive"]}
        sensitive.log_view(user, record, fields=sorted(looked_at))
    context = {**head_of(record, user, active="facts"), "lines": shown}
    return show(request, "customers/page/facts.html", context)


@may_write
@require_POST
def take_back(request: HttpRequest, fact_id: int) -> HttpResponse:
    """A mistake is undone: the field is again what it was before."""
    fact = get_object_or_404(Fact.objects.visible_to(request.user), pk=fact_id)
    if not sensitive.may_see(request.user, fact.field):
        raise PermissionDenied(_("Your role may not read this. Ask an administrator."))
    field = facts.label(fact.field)
    try:
        done = reverting.take_back(fact, by=request.user)
    except ValidationError as problem:
        say(request, problem.messages[0], is_problem=True)
    else:
        said = _("{field} is again what it was before.") if done else _("{field} was changed since.")
        say(request, said.format(field=field), is_problem=not done)
    return go(request, reverse("customers:facts", args=[fact.customer_id]))


@signed_in
@require_GET
def history(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Who did what about this customer, the newest first."""
    record = fetch(request, customer_id)
    events = AuditEvent.objects.filter(customer_id=record.pk).newest_first()
    before = number_in(request.GET, "before")
    if before is not None:
        events = events.filter(pk__lt=before)
    found = list(events[: EVENTS + 1])
    context = {
        **head_of(record, request.user, active="history"),
        "events": found[:EVENTS],
        "older": with_query(request.GET, before=found[EVENTS - 1].pk) if len(found) > EVENTS else "",
    }
    return show(request, "customers/page/history.html", context)


def _lines(record: Customer, user: Any) -> list[dict[str, Any]]:
    own = facts.own_fields()
    hidden = sensitive.FIELDS | facts.sensitive_own(own.values())
    lines, last = [], ""
    for fact in Fact.objects.filter(customer=record).order_by("field", "-pk"):
        is_masked = fact.field in hidden and not user.may_see_sensitive
        is_newest, last = fact.field != last, fact.field
        lines.append(
            {
                "fact": fact,
                "label": facts.label(fact.field, own),
                "is_sensitive": fact.field in hidden,
                "is_masked": is_masked,
                "value": facts.words(fact.field, fact.value),
                "previous": facts.words(fact.field, fact.previous) if fact.previous else "",
                "may_go_back": is_newest
                and not is_masked
                and user.may_write
                and reverting.may_be_taken_back(fact, record),
            }
        )
    return lines
