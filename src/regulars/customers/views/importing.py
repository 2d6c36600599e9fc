"""The first steps of an import: the file, its sheet, its columns."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from regulars.accounts.access import may_write
from regulars.core import reading
from regulars.customers.importing import fields, own_columns, presenting, queueing, reasons, rights, starting
from regulars.customers.importing.fields import Kind
from regulars.customers.importing.forms import ColumnsForm, SheetForm, UploadForm
from regulars.customers.models import Import
from regulars.ui import errors, notices
from regulars.ui.pages import show

LATEST = 20


def readable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A file that was taken in, and cannot be looked at now: too much is being read, or it was taken away."""

    @wraps(view)
    def told(request: HttpRequest, import_id: int) -> HttpResponse:
        try:
            return view(request, import_id)
        except reading.ReadingRefused as refused:
            return errors.unreadable(request, str(refused), is_busy=refused.is_busy)

    return told


@may_write
@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    found = Import.objects.visible_to(request.user).exclude(state=Import.State.UPLOADED)
    context = {
        "kinds": presenting.kinds_for(request.user),  # type: ignore[arg-type]
        "imports": found.select_related("started_by").order_by("-id")[:LATEST],
    }
    return show(request, "customers/importing/imports.html", context)


@may_write
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    wanted = kind_for(request, kind)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        run = _received(request, form, wanted)
        if run is not None:
            return redirect("customers:import_sheet", run.pk)
    context = {"form": form, "kind": wanted, "steps": presenting.steps(None, "upload", kind=wanted)}
    return show(request, "customers/importing/upload.html", context, status=422 if form.errors else 200)


def _received(request: HttpRequest, form: UploadForm, kind: Kind) -> Import | None:
    told = form.cleaned_data
    try:
        run = starting.receive(
            told["file"].chunks(),
            told["file"].name,
            kind=kind,
            by=request.user,
            source=told["source"].strip(),
        )
    except reading.ReadingRefused as refused:
        form.add_error("file", str(refused))
        return None
    Import.objects.filter(pk=run.pk).update(department=told["department"])
    return run


@may_write
@require_GET
def current(request: HttpRequest, import_id: int) -> HttpResponse:
    run = import_for(request, import_id)
    if run.is_at_work:
        return redirect("customers:import_progress", run.pk)
    return redirect(
        "customers:import_sheet" if run.state == Import.State.UPLOADED else "customers:import_check", run.pk
    )


@may_write
@require_http_methods(["GET", "POST"])
@readable
def sheet(request: HttpRequest, import_id: int) -> HttpResponse:
    """How the file is read, with its first rows; another choice shows them anew."""
    run = open_import(request, import_id)
    kind = fields.find(run.kind)
    inspection = starting.inspect(run, kind, starting.read_as(run))
    form = SheetForm(request.POST or None, inspection=inspection, initial=_settled(inspection))
    if request.method == "POST" and form.is_valid():
        try:
            inspection = starting.look(run, form.options())
            queueing.settle(run, lambda locked: starting.read_alike(locked, run))
        except reading.ReadingRefused as refused:
            form.add_error(None, str(refused))
        except queueing.NotNow:
            return _gone_on(request, run)
        else:
            return redirect(
                "customers:import_columns" if "go" in request.POST else "customers:import_sheet", run.pk
            )
    context = _page(run, kind, "sheet") | {
        "form": form,
        "inspection": inspection,
        "told": presenting.notices(run),
        "preview": _below_header(inspection, rights.hidden_places(run, request.user)),
    }
    return show(request, "customers/importing/sheet.html", context)


def _gone_on(request: HttpRequest, run: Import) -> HttpResponse:
    say_gone_on(request)
    return redirect("customers:import", run.pk)


def say_gone_on(request: HttpRequest) -> None:
    notices.say(
        request, _("The import has gone on meanwhile, so nothing of this was taken over."), is_problem=True
    )


def _settled(inspection: reading.Inspection) -> dict[str, Any]:
    return {
        "sheet": inspection.sheet,
        "encoding": (inspection.encoding or "").removesuffix("-sig"),
        "delimiter": inspection.delimiter,
        "header_row": inspection.header_row,
        "header_rows": inspection.header_rows,
    }


@may_write
@require_http_methods(["GET", "POST"])
@readable
def match_columns(request: HttpRequest, import_id: int) -> HttpResponse:
    run = open_import(request, import_id)
    kind = fields.find(run.kind)
    initial = {f"column-{place}": key for place, key in run.mapping.items()} | run.options
    form = ColumnsForm(request.POST or None, run=run, kind=kind, user=request.user, initial=initial)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid() and _is_whole(run, form):
        try:
            queueing.settle(run, lambda locked: _match(request, locked, form=form))
            queueing.check(run)
        except queueing.NotNow:
            return _gone_on(request, run)
        return redirect("customers:import", run.pk)
    inspection = starting.inspect(run, kind, starting.read_as(run))
    context = _page(run, kind, "columns") | {
        "form": form,
        "columns": _columns(form, inspection, rights.hidden_places(run, request.user)),
    }
    return show(request, "customers/importing/columns.html", context)


def _is_whole(run: Import, form: ColumnsForm) -> bool:
    trouble = reasons.of_mapping(form.kind, form.mapping, run.options["headers"])
    if trouble:
        form.add_error(None, trouble)
    return not trouble


def _match(request: HttpRequest, run: Import, *, form: ColumnsForm) -> None:
    run.mapping = own_columns.settle(run, form.mapping, by=request.user)
    run.options = run.options | form.options()


def _below_header(
    inspection: reading.Inspection, hidden: frozenset[int]
) -> list[tuple[int, list[str | None]]]:
    """The first rows, each as long as the longest: a table has no holes."""
    first = inspection.header_row + inspection.header_rows if inspection.has_header else 0
    shown = [
        (number, rights.masked(cells, hidden)) for number, cells in inspection.preview if number >= first
    ]
    width = max((len(cells) for _number, cells in shown), default=0)
    return [(number, [*cells, *[None] * (width - len(cells))]) for number, cells in shown]


def _columns(
    form: ColumnsForm, inspection: reading.Inspection, hidden: frozenset[int]
) -> list[dict[str, Any]]:
    """Each column with examples of what stands in it."""
    below = [cells for _number, cells in _below_header(inspection, hidden)]
    return [
        {
            "field": form[f"column-{place}"],
            "examples": [
                cells[int(place)] for cells in below[:12] if int(place) < len(cells) and cells[int(place)]
            ][:3],
        }
        for place in form.places
    ]


def _page(run: Import, kind: Kind, step: str) -> dict[str, Any]:
    return {
        "run": run,
        "kind": kind,
        "lead": presenting.lead(run),
        "steps": presenting.steps(run, step, kind=kind),
    }


def kind_for(request: HttpRequest, code: str) -> Kind:
    if not fields.is_kind(code):
        raise Http404
    kind = fields.find(code)
    if kind.for_managers and not request.user.is_manager:  # type: ignore[union-attr]
        raise PermissionDenied(_("Only managers import this. Ask one."))
    return kind


def import_for(request: HttpRequest, import_id: int) -> Import:
    found = Import.objects.visible_to(request.user).select_related("file", "started_by")
    return get_object_or_404(found, pk=import_id)


def open_import(request: HttpRequest, import_id: int) -> Import:
    """One that is still being prepared."""
    run = import_for(request, import_id)
    if not run.may_be_checked:
        raise Http404
    if run.file is None:
        notices.say(
            request,
            _("The file has been removed after {days} days.").format(days=starting.KEEP_DAYS),
            is_problem=True,
        )
        raise Http404
    return run
