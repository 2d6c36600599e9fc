"""Every request has an id, which stands in the log, on error pages and in the audit trail, and fresh settings."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from regulars.core import request_id, settings_store


class RequestIdMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = secrets.token_hex(8)  # type: ignore[attr-defined]
        token = request_id.current.set(request.id)  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
        finally:
            request_id.current.reset(token)
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response


class FreshSettingsMiddleware:
    """What one process of the web server has saved holds in all of them from the next page on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        settings_store.forget()
        return self.get_response(request)
