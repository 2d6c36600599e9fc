"""Recording what a customer cost, and taking it back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.accounts.access import may_write
from regulars.costs import recording
from regulars.costs.forms import CostForm
from regulars.costs.models import CareCost
from regulars.customers.models import Customer
from regulars.ui.notices import say
from regulars.ui.pages import go, show


@may_write
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, customer_id: int) -> HttpResponse:
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=customer_id)
    form = CostForm(request.POST) if request.method == "POST" else CostForm.empty(request.GET.get("kind", ""))
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "kind"}
        try:
            line = recording.record(customer, form.cleaned_data["kind"], by=request.user, **values)
        except recording.CostProblem as problem:
            form.add_error(None, problem.sentence)
        else:
            say(request, _("The cost is recorded."), undo=reverse("costs:take_back", args=[line.pk]))
            return go(request, reverse("customers:tab", args=[customer.pk, "costs"]))
    status = 422 if form.is_bound else 200
    return show(request, "costs/form.html", {"form": form, "customer": customer}, status=status)


@may_write
@require_POST
def take_back(request: HttpRequest, cost_id: int) -> HttpResponse:
    seen = CareCost.objects.visible_to(request.user).select_related("customer")
    line = get_object_or_404(seen, pk=cost_id)
    if recording.take_back(line, by=request.user):
        say(request, _("The cost is taken back."))
    return go(request, reverse("customers:tab", args=[line.customer_id, "costs"]))
