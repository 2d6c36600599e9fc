"""Recording, correcting and removing conversations; answering what was asked."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.accounts.access import may_write
from regulars.core import clock
from regulars.core.models import AuditEvent
from regulars.customers import keeping, noting, recording
from regulars.customers.interaction_forms import InteractionForm
from regulars.customers.models import Customer, Interaction
from regulars.customers.views.saving import saved
from regulars.ui.notices import say
from regulars.ui.pages import go, show

TAKEN_BACK_WITHIN = timedelta(days=1)


@may_write
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Keep a conversation, from the quick form of the page or from the whole one."""
    customer = get_object_or_404(_customers(request), pk=customer_id)
    form = InteractionForm(_with_defaults(request), customer=customer, user=request.user)
    if request.method == "GET" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return show(
            request, "customers/page/interaction.html", {"customer": customer, "form": form}, status=status
        )
    kept = noting.note(form.save(commit=False), form.learnt(), by=request.user)
    said = _("Planned for {day}.") if kept.is_planned else _("Noted.")
    say(
        request,
        said.format(day=clock.day_of(kept.happened_at)),
        undo=reverse("customers:remove_interaction", args=[kept.pk]),
    )
    return go(request, customer.get_absolute_url())


@may_write
@require_http_methods(["GET", "POST"])
def interaction(request: HttpRequest, interaction_id: int) -> HttpResponse:
    record = _interaction(request, interaction_id)
    form = InteractionForm(
        _with_defaults(request), customer=record.customer, user=request.user, instance=record
    )
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and saved(request, form, lambda: noting.correct(form, by=request.user)):
        return go(request, record.customer.get_absolute_url())
    events = AuditEvent.objects.filter(customer_id=record.customer_id, data__record=record.pk)
    context = {
        "customer": record.customer,
        "interaction": record,
        "form": form,
        "events": events.filter(verb="interaction.changed").newest_first()[:20],
    }
    status = 422 if form.is_bound else 200
    return show(request, "customers/page/interaction.html", context, status=status)


@may_write
@require_POST
def remove(request: HttpRequest, interaction_id: int) -> HttpResponse:
    """Remove a conversation; what was just noted by oneself is taken back with all that came of it."""
    record = _interaction(request, interaction_id)
    customer, mine = record.customer, record.created_by_id == request.user.pk
    if mine and clock.now() - record.created_at < TAKEN_BACK_WITHIN:
        recording.take_back(record)
    step = keeping.remove(record, "interaction.deleted", by=request.user)
    undo = reverse("customers:bring_back", args=[customer.pk, step.pk])
    say(request, _("The record is removed."), undo=undo)
    return go(request, customer.get_absolute_url())


@may_write
@require_POST
def answer(request: HttpRequest, interaction_id: int) -> HttpResponse:
    record = _interaction(request, interaction_id)
    if recording.answer(record, by=request.user):
        undo = reverse("customers:unanswer", args=[record.pk])
        say(request, _("Noted: {name} has an answer.").format(name=record.customer), undo=undo)
    else:
        say(request, _("A colleague has answered already."), is_problem=True)
    return go(request, record.customer.get_absolute_url())


@may_write
@require_POST
def unanswer(request: HttpRequest, interaction_id: int) -> HttpResponse:
    record = _interaction(request, interaction_id)
    recording.unanswer(record)
    say(request, _("The request waits again."))
    return go(request, record.customer.get_absolute_url())


def _customers(request: HttpRequest) -> Any:
    return Customer.objects.visible_to(request.user).select_related("owner", "team")


def _interaction(request: HttpRequest, interaction_id: int) -> Interaction:
    seen = Interaction.objects.visible_to(request.user).select_related("customer__owner", "contact")
    return get_object_or_404(seen, pk=interaction_id)


def _with_defaults(request: HttpRequest) -> Any:
    """What the short form does not show has its usual value."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    for name, value in {"direction": "to_customer", "result": "reached"}.items():
        data.setdefault(name, value)
    return data
