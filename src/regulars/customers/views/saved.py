"""Views people saved: columns, filters and sort under a name."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regulars.accounts.access import may_write, signed_in
from regulars.core import audit, clock
from regulars.customers import list_views
from regulars.customers.forms_saved import SavedViewForm
from regulars.customers.models import SavedView
from regulars.customers.views.list import conditions_of, list_url, read_address
from regulars.ui.notices import say
from regulars.ui.pages import go, show


@may_write
@require_http_methods(["GET", "POST"])
def save_view(request: HttpRequest) -> HttpResponse:
    address = read_address(request, posted=request.method == "POST")
    form = SavedViewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        view = form.save(commit=False)
        view.owner, view.team = request.user, request.user.team  # type: ignore[union-attr]
        view.query, view.created_at = address.saved_query, clock.now()
        with transaction.atomic():
            view.save()
            audit.record(request.user, "view.saved", name=view.name)
        say(request, _("The view {name} is there.").format(name=view.name))
        return go(request, list_url(list_views.tab_of(view).url))
    context = {"form": form, "address": address, "conditions": conditions_of(address)}
    return show(request, "customers/list/save_view.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def views(request: HttpRequest) -> HttpResponse:
    saved = [(view, list_url(list_views.tab_of(view).url)) for view in list_views.saved_views(request.user)]
    ready = [(tab, list_url(tab.url)) for tab in list_views.ready_tabs()]
    return show(request, "customers/list/views.html", {"saved": saved, "ready": ready})


@may_write
@require_POST
def change_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Pin, unpin or remove. A team's view belongs to who made it; managers may remove it."""
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=view_id)
    if view.owner_id != request.user.pk and not request.user.is_manager:  # type: ignore[union-attr]
        raise PermissionDenied(_("Only who saved this view may change it."))
    if request.POST.get("change") == "remove":
        with transaction.atomic():
            audit.record(request.user, "view.deleted", name=view.name)
            view.delete()
        say(request, _("The view {name} is gone.").format(name=view.name))
    else:
        view.is_pinned = request.POST.get("change") == "pin"
        view.save(update_fields=["is_pinned"])
    return HttpResponseRedirect(reverse("customers:views"))
