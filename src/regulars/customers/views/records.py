"""Adding, changing and removing what stands on a customer's page, one kind like the other."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.accounts.access import may_write
from regulars.core import audit
from regulars.customers import contact_points, keeping
from regulars.customers.models import Customer, UndoStep
from regulars.customers.record_forms import PointForm, RecordForm
from regulars.customers.record_kinds import KINDS, RecordKind
from regulars.customers.views.saving import saved
from regulars.ui.notices import say
from regulars.ui.pages import go, show


@may_write
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, customer_id: int, kind: str) -> HttpResponse:
    customer = get_object_or_404(
        Customer.objects.visible_to(request.user).select_related("owner"), pk=customer_id
    )
    chosen = _kind(kind)
    form = chosen.form(request.POST or None, customer=customer, user=request.user)
    if form.is_valid() and _may_share(request, form):
        record = keeping.add(chosen, form, by=request.user)
        undo = reverse("customers:remove_record", args=[chosen.code, record.pk]) if chosen.removed else ""
        say(request, chosen.added, undo=undo)
        return go(request, customer.get_absolute_url())
    return _page(request, chosen, form, customer=customer)


@may_write
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, kind: str, record_id: int) -> HttpResponse:
    chosen = _kind(kind)
    found = _record(request, chosen, record_id)
    form = chosen.form(request.POST or None, customer=found.customer, user=request.user, instance=found)
    is_whole = form.is_valid() and _may_share(request, form)
    if is_whole and saved(request, form, lambda: keeping.change(chosen, form, by=request.user)):
        return go(request, found.customer.get_absolute_url())
    return _page(request, chosen, form, customer=found.customer, record_id=record_id)


@may_write
@require_POST
def remove(request: HttpRequest, kind: str, record_id: int) -> HttpResponse:
    chosen = _kind(kind)
    found = _record(request, chosen, record_id)
    if not chosen.removed:
        raise PermissionDenied(_("A promise stays: mark it as kept or not kept."))
    step = keeping.remove(found, chosen.verbs[2], by=request.user, **chosen.words(found))
    undo = reverse("customers:bring_back", args=[found.customer_id, step.pk])
    say(request, chosen.removed, undo=undo)
    return go(request, found.customer.get_absolute_url())


@may_write
@require_POST
def bring_back(request: HttpRequest, customer_id: int, step_id: int) -> HttpResponse:
    customer = get_object_or_404(
        Customer.objects.visible_to(request.user).select_related("owner"), pk=customer_id
    )
    own = UndoStep.objects.filter(kind=keeping.REMOVED, made_by=request.user.pk, data__customer=customer.pk)
    step = get_object_or_404(own, pk=step_id)
    if keeping.bring_back(step, customer, by=request.user):
        say(request, _("It is back."))
    else:
        say(request, _("It is back already, or too much time has passed."), is_problem=True)
    return go(request, customer.get_absolute_url())


def _kind(code: str) -> RecordKind:
    if code not in KINDS:
        raise Http404
    return KINDS[code]


def _record(request: HttpRequest, kind: RecordKind, record_id: int) -> Any:
    """What a role may not read, it may not change either."""
    seen = kind.model.objects.visible_to(request.user).select_related("customer__owner")
    found = get_object_or_404(seen, pk=record_id)
    if kind.is_sensitive and not request.user.may_see_sensitive:  # type: ignore[union-attr]
        raise PermissionDenied(_("Your role may not read this. Ask an administrator."))
    return found


def _may_share(request: HttpRequest, form: RecordForm) -> bool:
    """撞单: another customer has this phone. Who sees both may keep it for two, after a look."""
    if not isinstance(form, PointForm) or "value" not in form.changed_data:
        return True
    found = contact_points.clashes([form.point()], request.user, besides=form.customer.pk)
    if not found:
        return True
    _note(request, found)
    if all(clash.is_visible for clash in found) and request.POST.get("is_shared"):
        return True
    for clash in found:
        form.add_error("value", clash.sentence)
    form.may_share = all(clash.is_visible for clash in found)  # type: ignore[attr-defined]
    return False


@transaction.atomic
def _note(request: HttpRequest, found: list[contact_points.Clash]) -> None:
    for clash in found:
        owner = str(clash.customer.owner or "")
        audit.record(
            request.user,
            "customer.phone_clash",
            subject=clash.customer,
            customer_id=clash.customer.pk,
            owner=owner,
        )


def _page(
    request: HttpRequest,
    kind: RecordKind,
    form: RecordForm,
    *,
    customer: Customer,
    record_id: int | None = None,
) -> HttpResponse:
    context = {"kind": kind, "form": form, "customer": customer, "record_id": record_id}
    return show(request, "customers/page/record.html", context, status=422 if form.is_bound else 200)
