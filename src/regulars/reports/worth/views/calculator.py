"""The lifetime value calculator, the firm's templates for it, and sums kept for a customer."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regulars.accounts.access import managers_only, may_write, signed_in
from regulars.customers.models import Customer
from regulars.reports.models import LtvCalculation, LtvTemplate
from regulars.reports.worth import ltv
from regulars.reports.worth.ltv_forms import RowsForm, TemplateForm
from regulars.ui import notices
from regulars.ui.pages import go, number_in, show


@signed_in
@require_http_methods(["GET", "POST"])
def calculator(request: HttpRequest) -> HttpResponse:
    """Work a sum out; ``do=keep`` keeps it for the customer it was opened for."""
    query = request.GET if request.method == "GET" else request.POST
    chosen = ltv.find(query.get("template", "")) or ltv.offered()[0]
    customer = _customer(request, query)
    posted = request.POST if request.method == "POST" else None
    count = _count(posted) if posted is not None else 0
    form = RowsForm(chosen.rows, posted, basis=chosen.basis, count=count)
    rows = form.rows() if posted is not None and form.is_valid() else list(chosen.rows)
    basis = form.cleaned_data["basis"] if posted is not None and form.is_valid() else chosen.basis
    is_wrong = posted is not None and not form.is_valid()
    if posted is not None and not is_wrong and posted.get("do") == "keep" and customer is not None:
        return _kept(request, customer, rows, template=chosen.name, basis=basis)
    context: dict[str, Any] = {
        "offered": ltv.offered(),
        "chosen": chosen,
        "form": form,
        "customer": customer,
        "rows": [] if is_wrong else rows,
        "total": ltv.total_of(rows),
        "basis": basis,
    }
    return show(request, "reports/worth/ltv.html", context, status=422 if is_wrong else 200)


def _kept(
    request: HttpRequest, customer: Customer, rows: list[ltv.Row], *, template: str, basis: str
) -> HttpResponse:
    if not request.user.may_write:  # type: ignore[union-attr]
        raise PermissionDenied(_("You may read, but not change."))
    ltv.keep_for(customer, rows, template=template, basis=basis, by=request.user)
    notices.say(request, _("Kept for {name}.").format(name=customer))
    return go(request, reverse("customers:tab", args=[customer.pk, "potential"]))


def _customer(request: HttpRequest, query: Any) -> Customer | None:
    pk = number_in(query, "customer")
    if pk is None:
        return None
    seen = Customer.objects.visible_to(request.user).select_related("owner", "measures")
    return get_object_or_404(seen, pk=pk)


def _count(posted: Any) -> int:
    return sum(1 for name in posted if name.startswith("label_"))


@may_write
@require_POST
def remove_calculation(request: HttpRequest, calculation_id: int) -> HttpResponse:
    seen = LtvCalculation.objects.visible_to(request.user).select_related("customer__owner")
    kept = get_object_or_404(seen, pk=calculation_id)
    customer = kept.customer
    ltv.remove(kept, by=request.user)
    notices.say(request, _("Taken away."))
    return go(request, reverse("customers:tab", args=[customer.pk, "potential"]))


@managers_only
@require_GET
def templates(request: HttpRequest) -> HttpResponse:
    context = {"own": [one for one in ltv.offered() if one.record], "ready": ltv.ready_made()}
    return show(request, "reports/worth/ltv_templates.html", context)


@managers_only
@require_http_methods(["GET", "POST"])
def new_template(request: HttpRequest) -> HttpResponse:
    """Begin from a ready-made one, or from nothing."""
    start = ltv.find(request.GET.get("from", ""))
    if request.GET.get("from") and start is None:
        raise Http404
    record = LtvTemplate(name=_("{name}, our own").format(name=start.name) if start else "")
    return _template(
        request, record, list(start.rows) if start else [], basis=start.basis if start else "revenue"
    )


@managers_only
@require_http_methods(["GET", "POST"])
def template(request: HttpRequest, template_id: int) -> HttpResponse:
    record = get_object_or_404(LtvTemplate, pk=template_id)
    return _template(request, record, [ltv.Row.read(row) for row in record.components], basis=record.basis)


@managers_only
@require_POST
def remove_template(request: HttpRequest, template_id: int) -> HttpResponse:
    ltv.remove_template(get_object_or_404(LtvTemplate, pk=template_id), by=request.user)
    notices.say(request, _("Taken away. Sums kept with it stay."))
    return go(request, reverse("reports:ltv_templates"))


def _template(request: HttpRequest, record: LtvTemplate, rows: list[ltv.Row], *, basis: str) -> HttpResponse:
    form = TemplateForm(rows, request.POST or None, record=record, basis=basis)
    if request.method == "POST" and form.is_valid():
        record.name, record.basis = form.cleaned_data["name"], form.cleaned_data["basis"]
        ltv.keep_template(record, form.rows(), by=request.user)
        notices.say(request, _("Saved."))
        return go(request, f"{reverse('reports:ltv')}?template={record.pk}")
    context = {"form": form, "record": record}
    status = 422 if request.method == "POST" else 200
    return show(request, "reports/worth/ltv_template.html", context, status=status)
