"""What holds for every request: an id for the log, error pages and the audit trail, fresh settings, no NUL, HEAD."""

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


class HeadMiddleware:
    """Who asks for the head of a page gets that of the page; views then tell reading from writing by GET alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        response = self.get_response(request)
        if response.streaming:
            response.streaming_content = []  # type: ignore[attr-defined]
        else:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
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
