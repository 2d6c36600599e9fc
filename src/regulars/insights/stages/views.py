"""Signs, decline, care before a loss, customer types, high-value customers."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regulars.accounts.access import managers_only, may_write, signed_in
from regulars.customers.filter_values import FilterError
from regulars.customers.models import Customer
from regulars.insights import explaining_stages, runs
from regulars.insights.models import DeclineCause, Entitlement, RescueDecision
from regulars.insights.stages import deciding, entitling
from regulars.insights.stages.care_page import RULE_OF_THUMB, care_page
from regulars.insights.stages.causes import ABOUT
from regulars.insights.stages.churn_page import churn_page
from regulars.insights.stages.forms import CauseForm, DecisionForm, EntitlementForm
from regulars.insights.stages.high_page import high_page
from regulars.insights.stages.rescue_page import rescue_page
from regulars.insights.stages.signs_page import signs_page
from regulars.insights.stages.types_page import types_page
from regulars.insights.stages.win_back_page import win_back_page
from regulars.ui import notices
from regulars.ui.pages import go, show


@signed_in
@require_GET
def signs(request: HttpRequest) -> HttpResponse:
    context = {"page": signs_page(request.user), "run": runs.latest()}
    return show(request, "insights/stages/signs.html", context)


@signed_in
@require_GET
def rescue(request: HttpRequest) -> HttpResponse:
    try:
        page = rescue_page(request.user, request.GET)
    except FilterError as problem:
        raise BadRequest(str(problem)) from None
    return show(request, "insights/stages/rescue.html", {"page": page, "run": runs.latest()})


@managers_only
@require_http_methods(["GET", "POST"])
def rescue_one(request: HttpRequest, customer_id: int) -> HttpResponse:
    """The arithmetic for one customer, and the manager's decision."""
    customer = _customer(request, customer_id)
    present = deciding.in_force(customer)
    advice = customer.measured("rescue_advice")
    form = DecisionForm(request.POST or None, initial={"decision": present.decision if present else advice})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made = deciding.decide(customer, values["decision"], reason=values["reason"], by=request.user)
            words = _("Decided about {name}: {decision}.")
            notices.say(request, words.format(name=customer, decision=made.get_decision_display()))
        except deciding.NotDeclining:
            notices.say(
                request,
                _("{name} is not in decline. Nothing was decided.").format(name=customer),
                is_problem=True,
            )
        return go(request, _tab(customer))
    context = {
        "form": form,
        "customer": customer,
        "present": present,
        "explanation": explaining_stages.rescue(customer, customer.measures) if _has_row(customer) else None,
        "history": RescueDecision.objects.filter(customer=customer).select_related("decided_by", "ended_by"),
    }
    return show(request, "insights/stages/decide.html", context)


@managers_only
@require_POST
def take_back(request: HttpRequest, customer_id: int) -> HttpResponse:
    customer = _customer(request, customer_id)
    if deciding.take_back(customer, by=request.user):
        notices.say(request, _("The decision about {name} was taken back.").format(name=customer))
    else:
        notices.say(request, _("Nothing was decided about {name}.").format(name=customer))
    return go(request, _tab(customer))


@may_write
@require_http_methods(["GET", "POST"])
def cause(request: HttpRequest, customer_id: int) -> HttpResponse:
    customer = _customer(request, customer_id)
    form = CauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        noted = deciding.note_cause(
            customer,
            values["cause"],
            churn_cause=values["churn_cause"],
            words=values["words"],
            source=values["source"],
            on=values["noted_on"],
            by=request.user,
        )
        words = _("Noted why {name} declines: {cause}.")
        notices.say(request, words.format(name=customer, cause=noted.get_cause_display()))
        return go(request, _tab(customer))
    about = [(each.label, words) for each, words in ABOUT.items()]
    return show(request, "insights/stages/cause.html", {"form": form, "customer": customer, "about": about})


@may_write
@require_POST
def remove_cause(request: HttpRequest, cause_id: int) -> HttpResponse:
    seen = DeclineCause.objects.visible_to(request.user).select_related("customer")
    noted = get_object_or_404(seen, pk=cause_id)
    if deciding.remove_cause(noted, by=request.user):
        notices.say(request, _("Removed: {cause}.").format(cause=noted.get_cause_display()))
    return go(request, _tab(noted.customer))


@signed_in
@require_GET
def win_back(request: HttpRequest) -> HttpResponse:
    try:
        page = win_back_page(request.user, request.GET)
    except FilterError as problem:
        raise BadRequest(str(problem)) from None
    return show(request, "insights/stages/win_back.html", {"page": page, "run": runs.latest()})


@signed_in
@require_GET
def churn(request: HttpRequest) -> HttpResponse:
    context = {"page": churn_page(request.user, request.GET), "run": runs.latest()}
    return show(request, "insights/stages/churn.html", context)


@signed_in
@require_GET
def last_care(request: HttpRequest) -> HttpResponse:
    context = {"page": care_page(request.user), "run": runs.latest(), "rule_of_thumb": RULE_OF_THUMB}
    return show(request, "insights/stages/last_care.html", context)


@signed_in
@require_GET
def types(request: HttpRequest) -> HttpResponse:
    return show(request, "insights/stages/types.html", {"page": types_page(request.user)})


@managers_only
@require_POST
def name_anew(request: HttpRequest) -> HttpResponse:
    if entitling.name_types_anew(by=request.user):
        notices.say(request, _("The next computation names the customer types by the rule."))
    return redirect("insights:types")


@signed_in
@require_GET
def high(request: HttpRequest) -> HttpResponse:
    return _high(request, EntitlementForm())


@managers_only
@require_POST
def offer(request: HttpRequest) -> HttpResponse:
    """Write down a special service; everybody reads it."""
    form = EntitlementForm(request.POST)
    if not form.is_valid():
        return _high(request, form)
    made = entitling.offer(form.save(commit=False), by=request.user)
    notices.say(request, _("Offered to high-value customers: {name}.").format(name=made.name))
    return redirect("insights:high")


@managers_only
@require_POST
def withdraw(request: HttpRequest, service_id: int) -> HttpResponse:
    service = get_object_or_404(Entitlement, pk=service_id)
    if entitling.withdraw(service, by=request.user):
        notices.say(request, _("No longer offered: {name}.").format(name=service.name))
    return redirect("insights:high")


def _customer(request: HttpRequest, customer_id: int) -> Customer:
    found = Customer.objects.visible_to(request.user).select_related("measures")
    return get_object_or_404(found, pk=customer_id)


def _has_row(customer: Customer) -> bool:
    return getattr(customer, "measures", None) is not None


def _tab(customer: Customer) -> str:
    return f"{customer.get_absolute_url()}relation/"


def _high(request: HttpRequest, form: EntitlementForm) -> HttpResponse:
    context = {"page": high_page(request.user), "form": form, "run": runs.latest()}
    return show(request, "insights/stages/high.html", context)
