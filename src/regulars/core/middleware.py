"""Every request has an id, which stands in the log, on error pages and in the audit trail, and fresh settings, and no NUL."""

import secrets
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
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


class WithoutNulMiddleware:
    """The database keeps no NUL: an address or a form that holds one is refused before a page reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    @staticmethod
    def process_view(request: HttpRequest, *_view: Any) -> None:
        for told in (request.GET, request.POST):
            for name, values in told.lists():
                if "\0" in name or any("\0" in value for value in values):
                    raise BadRequest


class FreshSettingsMiddleware:
    """What one process of the web server has saved holds in all of them from the next page on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        settings_store.forget()
        return self.get_response(request)
