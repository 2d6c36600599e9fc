"""Fields of the firm's own, and the plan of what is collected where."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from regulars.accounts.access import administrators_only
from regulars.core import audit
from regulars.customers import completeness
from regulars.customers.forms_fields import CustomFieldForm
from regulars.customers.models import CollectionRule, CustomField
from regulars.ui.notices import say
from regulars.ui.pages import go, show


@administrators_only
@require_GET
def fields(request: HttpRequest) -> HttpResponse:
    return show(request, "customers/fields/list.html", {"fields": CustomField.objects.all()})


@administrators_only
@require_http_methods(["GET", "POST"])
def field(request: HttpRequest, field_id: int | None = None) -> HttpResponse:
    record = get_object_or_404(CustomField, pk=field_id) if field_id is not None else None
    form = CustomFieldForm(request.POST or None, instance=record)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            saved = form.save()
            audit.record(request.user, "custom_field.changed", name=str(saved))
        say(request, _("The field {name} is there.").format(name=saved))
        return go(request, reverse("customers:fields"))
    return show(
        request,
        "customers/fields/form.html",
        {"form": form, "field": record},
        status=422 if form.errors else 200,
    )


@administrators_only
@require_http_methods(["GET", "POST"])
def collection_plan(request: HttpRequest) -> HttpResponse:
    choices = completeness.choices()
    if request.method == "POST":
        _save_plan(request, [name for name, _label in choices])
        say(request, _("Saved."))
        return go(request, reverse("customers:collection_plan"))
    kept = set(CollectionRule.objects.values_list("touchpoint", "field"))
    rows = [
        (label, [(touchpoint, f"{touchpoint}:{name}", (touchpoint, name) in kept) for touchpoint in CollectionRule.Touchpoint.values])
        for name, label in choices
    ]  # fmt: skip
    context = {"rows": rows, "touchpoints": CollectionRule.Touchpoint.labels}
    return show(request, "customers/fields/plan.html", context)


@transaction.atomic
def _save_plan(request: HttpRequest, names: list[str]) -> None:
    for touchpoint in CollectionRule.Touchpoint:
        wanted = [name for name in names if f"{touchpoint.value}:{name}" in request.POST.getlist("rule")]
        kept = list(CollectionRule.objects.filter(touchpoint=touchpoint).values_list("field", flat=True))
        if set(kept) != set(wanted):
            CollectionRule.objects.filter(touchpoint=touchpoint).exclude(field__in=wanted).delete()
            CollectionRule.objects.bulk_create(
                CollectionRule(touchpoint=touchpoint, field=name) for name in wanted if name not in kept
            )
            audit.record(request.user, "collection_rule.changed", touchpoint=str(touchpoint.label))
