"""The page of one customer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from regulars.accounts.access import signed_in
from regulars.customers.models import Customer
from regulars.ui.pages import show


@signed_in
@require_GET
def customer(request: HttpRequest, customer_id: int) -> HttpResponse:
    record = get_object_or_404(Customer.objects.visible_to(request.user), pk=customer_id)
    return show(request, "customers/page.html", {"customer": record})
