"""What became of a promise, and of what was to be brought up again."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.accounts.access import may_write
from regulars.customers import noting, promising
from regulars.customers.models import MemoryNote, Promise
from regulars.ui.notices import say
from regulars.ui.pages import go, show

MARKS = {"used": "used_at", "fulfilled": "fulfilled_at"}
LONGEST = 300


@may_write
@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, promise_id: int, outcome: str) -> HttpResponse:
    """Kept, broken, or open again; a broken one is asked how that came about."""
    seen = Promise.objects.visible_to(request.user).select_related("customer__owner")
    promise = get_object_or_404(seen, pk=promise_id)
    if outcome not in ("kept", "broken", "open"):
        raise Http404
    if request.method == "GET":
        return show(
            request,
            "customers/page/promise.html",
            {"promise": promise, "outcome": outcome, "customer": promise.customer},
        )
    words = request.POST.get("outcome", "").replace("\0", "").strip()[:LONGEST]
    if outcome == "open":
        promising.reopen(promise, by=request.user)
        say(request, _("The promise is open again."))
    else:
        close = promising.keep if outcome == "kept" else promising.break_
        _close(request, promise, close(promise, by=request.user, outcome=words), outcome)
    return go(request, promise.customer.get_absolute_url())


def _close(request: HttpRequest, promise: Promise, is_closed: bool, outcome: str) -> None:
    if not is_closed:
        say(request, _("A colleague has closed this promise already."), is_problem=True)
        return
    said = _("Promise kept.") if outcome == "kept" else _("Noted as not kept.")
    say(request, said, undo=reverse("customers:promise_outcome", args=[promise.pk, "open"]))


@may_write
@require_POST
def mark_note(request: HttpRequest, note_id: int, mark: str) -> HttpResponse:
    note, field = _note(request, note_id, mark)
    if noting.mark(note, field, by=request.user):
        said = _("Noted: you brought it up.") if mark == "used" else _("Noted as fulfilled.")
        say(request, said, undo=reverse("customers:unmark_note", args=[note.pk, mark]))
    return go(request, note.customer.get_absolute_url())


@may_write
@require_POST
def unmark_note(request: HttpRequest, note_id: int, mark: str) -> HttpResponse:
    note, field = _note(request, note_id, mark)
    noting.unmark(note, field, by=request.user)
    say(request, _("It stands on the page again."))
    return go(request, note.customer.get_absolute_url())


def _note(request: HttpRequest, note_id: int, mark: str) -> tuple[Any, str]:
    seen = MemoryNote.objects.visible_to(request.user).select_related("customer__owner")
    note = get_object_or_404(seen, pk=note_id)
    if mark not in MARKS:
        raise Http404
    return note, MARKS[mark]
