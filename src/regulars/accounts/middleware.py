"""Language, zone and own password for the person behind a request; what they were refused is logged."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation

from regulars.core import audit, clock, settings_store

LANGUAGE_COOKIE = "language"


class PersonMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language), timezone.override(clock.zone()):
            request.LANGUAGE_CODE = language
            response = self._own_password_first(request) or self.get_response(request)
        response.setdefault("Content-Language", language)
        response.setdefault("Cache-Control", "private, no-cache")
        return response

    @staticmethod
    def _own_password_first(request: HttpRequest) -> HttpResponse | None:
        """Who was given a password by somebody else chooses an own one before anything else."""
        password = reverse("accounts:password")
        allowed = request.path in (password, reverse("accounts:sign_out")) or request.path.startswith(
            "/static/"
        )
        must = getattr(request.user, "must_change_password", False)
        return HttpResponseRedirect(password) if must and not allowed else None


class RefusalMiddleware:
    """Whoever tried to change what is not theirs to change stands in the log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    @staticmethod
    def process_exception(request: HttpRequest, exception: Exception) -> None:
        is_refusal = isinstance(exception, PermissionDenied | Http404)
        if is_refusal and request.method != "GET" and request.user.is_authenticated:
            method = str(request.method).lower()
            audit.record(request.user, "user.refused", address=request.path[:200], method=method)


def language_of(request: HttpRequest) -> str:
    """The person's choice, else the cookie's, else the browser's when it asks, else the firm's."""
    chosen = getattr(request.user, "language", "") or request.COOKIES.get(LANGUAGE_COOKIE, "")
    if chosen in ("zh-hans", "en"):
        return chosen
    accepted = request.headers.get("Accept-Language", "").lower()
    if accepted:
        first = accepted.split(",")[0].strip()
        return "zh-hans" if first.startswith("zh") else "en"
    return str(settings_store.get("firm.language"))
