"""Search everything, the phone's More page, language, theme, the manifest for the home screen."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from regulars.core import settings_store
from regulars.ui import commands
from regulars.ui.context import THEMES
from regulars.ui.pages import show

LANGUAGES = ("zh-hans", "en")
RESULTS_PER_GROUP = 50
LONGEST_SEARCH = 100
YEAR = 365 * 24 * 3600


@require_GET
@login_required
def search(request: HttpRequest) -> HttpResponse:
    text = _text(request)
    groups = commands.records_for(request.user, text, limit=RESULTS_PER_GROUP)
    actions = commands.actions_for(request.user, text) if text else []
    return show(request, "ui/search.html", {"text": text, "groups": groups, "actions": actions})


@require_GET
@login_required
def suggest(request: HttpRequest) -> HttpResponse:
    text = _text(request)
    groups = commands.records_for(request.user, text)
    actions = commands.actions_for(request.user, text)
    return show(request, "ui/suggestions.html", {"text": text, "groups": groups, "actions": actions})


@require_GET
@login_required
def more(request: HttpRequest) -> HttpResponse:
    return show(request, "ui/more.html")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    return _keep(request, "language", LANGUAGES)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    return _keep(request, "theme", THEMES)


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    firm = settings_store.get("firm.name")
    icons = [
        {"src": static(f"ui/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    return JsonResponse(
        {
            "name": f"{_('Regulars')} {firm}".strip(),
            "short_name": _("Regulars"),
            "start_url": reverse("home"),
            "scope": "/",
            "display": "standalone",
            "background_color": "#f6f8f7",
            "theme_color": "#0b6b57",
            "icons": icons,
        },
        content_type="application/manifest+json",
    )


def _text(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:LONGEST_SEARCH]


def _keep(request: HttpRequest, name: str, allowed: tuple[str, ...]) -> HttpResponse:
    """Remember a choice of the person's own look; it changes no record of the firm."""
    value = request.POST.get(name, "")
    if value not in allowed:
        raise BadRequest(name)
    response = HttpResponseRedirect(_next(request))
    response.set_cookie(name, value, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    if request.user.is_authenticated:
        setattr(request.user, name, value)
        request.user.save(update_fields=[name])
    return response


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else "/"
