"""Segments: all of them, one of them, writing a rule, who came and went, two laid over one another."""

from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regulars.accounts.access import may_write, signed_in
from regulars.customers.filter_values import FilterError
from regulars.segments import building, choosing, looking, moves, overlapping, pages, rules, saving
from regulars.segments.building import Draft
from regulars.segments.forms import OverlapForm, SegmentForm
from regulars.segments.models import Headcount, Segment
from regulars.ui.notices import say
from regulars.ui.pages import go, number_in, show


@signed_in
@require_GET
def segments(request: HttpRequest) -> HttpResponse:
    return show(request, "segments/index.html", pages.index(request.user))


@signed_in
@require_GET
def segment(request: HttpRequest, segment_id: int) -> HttpResponse:
    record = _fetch(request, segment_id)
    return show(request, "segments/segment.html", pages.one(record, request.user))


@signed_in
@require_GET
def who_moved(request: HttpRequest, segment_id: int, count_id: int) -> HttpResponse:
    """Who entered or left at one count."""
    record = _fetch(request, segment_id)
    counted = get_object_or_404(Headcount, pk=count_id, segment=record)
    moved = "left" if request.GET.get("moved") == "left" else "entered"
    context = {"segment": record, **moves.page(counted, request.user, moved=moved, query=request.GET)}
    return show(request, "segments/moves.html", context)


@signed_in
@require_GET
def overlap(request: HttpRequest) -> HttpResponse:
    form = OverlapForm(choosing.offered(request.user), request.GET or None)
    pair = form.pair if form.is_bound else None
    laid = overlapping.overlap(*pair, request.user) if pair else None
    return show(request, "segments/overlap.html", {"form": form, "pair": pair, "overlap": laid})


@may_write
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begun with the conditions of a list, where its address says so."""
    if request.method == "GET":
        draft = building.begun(_rule_asked_for(request), request.user)
        return _build(request, draft, SegmentForm())
    draft = _draft(request)
    form = SegmentForm(request.POST)
    if request.POST.get("do") != "save":
        return _build(request, draft, SegmentForm(initial=request.POST.dict() | _ticks(request)))
    if draft.problem or not form.is_valid():
        return _build(request, draft, form, status=422)
    try:
        made = saving.make(form.save(commit=False), draft.rule, by=request.user)
    except FilterError as problem:
        return _build(request, building.told(draft, str(problem)), form, status=422)
    say(request, _("The segment {name} is there.").format(name=made))
    return go(request, made.get_absolute_url())


@may_write
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, segment_id: int) -> HttpResponse:
    record = _fetch(request, segment_id)
    if not record.may_be_changed_by(request.user):
        raise PermissionDenied(_("Only who made this segment, or a manager, may change it."))
    if request.method == "GET":
        rule, problems = rules.readable(record.rule, request.user)
        draft = building.begun(rule, request.user)
        return _build(request, building.told(draft, " ".join(problems)), _opened(record), record=record)
    draft = _draft(request)
    if request.POST.get("do") != "save":
        form = _opened(record, initial=request.POST.dict() | _ticks(request))
        return _build(request, draft, form, record=record)
    form = SegmentForm(request.POST, instance=_fetch(request, segment_id), is_new=False)
    if draft.problem or not form.is_valid():
        return _build(request, draft, form, record=record, status=422)
    return _save(request, record, draft, form)


@may_write
@require_POST
def count_again(request: HttpRequest, segment_id: int) -> HttpResponse:
    record = _fetch(request, segment_id)
    try:
        is_done = saving.count_again(record, by=request.user)
    except FilterError as problem:
        say(request, str(problem), is_problem=True)
        return go(request, record.get_absolute_url())
    words = _("{name} is up to date.") if is_done else _("{name} is being counted; come back in a minute.")
    say(request, words.format(name=record))
    return go(request, record.get_absolute_url())


@may_write
@require_POST
def remove(request: HttpRequest, segment_id: int) -> HttpResponse:
    """Put aside, brought back, or deleted for good."""
    record, change = _fetch(request, segment_id), request.POST.get("change", "")
    try:
        words = {"aside": _put_aside, "back": _bring_back, "delete": _delete}[change](request, record)
    except KeyError:
        raise BadRequest(_("There is nothing of this name to do.")) from None
    except ValidationError as problem:
        say(request, problem.messages[0], is_problem=True)
        return go(request, record.get_absolute_url())
    say(request, words)
    return go(request, reverse("segments:segments") if change != "back" else record.get_absolute_url())


def _put_aside(request: HttpRequest, record: Segment) -> str:
    saving.put_aside(record, by=request.user)
    return _("{name} is put aside. It can be brought back below.").format(name=record)


def _bring_back(request: HttpRequest, record: Segment) -> str:
    saving.bring_back(record, by=request.user)
    return _("{name} is counted again from now on.").format(name=record)


def _delete(request: HttpRequest, record: Segment) -> str:
    name = str(record)
    saving.delete(record, by=request.user)
    return _("The segment {name} is gone.").format(name=name)


def _save(request: HttpRequest, record: Segment, draft: Draft, form: SegmentForm) -> HttpResponse:
    said = {name: form.cleaned_data[name] for name in form.fields}
    rule = None if record.is_static else draft.rule
    version = number_in(request.POST, "version")
    try:
        saving.change(record, rule, by=request.user, version=version, said=said)
    except FilterError as problem:
        return _build(request, building.told(draft, str(problem)), form, record=record, status=422)
    except saving.ChangedMeanwhile:
        words = _("A colleague changed this segment meanwhile. Open it again; nothing of yours was saved.")
        return _build(request, building.told(draft, words), form, record=record, status=409)
    say(request, _("Saved."))
    return go(request, record.get_absolute_url())


def _build(
    request: HttpRequest, draft: Draft, form: Any, *, record: Segment | None = None, status: int = 200
) -> HttpResponse:
    look = looking.look(draft.rule, request.user) if draft.rule.parts else None
    context = {"draft": draft, "form": form, "segment": record, "look": look}
    return show(request, "segments/builder.html", context, parts=("builder",), status=status)


def _draft(request: HttpRequest) -> Draft:
    try:
        if request.POST.get("do") == "save":
            return building.finished(request.POST, request.user)
        return building.stepped(request.POST, request.user)
    except FilterError as problem:
        raise BadRequest(str(problem)) from None


def _rule_asked_for(request: HttpRequest) -> rules.Group:
    like = choosing.asked_for(request.user, request.GET, "like")
    if like is not None:
        return rules.readable(like.rule, request.user)[0]
    try:
        return rules.of_codes(request.GET.getlist("f"), request.user)
    except FilterError as problem:
        raise BadRequest(str(problem)) from None


def _opened(record: Segment, initial: dict[str, Any] | None = None) -> SegmentForm:
    """What a ready-made segment says by itself stands in the form, to be changed."""
    from regulars.segments import ready

    given = {"name": str(record), "strategy": ready.strategy_of(record)} | (initial or {})
    return SegmentForm(instance=record, is_new=False, initial=given)


def _ticks(request: HttpRequest) -> dict[str, Any]:
    return {"is_shared": "is_shared" in request.POST}


def _fetch(request: HttpRequest, segment_id: int) -> Segment:
    return get_object_or_404(Segment.objects.visible_to(request.user), pk=segment_id)
