"""Whole pages, parts of pages, and going on after a form."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

MOST_DIGITS = 18  # more than any id of ours has, and less than the database takes


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    parts: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The page, or only the part htmx asked for.

    A part is a partial of the template whose name is the id of the element it draws.
    """
    values = dict(context or {})
    part = _part_wanted(request, parts)
    if part:
        html = render_to_string(f"{template}#{part}", values, request) + _notices(request)
    else:
        html = render_to_string(template, values, request)
    response = HttpResponse(html, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def go(request: HttpRequest, url: str) -> HttpResponse:
    """Go on to another page after a form; htmx is told to load all of it."""
    if is_htmx(request):
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def number_in(query: Mapping[str, Any], name: str) -> int | None:
    """The whole number an address or a form names; None for anything else, figures of other scripts included."""
    text = str(query.get(name, ""))
    fits = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if fits else None


def is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _part_wanted(request: HttpRequest, parts: Sequence[str]) -> str:
    restoring = "HX-History-Restore-Request" in request.headers
    target = request.headers.get("HX-Target", "").partition("#")[2]
    return target if is_htmx(request) and not restoring and target in parts else ""


def _notices(request: HttpRequest) -> str:
    if not hasattr(request, "_messages") or not len(get_messages(request)):
        return ""
    return render_to_string("ui/parts/notices.html", {"is_extra": True}, request)
