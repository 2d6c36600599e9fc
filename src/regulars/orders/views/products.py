"""Products: the list, one product with who buys it and when, adding and changing; exchange rates."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from regulars.accounts.access import administrators_only, managers_only, signed_in
from regulars.core import clock
from regulars.customers.filter_values import FilterError
from regulars.orders import amounts, product_list, product_sales, rates
from regulars.orders.editing_products import save_product
from regulars.orders.forms_products import ProductForm, RateForm
from regulars.orders.models import Category, ExchangeRate, Order, Product
from regulars.ui.notices import say
from regulars.ui.pages import go, show


@signed_in
@require_GET
def products(request: HttpRequest) -> HttpResponse:
    try:
        shown = product_list.listing(request.user, request.GET)
    except FilterError as problem:
        raise BadRequest(str(problem)) from None
    context = {
        "listing": shown,
        "search": request.GET.get("q", ""),
        "categories": Category.objects.order_by("name"),
    }
    return show(request, "orders/products.html", context, parts=("products",))


@signed_in
@require_GET
def product(request: HttpRequest, product_id: int) -> HttpResponse:
    record = get_object_or_404(Product.objects.select_related("category"), pk=product_id)
    return show(request, "orders/product.html", product_sales.page(record, request.user))


@managers_only
@require_http_methods(["GET", "POST"])
def new_product(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@managers_only
@require_http_methods(["GET", "POST"])
def edit_product(request: HttpRequest, product_id: int) -> HttpResponse:
    return _edit(request, get_object_or_404(Product, pk=product_id))


@administrators_only
@require_http_methods(["GET", "POST"])
def exchange_rates(request: HttpRequest) -> HttpResponse:
    form = RateForm(request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        filled = rates.set_rate(
            values["currency"], values["rate"], valid_from=values["valid_from"], by=request.user
        )
        say(request, _said(filled))
        return go(request, request.path)
    missing = (
        Order.objects.filter(rate=None).values_list("currency", flat=True).order_by("currency").distinct()
    )
    context: dict[str, Any] = {
        "form": form,
        "rates": ExchangeRate.objects.order_by("currency", "-valid_from"),
        "missing": list(missing),
        "base": amounts.base_currency(),
    }
    return show(request, "orders/rates.html", context, status=422 if request.method == "POST" else 200)


def _edit(request: HttpRequest, product: Product | None) -> HttpResponse:
    form = ProductForm(request.POST or None, instance=product)
    if request.method == "POST" and form.is_valid():
        saved = save_product(product, form.cleaned_data, by=request.user)
        say(request, _("Saved."))
        return go(request, saved.get_absolute_url())
    context = {"form": form, "product": product, "categories": Category.objects.order_by("name")}
    return show(request, "orders/product_form.html", context, status=422 if request.method == "POST" else 200)


def _said(filled: int) -> str:
    if not filled:
        return _("Saved.")
    return ngettext(
        "Saved. {count} order that had no rate counts now.",
        "Saved. {count} orders that had no rate count now.",
        filled,
    ).format(count=filled)
