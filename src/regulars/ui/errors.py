"""What is shown when something cannot be done: what happened, what to do next, the number of the request."""

import sys
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from psycopg.errors import UniqueViolation

from regulars.ui.context import THEMES
from regulars.ui.pages import is_htmx

DATABASE_AWAY = (OperationalError, InterfaceError)
SENTENCES: dict[int, tuple[Promise, Promise, Promise]] = {
    400: (
        _("This request could not be understood"),
        _("Part of the address or of the form does not fit together. Nothing was changed."),
        _("Go back, reload the page and try again."),
    ),
    403: (
        _("You may not do this"),
        _("Your role does not include it. Nothing was changed."),
        _("Ask an administrator if you need it for your work."),
    ),
    404: (
        _("There is nothing here"),
        _("The address is wrong, the record is in the recycle bin, or it is not yours to see."),
        _("Go to the start and search for it there."),
    ),
    405: (
        _("This address does something else"),
        _("It cannot be opened or sent in this way. Nothing was changed."),
        _("Go back, reload the page and use its links and buttons."),
    ),
    409: (
        _("Somebody else was quicker"),
        _("The same was saved at this very moment by you or a colleague. Nothing was saved twice."),
        _("Go back and reload the page; you see then what is there already."),
    ),
    413: (
        _("This is too much at once"),
        _("A file may have 50 MB, a form 5 MB. Nothing was changed."),
        _("Split it and send the parts in turn."),
    ),
    500: (
        _("Something went wrong on our side"),
        _("What you entered last may not have been saved. Everything before it is safe."),
        _("Try again in a minute. If it happens again, tell your administrator the number below."),
    ),
    503: (
        _("The database cannot be reached just now"),
        _("Nothing was lost and nothing was changed."),
        _("Wait a moment and reload the page. If it lasts, tell your administrator."),
    ),
}
BUSY = (_("Too many files at once"), _("Nothing was changed. Wait a moment and reload the page."))
UNREADABLE = (
    _("This file can no longer be read"),
    _("Nothing was changed. Begin the import again with the file."),
)
STALE_FORM = (
    _("This page was open for too long"),
    _("For your safety the form was not accepted. Nothing was changed."),
    _("Go back, reload the page and send the form again."),
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _answer(request, 400, _said(400, exception))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 403, _said(403, exception))


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 404, SENTENCES[404])


def other_method(request: HttpRequest, allowed: str) -> HttpResponse:
    response = _answer(request, 405, SENTENCES[405])
    response["Allow"] = allowed
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    return _answer(request, 413, SENTENCES[413])


def server_error(request: HttpRequest) -> HttpResponse:
    if isinstance(sys.exc_info()[1], DATABASE_AWAY):
        return unavailable(request)
    if _is_twice(sys.exc_info()[1]):
        return _answer(request, 409, SENTENCES[409])
    return _answer(request, 500, SENTENCES[500])


def _is_twice(problem: BaseException | None) -> bool:
    """Two saved what may be there once; the form of each was right when it was checked."""
    return isinstance(problem, IntegrityError) and isinstance(problem.__cause__, UniqueViolation)


def unavailable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    response = _answer(request, 503, SENTENCES[503])
    response["Retry-After"] = "10"
    return response


def unreadable(request: HttpRequest, sentence: str, *, is_busy: bool) -> HttpResponse:
    if not is_busy:
        return _answer(request, 422, (UNREADABLE[0], sentence, UNREADABLE[1]))
    response = _answer(request, 503, (BUSY[0], sentence, BUSY[1]))
    response["Retry-After"] = "60"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _answer(request, 403, STALE_FORM)


def _said(status: int, exception: Exception | None) -> tuple[Any, Any, Any]:
    """The page's sentences; what our own code said about this very refusal stands in the middle."""
    title, happened, todo = SENTENCES[status]
    is_ours = isinstance(exception, BadRequest | PermissionDenied) and str(exception)
    return title, str(exception) if is_ours else happened, todo


def _answer(request: HttpRequest, status: int, sentences: tuple[Any, Any, Any]) -> HttpResponse:
    """Drawn without the request's context: an error page asks neither session nor database."""
    title, happened, todo = sentences
    theme = request.COOKIES.get("theme", "")
    context: dict[str, Any] = {
        "title": title,
        "happened": happened,
        "todo": todo,
        "status": status,
        "request_id": getattr(request, "id", ""),
        "lang": "zh-CN" if (get_language() or "en").startswith("zh") else "en",
        "theme": theme if theme in THEMES else "auto",
        "drawn_theme": "dark" if theme == "dark" else "light",
    }
    if not is_htmx(request):
        return HttpResponse(render_to_string("ui/error.html", context), status=status)
    html = render_to_string("ui/parts/error_notice.html", context)
    return HttpResponse(html, status=status, headers={"HX-Retarget": "#notices", "HX-Reswap": "beforeend"})
