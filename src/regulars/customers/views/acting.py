"""What a module offers to do for a customer, done from the page; and its way back."""

from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.accounts.access import may_write
from regulars.customers import actions
from regulars.customers.models import Customer
from regulars.customers.telling import tell
from regulars.ui.notices import say
from regulars.ui.pages import go

OPEN_FOR = 24 * 3600


@may_write
@require_POST
def act(request: HttpRequest, customer_id: int, code: str) -> HttpResponse:
    customer, action = _fetch(request, customer_id, code)
    if action.do is None:
        raise Http404
    with transaction.atomic():
        token = action.do(customer, request.user, {})
        tell(request.user, "action.carried_out", customer, action=str(action.label))
    undo = ""
    if action.undo:
        signed = signing.dumps([code, token], salt=_salt(request, customer))
        undo = reverse("customers:take_back_act", args=[customer.pk, code]) + f"?way={signed}"
    say(request, _("Done: {action}.").format(action=action.label), undo=undo)
    return go(request, customer.get_absolute_url())


@may_write
@require_POST
def take_back(request: HttpRequest, customer_id: int, code: str) -> HttpResponse:
    customer, action = _fetch(request, customer_id, code)
    try:
        what, token = signing.loads(
            request.GET.get("way", ""), salt=_salt(request, customer), max_age=OPEN_FOR
        )
    except signing.BadSignature:
        raise PermissionDenied(_("This can no longer be taken back.")) from None
    if action.undo is None or what != code:
        raise Http404
    with transaction.atomic():
        action.undo(token, request.user)
        tell(request.user, "action.taken_back", customer, action=str(action.label))
    say(request, _("Taken back: {action}.").format(action=action.label))
    return go(request, customer.get_absolute_url())


def _fetch(request: HttpRequest, customer_id: int, code: str) -> tuple[Customer, actions.Action]:
    seen = Customer.objects.visible_to(request.user).select_related("owner", "measures")
    customer = get_object_or_404(seen, pk=customer_id)
    action = actions.find(code)
    if action is None or not action.allowed(request.user, customer):
        raise Http404
    return customer, action


def _salt(request: HttpRequest, customer: Any) -> str:
    return f"customers.act.{customer.pk}.{request.user.pk}"
