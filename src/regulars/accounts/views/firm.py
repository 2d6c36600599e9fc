"""The firm's settings and the log of what everybody did."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from regulars.accounts.access import administrators_only, managers_only, signed_in
from regulars.accounts.firm_settings import GROUPS_ABOUT, SettingsForm, groups
from regulars.accounts.models import User
from regulars.core.models import AuditEvent
from regulars.ui import navigation, notices
from regulars.ui.pages import number_in, show

EVENTS_PER_PAGE = 100


@signed_in
@require_GET
def settings(request: HttpRequest) -> HttpResponse:
    links = navigation.settings_links_for(request.user)
    described = [(prefix, label, GROUPS_ABOUT[prefix]) for prefix, label in groups()]
    return show(request, "accounts/settings.html", {"groups": described, "links": links})


@administrators_only
@require_http_methods(["GET", "POST"])
def firm(request: HttpRequest, prefix: str) -> HttpResponse:
    form = SettingsForm(prefix, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.keep(by=request.user)
        notices.say(request, _("Saved."))
        return redirect("accounts:firm", prefix=prefix)
    return show(request, "accounts/firm.html", {"form": form, "prefix": prefix, "groups": groups()})


@managers_only
@require_GET
def audit_log(request: HttpRequest) -> HttpResponse:
    events = _events_seen_by(request.user).newest_first()  # type: ignore[arg-type]
    before, person = number_in(request.GET, "before"), number_in(request.GET, "person")
    if before is not None:
        events = events.filter(pk__lt=before)
    if person is not None:
        events = events.filter(actor_id=person)
    page = list(events[: EVENTS_PER_PAGE + 1])
    context = {
        "events": page[:EVENTS_PER_PAGE],
        "older_than": page[EVENTS_PER_PAGE - 1].pk if len(page) > EVENTS_PER_PAGE else None,
        "people": User.objects.order_by("name"),
        "person": person,
    }
    return show(request, "accounts/audit_log.html", context)


def _events_seen_by(user: User):  # type: ignore[no-untyped-def]  # noqa: ANN202
    """Administrators see all; a manager what the own team did."""
    if user.is_administrator:
        return AuditEvent.objects.all()
    members = User.objects.filter(team=user.team_id) if user.team_id else User.objects.filter(pk=user.pk)
    return AuditEvent.objects.filter(actor_id__in=list(members.values_list("pk", flat=True)))
