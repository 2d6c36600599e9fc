"""What a customer agreed to, and when they took it back. Lines are added, never changed."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.accounts.access import signed_in
from regulars.core import clock
from regulars.customers import consenting, relations
from regulars.customers.consent_form import ConsentForm
from regulars.customers.models import Customer
from regulars.ui.notices import say
from regulars.ui.pages import go, show


@signed_in
@require_http_methods(["GET", "POST"])
def consents(request: HttpRequest, customer_id: int) -> HttpResponse:
    customer = get_object_or_404(
        Customer.objects.visible_to(request.user).select_related("owner"), pk=customer_id
    )
    may_write: bool = request.user.may_write  # type: ignore[union-attr]
    if request.method == "POST" and not may_write:
        raise PermissionDenied(_("You may read, but not change."))
    form = ConsentForm(request.POST or None)
    if form.is_valid():
        _record(request, customer, form)
        return go(request, request.path)
    lines = customer.consents.select_related("recorded_by").order_by("-given_at", "-pk")
    context = {
        "customer": customer,
        "form": form if may_write else None,
        "lines": lines,
        "in_force": relations.consents_of(customer),
    }
    return show(request, "customers/page/consents.html", context, status=422 if form.is_bound else 200)


def _record(request: HttpRequest, customer: Customer, form: ConsentForm) -> None:
    values = dict(form.cleaned_data)
    day = values.pop("given_on")
    given_at = clock.now() if day == clock.today() else clock.start_of(day)
    line = consenting.record(customer, by=request.user, given_at=given_at, **values)
    said = _("Noted: agreed.") if line.is_granted else _("Noted: withdrawn. It holds from now on.")
    say(request, said)
