"""Language, zone and first set-up for the person behind a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from regulars.core import clock, settings_store

LANGUAGE_COOKIE = "language"


class PersonMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language), timezone.override(clock.zone()):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.setdefault("Content-Language", language)
        response.setdefault("Cache-Control", "private, no-cache")
        return response


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
