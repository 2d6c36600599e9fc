"""Claiming from the pool, putting back, giving to somebody."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.accounts.access import managers_only, may_write
from regulars.customers import owning
from regulars.customers.models import Customer
from regulars.ui.notices import say
from regulars.ui.pages import go, show


@may_write
@require_POST
def claim(request: HttpRequest, customer_id: int) -> HttpResponse:
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=customer_id)
    if owning.claim(customer, by=request.user):
        say(request, _("You look after {name} now.").format(name=customer))
    else:
        say(request, _("{name} is not in the pool any more.").format(name=customer), is_problem=True)
    return go(request, customer.get_absolute_url())


@may_write
@require_POST
def release(request: HttpRequest, customer_id: int) -> HttpResponse:
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=customer_id)
    if customer.owner != request.user and not request.user.is_manager:  # type: ignore[union-attr]
        raise PermissionDenied(_("Only the owner or a manager puts a customer back into the pool."))
    owning.give(customer, None, by=request.user)
    say(request, _("{name} is in the pool.").format(name=customer))
    return go(request, customer.get_absolute_url())


@managers_only
@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, customer_id: int) -> HttpResponse:
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=customer_id)
    people = {str(person.pk): person for person in owning.people_to_give_to(request.user)}
    chosen = people.get(request.POST.get("owner", ""))
    if chosen is None:
        context = {"customer": customer, "people": people.values()}
        return show(
            request, "customers/assign.html", context, status=422 if request.method == "POST" else 200
        )
    owning.give(customer, chosen, by=request.user)
    say(request, _("{owner} looks after {name} now.").format(owner=chosen, name=customer))
    return go(request, customer.get_absolute_url())
