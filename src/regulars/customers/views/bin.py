"""Deleting a customer, the recycle bin, bringing back."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regulars.accounts.access import managers_only, may_write
from regulars.core import settings_store
from regulars.customers import binning
from regulars.customers.models import Customer
from regulars.ui.notices import say
from regulars.ui.pages import go, show

SHOWN = 200


@may_write
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, customer_id: int) -> HttpResponse:
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=customer_id)
    if request.method == "GET":
        days = settings_store.get("customers.bin_days")
        return show(request, "customers/delete.html", {"customer": customer, "days": days})
    binning.delete(customer, by=request.user)
    undo = reverse("customers:restore", args=[customer.pk])
    say(request, _("{name} is in the recycle bin.").format(name=customer), undo=undo)
    return go(request, reverse("customers:list"))


@may_write
@require_POST
def restore(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Managers bring back what they see, others what they deleted themselves."""
    found = binning.in_bin(request.user)
    if not request.user.is_manager:  # type: ignore[union-attr]
        found = found.filter(deleted_by=request.user.pk)
    customer = get_object_or_404(found, pk=customer_id)
    try:
        binning.restore(customer, by=request.user)
    except ValidationError as problem:
        say(request, problem.messages[0], is_problem=True)
        return go(request, reverse("customers:bin"))
    say(request, _("{name} is back.").format(name=customer))
    return go(request, reverse("customers:customer", args=[customer.pk]))


@managers_only
@require_GET
def bin_page(request: HttpRequest) -> HttpResponse:
    found = binning.in_bin(request.user).select_related("deleted_by").order_by("-deleted_at", "-pk")
    context = {"customers": found[:SHOWN], "days": settings_store.get("customers.bin_days")}
    return show(request, "customers/bin.html", context)
