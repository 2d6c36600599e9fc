"""What staff do about the offers of one customer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.accounts.access import may_write
from regulars.customers import actions
from regulars.customers.models import Customer
from regulars.customers.page_head import rest_of
from regulars.offering import profile, said
from regulars.offering.forms import NotWantedForm, TasteForm
from regulars.offering.models import TasteSet
from regulars.orders.models import Category, Product
from regulars.ui import notices
from regulars.ui.pages import go, show


@may_write
@require_http_methods(["GET", "POST"])
def not_wanted(request: HttpRequest, customer_id: int, product_id: int) -> HttpResponse:
    customer, product = _fetch(request, customer_id, product_id)
    form = NotWantedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said.not_wanted(customer, product, reason=form.cleaned_data["reason"], by=request.user)
        words = _("{product} is no longer offered to {name}.").format(product=product, name=customer)
        undo = reverse("offering:wanted_again", args=[customer.pk, product.pk])
        notices.say(request, words, undo=undo)
        return go(request, _tab(customer))
    context = {"form": form, "customer": customer, "product": product, "back": _tab(customer)}
    return show(request, "offering/not_wanted.html", context)


@may_write
@require_POST
def wanted_again(request: HttpRequest, customer_id: int, product_id: int) -> HttpResponse:
    customer, product = _fetch(request, customer_id, product_id)
    said.wanted_again(customer, product, by=request.user)
    words = _("{product} may be offered to {name} again, from the next computation on.")
    notices.say(request, words.format(product=product, name=customer))
    return go(request, _tab(customer))


@may_write
@require_POST
def offered(request: HttpRequest, customer_id: int, product_id: int) -> HttpResponse:
    customer, product = _fetch(request, customer_id, product_id)
    kept = said.note_offer(customer, product, by=request.user)
    undo = reverse("customers:remove_interaction", args=[kept.pk])
    notices.say(
        request, _("Noted on the timeline: {product} was offered.").format(product=product), undo=undo
    )
    return go(request, _tab(customer))


@may_write
@require_POST
def put_on_list(request: HttpRequest, customer_id: int, product_id: int) -> HttpResponse:
    """Through the action of the module that keeps the list; without one there is none."""
    customer, product = _fetch(request, customer_id, product_id)
    action = actions.find("put_on_list")
    if action is None or action.do is None:
        raise Http404
    if rest_of(customer):
        notices.say(request, _("{name} is not to be contacted.").format(name=customer), is_problem=True)
        return go(request, _tab(customer))
    action.do(customer, request.user, {"note": _("Offer: {product}").format(product=product)})
    notices.say(
        request, _("{name} is on today's list: offer {product}.").format(name=customer, product=product)
    )
    return go(request, _tab(customer))


@may_write
@require_http_methods(["GET", "POST"])
def add_taste(request: HttpRequest, customer_id: int) -> HttpResponse:
    customer = _customer(request, customer_id)
    asked = {name: request.GET[name] for name in ("aspect", "value", "stance") if name in request.GET}
    if "aspect" in asked:
        asked["aspect"] = profile.aspect_label(asked["aspect"])
    form = TasteForm(request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid():
        said.set_taste(customer, form.cleaned_data, by=request.user)
        notices.say(request, _("The preference is noted."))
        return go(request, _tab(customer))
    context = {
        "form": form,
        "customer": customer,
        "categories": Category.objects.order_by("name"),
        "back": _tab(customer),
    }
    status = 422 if request.method == "POST" else 200
    return show(request, "offering/taste.html", context, status=status)


@may_write
@require_POST
def remove_taste(request: HttpRequest, taste_id: int) -> HttpResponse:
    found = TasteSet.objects.visible_to(request.user).select_related("customer")
    record = get_object_or_404(found, pk=taste_id)
    customer = record.customer
    said.remove_taste(record, by=request.user)
    notices.say(request, _("The preference is removed."))
    return go(request, _tab(customer))


def _customer(request: HttpRequest, customer_id: int) -> Customer:
    seen = Customer.objects.visible_to(request.user).select_related("owner", "measures")
    return get_object_or_404(seen, pk=customer_id)


def _fetch(request: HttpRequest, customer_id: int, product_id: int) -> tuple[Customer, Any]:
    return _customer(request, customer_id), get_object_or_404(Product, pk=product_id)


def _tab(customer: Customer) -> str:
    return reverse("customers:tab", args=[customer.pk, "offers"])
