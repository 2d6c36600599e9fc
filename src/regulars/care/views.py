"""Today's worklist and what comes of its cards; the plays, for managers."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regulars.accounts.access import managers_only, may_write, signed_in
from regulars.accounts.models import User
from regulars.care import audience, catalogue, logging_contact, outcomes, worklist
from regulars.care.forms import DoneForm, NotNeededForm, PlayForm, PostponeForm, WordsForm
from regulars.care.models import CareTask, Play
from regulars.care.querysets import CareTaskQuerySet
from regulars.core import audit, clock, settings_store
from regulars.customers.models import Customer, Import
from regulars.insights.runs import latest
from regulars.ui import notices
from regulars.ui.pages import number_in, show

FORMS: dict[str, Any] = {"done": DoneForm, "postponed": PostponeForm, "not_needed": NotNeededForm}


@signed_in
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    found = worklist.worklist_of(person, seen_by=request.user)
    if person.pk == request.user.pk:
        request.left_today = found.count  # type: ignore[attr-defined]
    context = {
        "person": person,
        "is_own": person.pk == request.user.pk,
        "colleagues": _colleagues(request.user) if request.user.is_manager else (),  # type: ignore[union-attr]
        "worklist": found,
        "duties": found.duties,
        "run": latest(),
        "has_customers": bool(found.cards) or Customer.objects.visible_to(request.user).exists(),
    }
    if not found.cards:
        context |= _why_empty(request.user)
    return show(request, "care/today.html", context)


def _why_empty(user: Any) -> dict[str, Any]:
    """What may be due all the same: customers nobody owns, and files that came in after the last computation."""
    run = latest()
    imports = Import.objects.filter(state=Import.State.DONE)
    newer = imports.filter(applied_at__gt=run.started_at) if run else imports
    in_pool = _in_pool(CareTask.objects.visible_to(user).due(clock.today()))
    return {
        "in_pool": in_pool.values("customer").distinct().count(),
        "is_behind": user.is_manager and newer.exists(),
    }


def _in_pool(tasks: CareTaskQuerySet) -> CareTaskQuerySet:
    """Of customers without an owner, and given to nobody."""
    return tasks.filter(assignee=None, customer__owner=None)


@signed_in
@require_GET
def all_due(request: HttpRequest) -> HttpResponse:
    """Everything that is due for a person or in the pool, in order, without the day's limit."""
    person, is_pool = _person(request), bool(request.GET.get("pool"))
    visible = CareTask.objects.visible_to(request.user).due(clock.today())
    tasks = _in_pool(visible) if is_pool else visible.of(person)
    found = worklist.cards(tasks.ranked(), limit=100, me=person)
    return show(request, "care/all_due.html", {"cards": found, "person": person, "is_pool": is_pool})


@managers_only
@require_GET
def play_cards(request: HttpRequest, code: str) -> HttpResponse:
    """The open cards of one play, whoever they are for."""
    play = catalogue.find(code)
    if play is None:
        raise Http404
    tasks = CareTask.objects.visible_to(request.user).open().filter(play=code)
    found = worklist.cards(tasks.ranked(), limit=100, me=request.user)
    return show(request, "care/all_due.html", {"cards": found, "play": play})


@signed_in
@require_GET
def how(request: HttpRequest) -> HttpResponse:
    context = {
        "plays": catalogue.as_set(),
        "run": latest(),
        "backlog_weeks": settings_store.get("care.backlog_weeks"),
    }
    return show(request, "care/how.html", context)


@may_write
@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, task_id: int, outcome: str) -> HttpResponse:
    """What came of a card: a small form, then a notice that can take it back."""
    task = _task(request, task_id)
    if outcome not in FORMS:
        raise Http404
    form = FORMS[outcome](request.POST or None, **_asked(task, outcome))
    if request.method == "POST" and form.is_valid():
        return _carry_out(request, task, outcome, form.cleaned_data)
    card = worklist.cards(CareTask.objects.filter(pk=task.pk), limit=1, me=request.user)
    context = {"form": form, "task": task, "card": card[0] if card else None, "outcome": outcome}
    return show(request, "care/outcome.html", context)


def _asked(task: CareTask, outcome: str) -> dict[str, Any]:
    """What the form of a contact needs to know: the usual channel, and which checks are due."""
    if outcome != "done":
        return {}
    channel = task.customer.preferred_channel or "phone"
    return {"initial": {"channel": channel}, "task": task, "beside": outcomes.questions_beside(task)}


@may_write
@require_POST
def no_answer(request: HttpRequest, task_id: int) -> HttpResponse:
    return _carry_out(request, _task(request, task_id), "no_answer", {})


