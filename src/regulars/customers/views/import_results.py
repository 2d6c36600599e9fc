"""The last steps of an import: the dry run, the corrections, the job, its result and the way back."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regulars.accounts.access import may_write
from regulars.customers.importing import (
    correcting,
    error_workbook,
    fields,
    presenting,
    queueing,
    reasons,
    rights,
    undoing,
)
from regulars.customers.models import Import
from regulars.customers.views.importing import import_for, open_import, say_gone_on
from regulars.ui import notices
from regulars.ui.pages import go, show


@may_write
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, import_id: int) -> HttpResponse:
    """What would happen, or what happened; corrections are taken and checked at once."""
    if request.method == "POST":
        return _correct(request, open_import(request, import_id))
    run = import_for(request, import_id)
    if run.is_at_work or run.state == Import.State.UPLOADED:
        return redirect("customers:import", run.pk)
    return show(request, "customers/importing/check.html", _results(request, run))


def _correct(request: HttpRequest, run: Import) -> HttpResponse:
    told = dict(_told(request))
    try:
        queueing.settle(run, lambda locked: correcting.correct(locked, told))
        queueing.check(run)
    except queueing.NotNow:
        say_gone_on(request)
    return redirect("customers:import", run.pk)


def _told(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """A column's question stands beside each of its rows; answered once is enough."""
    for name, values in request.POST.lists():
        yield name, next((str(value) for value in values if str(value).strip()), "")


def _results(request: HttpRequest, run: Import) -> dict[str, Any]:
    kind = fields.find(run.kind)
    chosen = presenting.chosen(run, request.GET.get("show", ""))
    page = presenting.rows(run, chosen, request.GET.get("page"))
    return {
        "run": run,
        "kind": kind,
        "show": chosen,
        "lead": presenting.lead(run),
        "steps": presenting.steps(run, "check" if run.may_be_checked else "import", kind=kind),
        "counts": presenting.counts(run, chosen),
        "sentences": presenting.sentences(run, kind),
        "summary": reasons.summary(run, kind),
        "wanted": presenting.wanted(run),
        "is_unread": presenting.is_unread(run),
        "button": _("Import {what}").format(what=kind.noun(presenting.wanted(run))),
        "page": page,
        "lines": [presenting.line(row, run, request.user) for row in page],
        "pager": presenting.pager(page, chosen),
        "examples": presenting.examples(run, kind, request.user),  # type: ignore[arg-type]
        "staff": rights.owners_for(request.user),  # type: ignore[arg-type]
        "can_undo": undoing.can_undo(run),
        "kept": run.undo_report.get("kept", []),
        "undone": reasons.undone(run) if run.undo_report else "",
    }


@may_write
@require_POST
def start(request: HttpRequest, import_id: int) -> HttpResponse:
    run = import_for(request, import_id)
    try:
        queueing.start(run, by=request.user)
    except queueing.NotNow:
        run.refresh_from_db()
        if run.may_be_checked:
            notices.say(request, _("Check the file first."), is_problem=True)
        else:
            notices.say(request, _("This import was started already; it is done once."))
    return redirect("customers:import", run.pk)


@may_write
@require_GET
def progress(request: HttpRequest, import_id: int) -> HttpResponse:
    run = import_for(request, import_id)
    if not run.is_at_work:
        return go(request, reverse("customers:import_check", args=[run.pk]))
    context = {
        "run": run,
        "kind": fields.find(run.kind),
        "steps": presenting.steps(run, "import", kind=fields.find(run.kind)),
        "label": _label(run),
        "lead": presenting.lead(run),
    }
    return show(request, "customers/importing/progress.html", context, parts=("job",))


def _label(run: Import) -> str:
    if run.state == Import.State.WAITING:
        return _("Waiting for its turn")
    return reasons.step(run.step) if run.step else _("Starting")


@may_write
@require_POST
def stop(request: HttpRequest, import_id: int) -> HttpResponse:
    run = import_for(request, import_id)
    try:
        queueing.stop(run, by=request.user)
        notices.say(request, _("The import stops at its next step. Nothing of it is kept."))
    except queueing.NotNow:
        notices.say(request, _("The import is over already."), is_problem=True)
    return redirect("customers:import", run.pk)


@may_write
@require_POST
def undo(request: HttpRequest, import_id: int) -> HttpResponse:
    run = import_for(request, import_id)
    try:
        undoing.undo(run, by=request.user)
        notices.say(request, reasons.undone(run))
    except undoing.CannotUndo as error:
        notices.say(request, str(error), is_problem=True)
    return redirect("customers:import_check", run.pk)


@may_write
@require_POST
def discard(request: HttpRequest, import_id: int) -> HttpResponse:
    run = import_for(request, import_id)
    try:
        queueing.give_up(run)
        notices.say(request, _("Given up. Nothing was written."))
    except queueing.NotNow:
        notices.say(
            request, _("This import can no longer be given up; take it back instead."), is_problem=True
        )
        return redirect("customers:import", run.pk)
    return redirect("customers:imports")


@may_write
@require_GET
def not_taken(request: HttpRequest, import_id: int) -> FileResponse:
    """The rows that were not taken, as a workbook."""
    run = import_for(request, import_id)
    if run.file is None:
        raise Http404
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.xlsx"
        error_workbook.write(run, path, user=request.user)
        opened = path.open("rb")
    name = _("{file}, not taken").format(file=Path(run.file_name).stem) + ".xlsx"
    return FileResponse(opened, as_attachment=True, filename=name)
