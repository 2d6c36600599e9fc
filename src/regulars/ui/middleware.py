"""A refusal that a view makes without words gets its sentence, and a sender is heard out before the answer."""

import contextlib
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from regulars.ui import errors

MEBIBYTE = 1024 * 1024
LONGEST_WITH_FILE = 51 * MEBIBYTE  # a file of the size that reading takes, and its form
HEARD_OUT_BYTES = 1024 * MEBIBYTE
HEARD_OUT_SECONDS = 20.0


class OtherMethodMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return errors.other_method(request, response["Allow"]) if response.status_code == 405 else response


class HearOutMiddleware:
    """Too much is refused before any of it is kept. A browser shows an answer only after it has sent all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = errors.too_large(request) if _is_too_long(request) else self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            _hear_out(request)
        return response


def _is_too_long(request: HttpRequest) -> bool:
    told = request.META.get("CONTENT_LENGTH") or "0"
    has_file = request.content_type == "multipart/form-data"
    most = LONGEST_WITH_FILE if has_file else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return told.isdecimal() and int(told) > most


def _hear_out(request: HttpRequest) -> None:
    until = time.monotonic() + HEARD_OUT_SECONDS
    heard = 0
    with contextlib.suppress(UnreadablePostError):
        while heard < HEARD_OUT_BYTES and time.monotonic() < until:
            piece = request.read(64 * 1024)
            if not piece:
                return
            heard += len(piece)
