"""Fresh figures on demand, the log of computations, and classes set by hand."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regulars.accounts.access import managers_only, may_write, signed_in
from regulars.core import settings_store
from regulars.customers.filter_values import FilterError
from regulars.customers.models import Customer
from regulars.insights import asking, overriding, running, value_ahead, value_classes, valuing_record
from regulars.insights import runs as runs_kept
from regulars.insights.forms import OverrideForm
from regulars.insights.loyalty_pages import compared, page, switching
from regulars.insights.loyalty_pages.bought import bought_by
from regulars.insights.models import ClassChange, Override, ScoreRun
from regulars.ui import notices
from regulars.ui.pages import go, show
from regulars.ui.tables import with_query

RUNS_SHOWN = 40
CHANGES_PER_PAGE = 100


@managers_only
@require_POST
def refresh(request: HttpRequest) -> HttpResponse:
    try:
        asking.ask_for_refresh(request.user)
        notices.say(request, _("The figures are being computed again. You can go on working meanwhile."))
    except asking.AlreadyAsked:
        notices.say(request, _("The figures are being computed already. Nothing was added."))
    return redirect("insights:runs")


@managers_only
@require_GET
def runs(request: HttpRequest) -> HttpResponse:
    """What was computed when, and what changed by it; the one at work on top."""
    context = {
        "progress": running.progress(),
        "runs": [running.told(one) for one in ScoreRun.objects.all()[:RUNS_SHOWN]],
    }
    return show(request, "insights/runs.html", context, parts=("work",))


@managers_only
@require_GET
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Who moved from which class to which by one computation."""
    record = get_object_or_404(ScoreRun, pk=run_id)
    changes = ClassChange.objects.visible_to(request.user).filter(run=record).select_related("customer")
    measure = request.GET.get("measure", "")
    if measure:
        changes = changes.filter(measure=measure)
    after = request.GET.get("after", "")
    if after.isdecimal() and len(after) < 18:
        changes = changes.filter(pk__gt=int(after))
    page = list(changes.order_by("pk")[: CHANGES_PER_PAGE + 1])
    more = page[CHANGES_PER_PAGE - 1].pk if len(page) > CHANGES_PER_PAGE else None
    context = {
        "run": running.told(record),
        "changes": [running.told_change(change) for change in page[:CHANGES_PER_PAGE]],
        "next_url": with_query(request.GET, after=more) if more else "",
        "measure": measure,
    }
    return show(request, "insights/run.html", context)


@signed_in
@require_GET
def classes(request: HttpRequest) -> HttpResponse:
    """What each value class means, who is in it, and which means of marketing fit it."""
    context = {
        "classes": value_classes.classes(request.user),
        "basis": settings_store.get("insights.value_basis"),
        "run": runs_kept.latest(),
    }
    return show(request, "insights/classes.html", context)


@signed_in
@require_GET
def loyalty(request: HttpRequest) -> HttpResponse:
    """Who is loyal, of what kind, by what; and what loyal and repeat customers bring against the others."""
    run, seen = runs_kept.latest(), page.customers_seen(request.user)
    context: dict[str, Any] = {"run": run}
    if run:
        bought = bought_by(request.user, seen, run)
        context |= page.loyalty_of(seen, bought.trend)
        context["periods"] = compared.loyal_and_others(bought, run.as_of)
        context["comparison"] = compared.chart_of(context["periods"])
        context["referrals"] = compared.referrals(seen)
        context["repeat"] = compared.repeat_and_first(bought, run.as_of)
    return show(request, "insights/loyalty/page.html", context)


@signed_in
@require_GET
def switching_cost(request: HttpRequest) -> HttpResponse:
    """What leaving would cost, by component, and who could leave cheaply and is worth much."""
    run = runs_kept.latest()
    context: dict[str, Any] = {"run": run}
    if run:
        context |= switching.switching_of(page.customers_seen(request.user))
    return show(request, "insights/loyalty/switching.html", context)


@signed_in
@require_GET
def ahead(request: HttpRequest) -> HttpResponse:
    """What all customers, or those of a list (?f=…), will still bring and could."""
    try:
        found = value_ahead.page(request.user, request.GET.getlist("f"))
    except FilterError as problem:
        raise BadRequest(str(problem)) from None
    context = {
        "page": found,
        "run": runs_kept.latest(),
        "good": valuing_record.section(found.record),
        "discount": value_ahead.discount(),
    }
    return show(request, "insights/ahead.html", context)


@may_write
@require_http_methods(["GET", "POST"])
def override(request: HttpRequest, customer_id: int, measure: str) -> HttpResponse:
    customer = _customer(request, customer_id, measure)
    present = overriding.in_force(customer, measure)
    form = OverrideForm(measure, request.POST or None, initial=customer.measured(measure) or "")
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        overriding.put(customer, measure, values["value"], reason=values["reason"], by=request.user)
        words = _("Noted: {measure} of {name} is {value}.")
        said = overriding.value_of(measure, values["value"])
        notices.say(request, _say(words, customer, measure, value=said), undo=_end_url(customer, measure))
        return go(request, customer.get_absolute_url())
    context = {
        "form": form,
        "customer": customer,
        "measure": measure,
        "label": overriding.label_of(measure),
        "present": present,
        "computed": overriding.value_of(measure, present.computed) if present and present.computed else "",
        "history": _history(customer, measure),
    }
    return show(request, "insights/override.html", context)


@may_write
@require_POST
def end_override(request: HttpRequest, customer_id: int, measure: str) -> HttpResponse:
    customer = _customer(request, customer_id, measure)
    if overriding.end(customer, measure, by=request.user):
        notices.say(request, _say(_("{measure} of {name} is computed again."), customer, measure))
    else:
        notices.say(
            request, _say(_("{measure} of {name} is computed; nothing was set by hand."), customer, measure)
        )
    return go(request, customer.get_absolute_url())


def _customer(request: HttpRequest, customer_id: int, measure: str) -> Customer:
    if not overriding.may_be_set(measure):
        raise Http404
    found = Customer.objects.visible_to(request.user).select_related("measures")
    return get_object_or_404(found, pk=customer_id)


def _say(words: str, customer: Customer, measure: str, **more: Any) -> str:
    return words.format(name=customer, measure=overriding.label_of(measure), **more)


def _end_url(customer: Customer, measure: str) -> str:
    from django.urls import reverse

    return reverse("insights:end_override", args=[customer.pk, measure])


def _history(customer: Customer, measure: str) -> list[Override]:
    made = Override.objects.filter(customer=customer, measure=measure).select_related("made_by", "ended_by")
    return list(made.order_by("-made_at", "-pk"))