@may_write
@require_POST
def take_back(request: HttpRequest, task_id: int) -> HttpResponse:
    task = _task(request, task_id)
    outcomes.take_back(task, by=request.user)
    notices.say(request, _("Taken back. {name} is on the list again.").format(name=task.customer))
    return redirect("care:today")


@may_write
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, task_id: int) -> HttpResponse:
    """Other words for this customer; empty brings the proposed ones back."""
    task = _task(request, task_id)
    card = worklist.cards(CareTask.objects.filter(pk=task.pk), limit=1, me=request.user)
    form = WordsForm(request.POST or None, initial={"words": card[0].words if card else ""})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            CareTask.objects.filter(pk=task.pk).update(words=form.cleaned_data["words"])
            audit.record(
                request.user, "care.words_changed", subject=task.customer, customer_id=task.customer_id
            )
        return redirect(reverse("care:today") + f"#care-{task.pk}")
    return show(request, "care/words.html", {"form": form, "task": task, "card": card[0] if card else None})


@managers_only
@require_GET
def plays(request: HttpRequest) -> HttpResponse:
    counts = {play.play.code: 0 for play in catalogue.as_set()}
    open_tasks = CareTask.objects.visible_to(request.user).open()
    for code in open_tasks.values_list("play", flat=True):
        counts[code] = counts.get(code, 0) + 1
    rows = [{"set": one, "open": counts[one.play.code]} for one in catalogue.as_set() if one.play.order < 900]
    return show(request, "care/plays.html", {"rows": rows})


@managers_only
@require_http_methods(["GET", "POST"])
def play(request: HttpRequest, code: str) -> HttpResponse:
    set_play = next((one for one in catalogue.as_set() if one.play.code == code), None)
    if set_play is None or (not request.user.is_administrator and request.method == "POST"):  # type: ignore[union-attr]
        raise Http404
    form = PlayForm(set_play, request.POST or None, segments=audience.choices(request.user, set_play))
    if request.method == "POST" and form.is_valid():
        _keep_play(request, code, form.cleaned_data)
        notices.say(request, _("Saved. The next refresh plans with it."))
        return redirect("care:plays")
    context = {"form": form, "set": set_play, "reach": audience.reach(request.user, set_play)}
    return show(request, "care/play.html", context)


@transaction.atomic
def _keep_play(request: HttpRequest, code: str, values: dict[str, Any]) -> None:
    is_on, segment = values.pop("is_on"), values.pop("segment", None)
    said = {"is_on": is_on, "segment": segment, "settings": values}
    Play.objects.update_or_create(code=code, defaults=said)
    found = catalogue.find(code)
    only = [_("only {segment}").format(segment=segment)] if segment else []
    figures = [f"{name} {value}" for name, value in values.items()]
    what = ", ".join([_("on") if is_on else _("off"), *only, *figures])
    audit.record(request.user, "play.changed", play=str(found.label if found else code), what=what)


def _carry_out(request: HttpRequest, task: CareTask, outcome: str, values: dict[str, Any]) -> HttpResponse:
    name, by = str(task.customer), request.user
    try:
        if outcome == "done":
            logging_contact.settle(task, values, by=by)
            said = _("Noted: {name} is cared for.").format(name=name)
        elif outcome == "no_answer":
            again = outcomes.no_answer(task, by=by).show_from
            said = _("Noted: {name} did not answer. The card comes back on {day}.").format(
                name=name, day=again
            )
        elif outcome == "postponed":
            outcomes.postpone(task, values["until"], by=by, note=values["note"])
            said = _("{name} comes back on {day}.").format(name=name, day=values["until"])
        else:
            outcomes.not_needed(task, by=by, note=values["note"])
            said = _("Noted: not needed for {name}.").format(name=name)
    except outcomes.AlreadySettled:
        notices.say(
            request, _("Somebody else has dealt with this card. Nothing was changed."), is_problem=True
        )
    else:
        notices.say(request, said, undo=reverse("care:take_back", args=[task.pk]))
    is_pool = task.assignee_id is None and task.customer.owner_id is None
    return redirect(f"{reverse('care:all_due')}?pool=1" if is_pool else reverse("care:today"))


def _task(request: HttpRequest, task_id: int) -> CareTask:
    tasks = CareTask.objects.visible_to(request.user).select_related("customer")
    return get_object_or_404(tasks, pk=task_id)


def _person(request: HttpRequest) -> User:
    """Oneself, or the colleague whose list a manager looks at."""
    if not request.GET.get("person"):
        return request.user  # type: ignore[return-value]
    return get_object_or_404(_colleagues(request.user), pk=number_in(request.GET, "person"))


def _colleagues(user: Any) -> Any:
    if not user.is_manager:
        return User.objects.filter(pk=user.pk)
    everybody = User.objects.active().order_by("name")
    return everybody if user.is_administrator else everybody.filter(team=user.team_id)
