"""Adding and changing a customer."""

from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.accounts.access import may_write
from regulars.core import audit
from regulars.customers import contact_points, own_fields, sensitive
from regulars.customers.editing import ChangedMeanwhile, add_customer, label_of, save_customer
from regulars.customers.forms import CustomerForm, base_of
from regulars.customers.models import Customer
from regulars.ui.notices import say
from regulars.ui.pages import go, show

SALT = "customer-form"


@may_write
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = CustomerForm(request.POST or None, user=request.user)
    clashes: list[contact_points.Clash] = []
    if request.method == "POST" and form.is_valid():
        clashes = contact_points.clashes(form.cleaned_data["phones"], request.user)
        if _may_go_on(request, clashes):
            return _add(request, form, clashes)
    return _page(request, form, clashes=clashes, status=422 if request.method == "POST" else 200)


@may_write
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, customer_id: int) -> HttpResponse:
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=customer_id)
    if request.method == "GET":
        sensitive.log_view(request.user, customer, fields=_sensitive_shown(request.user, customer))
        return _page(request, CustomerForm(user=request.user, instance=customer), customer=customer)
    opened = _opened(request, customer)
    form = CustomerForm(request.POST, user=request.user, instance=Customer.objects.get(pk=customer.pk))
    if not form.is_valid():
        return _page(request, form, customer=customer, opened=opened, status=422)
    changes = form.changes(opened["base"])
    clashes = contact_points.clashes(changes.get("phones", ()), request.user, besides=customer.pk)
    if not _may_go_on(request, clashes):
        return _page(request, form, customer=customer, clashes=clashes, opened=opened, status=422)
    return _save(request, customer, form, changes=changes, clashes=clashes, opened=opened)


def _add(request: HttpRequest, form: CustomerForm, clashes: list[contact_points.Clash]) -> HttpResponse:
    owner = None if request.POST.get("for_pool") else request.user
    values = form.cleaned_data
    with transaction.atomic():
        customer = add_customer(
            form.changes({}),
            by=request.user,
            owner=owner,
            source=values["source"],
            collected_on=values["collected_on"],
        )
        _note_clashes(request, clashes)
    say(request, _("{name} is there.").format(name=customer))
    return go(request, customer.get_absolute_url())


def _save(
    request: HttpRequest,
    customer: Customer,
    form: CustomerForm,
    *,
    changes: Mapping[str, Any],
    clashes: list[contact_points.Clash],
    opened: Mapping[str, Any],
) -> HttpResponse:
    values = form.cleaned_data
    try:
        with transaction.atomic():
            changed = save_customer(
                customer,
                changes,
                by=request.user,
                source=values["source"],
                collected_on=values["collected_on"],
                version=opened["version"],
            )
            _note_clashes(request, clashes)
    except ChangedMeanwhile as problem:
        return _show_difference(request, problem.customer, changes, opened["base"])
    say(request, _("Saved.") if changed else _("Nothing was changed."))
    return go(request, customer.get_absolute_url())


def _show_difference(
    request: HttpRequest, stored: Customer, ours: Mapping[str, Any], base: Mapping[str, Any]
) -> HttpResponse:
    """The other's changes beside ours. The form holds the stored record with our changes on top, not yet saved."""
    fresh = CustomerForm(user=request.user, instance=stored)
    now = base_of(stored, fresh)
    theirs = [name for name in now if name in base and now[name] != base[name]]
    differences = [
        {
            "label": label_of(own_fields.record_name(name)),
            "theirs": shown(fresh, name, now[name]),
            "ours": shown(fresh, name, plain_of(ours.get(own_fields.record_name(name), now[name]))),
        }
        for name in theirs
        if name != "other_personality"
    ]
    ours_in_form = {
        own_fields.PREFIX + n.removeprefix("custom.") if n.startswith("custom.") else n: v
        for n, v in ours.items()
    }
    fresh.initial.update({name: plain_of(value) for name, value in ours_in_form.items()})
    opened = {"version": stored.version, "base": now}
    return _page(request, fresh, customer=stored, differences=differences, opened=opened, status=409)


def plain_of(value: Any) -> Any:
    is_points = isinstance(value, list) and value and isinstance(value[0], contact_points.Point)
    return "\n".join(point.value for point in value) if is_points else value


def shown(form: CustomerForm, name: str, value: Any) -> Any:
    """A value in words, as the form's own field would show it."""
    labels = {str(code): label for code, label in getattr(form.fields[name], "choices", ())}
    if isinstance(value, list):
        return _(", ").join(str(labels.get(str(each), each)) for each in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return labels.get(str(value), value)


def _may_go_on(request: HttpRequest, clashes: list[contact_points.Clash]) -> bool:
    """A shared phone is possible — a couple, a front desk — but somebody must say so who sees both customers."""
    if not clashes:
        return True
    return bool(request.POST.get("is_shared_phone")) and all(clash.is_visible for clash in clashes)


def _note_clashes(request: HttpRequest, clashes: list[contact_points.Clash]) -> None:
    for clash in clashes:
        audit.record(
            request.user,
            "customer.phone_clash",
            subject=clash.customer,
            customer_id=clash.customer.pk,
            owner=str(clash.customer.owner or ""),
        )


def _opened(request: HttpRequest, customer: Customer) -> dict[str, Any]:
    """What the form showed when it was opened: it travels with the form, signed."""
    try:
        opened: dict[str, Any] = signing.loads(request.POST.get("opened", ""), salt=f"{SALT}-{customer.pk}")
    except signing.BadSignature:
        raise BadRequest(_("This form does not belong to this customer. Open it again.")) from None
    return opened


def _page(
    request: HttpRequest,
    form: CustomerForm,
    *,
    customer: Customer | None = None,
    clashes: list[contact_points.Clash] | None = None,
    differences: list[dict[str, Any]] | None = None,
    opened: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    if clashes:
        _note_refused(request, clashes)
    if customer and opened is None:
        opened = {"version": customer.version, "base": base_of(customer, form)}
    context = {
        "form": form,
        "customer": customer,
        "clashes": clashes or [],
        "may_share": all(clash.is_visible for clash in clashes or []),
        "differences": differences or [],
        "opened": signing.dumps(opened, salt=f"{SALT}-{customer.pk}", compress=True) if customer else "",
    }
    return show(request, "customers/form.html", context, status=status)


def _note_refused(request: HttpRequest, clashes: list[contact_points.Clash]) -> None:
    with transaction.atomic():
        _note_clashes(request, clashes)


def _sensitive_shown(user: Any, customer: Customer) -> list[str]:
    if not user.may_see_sensitive:
        return []
    filled = [name for name in sensitive.FIELDS if name not in ("family",) and getattr(customer, name, None)]
    return [str(label_of(name)) for name in filled]
