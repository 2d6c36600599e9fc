"""The list of orders, what they come to, and one order."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from regulars.accounts.access import signed_in
from regulars.core import clock
from regulars.customers.filter_values import FilterError
from regulars.orders import listing, showing
from regulars.orders.filters import OrderFilter
from regulars.orders.models import Order
from regulars.ui.pages import show


@signed_in
@require_GET
def orders(request: HttpRequest) -> HttpResponse:
    filters = OrderFilter(request.user, request.GET)
    try:
        shown = listing.listing(filters, request.GET)
    except FilterError as problem:
        raise BadRequest(str(problem)) from None
    context = {"filters": filters, "listing": shown, "sums": shown.sums, "as_of": clock.now()}
    return show(request, "orders/list.html", context, parts=("orders",))


@signed_in
@require_GET
def sums(request: HttpRequest) -> HttpResponse:
    """What all orders of a list come to, fetched after the page."""
    found = OrderFilter(request.user, request.GET).apply().sums()
    return show(request, "orders/sums.html", {"sums": found, "as_of": clock.now()})


@signed_in
@require_GET
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    record = get_object_or_404(seen_by(request.user), pk=order_id)
    return show(request, "orders/order.html", showing.order_page(record, request.user))


def seen_by(user: Any) -> Any:
    return Order.objects.visible_to(user).select_related("customer", "original", "contact", "created_by")
