"""What came of a card: done, no answer, postponed, not needed. Each can be taken back."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from regulars.care import catalogue, checks
from regulars.care.models import CareTask
from regulars.care.wording import joined
from regulars.core import audit, clock, settings_store
from regulars.customers import promising, recording
from regulars.customers.choices import Channel, ContactResult
from regulars.customers.models import Interaction, Promise
from regulars.insights.contacting import counts_as_contact

Outcome = CareTask.Outcome


class AlreadySettled(Exception):
    """Somebody else has dealt with this card; nothing was changed."""


@transaction.atomic
def done(
    task: CareTask, *, by: Any, channel: str = Channel.PHONE, note: str = "", result: str = ""
) -> CareTask:
    """The customer was cared for: the contact is recorded, and what the card was about is closed."""
    task = _locked(task)
    task.result = result
    task.interaction = _record(task, by=by, channel=channel, result=ContactResult.REACHED, note=note)
    _close_duty(task, by=by, note=note)
    return _settle(task, Outcome.DONE, by=by, note=note)


@transaction.atomic
def no_answer(task: CareTask, *, by: Any, channel: str = Channel.PHONE, note: str = "") -> CareTask:
    """Nobody answered: it is noted, and the card comes back."""
    task = _locked(task)
    task.interaction = _record(task, by=by, channel=channel, result=ContactResult.NO_ANSWER, note=note)
    task.attempts += 1
    return _put_off(task, _next_try(clock.today()), by=by, note=note, verb="care.no_answer")


def answers(task: CareTask, results: Mapping[int, str]) -> None:
    """What else the customer was asked in the same contact; what was not asked waits until the next try."""
    for other in questions_beside(task):
        if result := results.get(other.pk, ""):
            other.outcome, other.result, other.interaction = Outcome.DONE, result, task.interaction
            other.outcome_at, other.outcome_by = task.outcome_at, task.outcome_by
            other.handled_on, other.handled_by = task.handled_on, task.handled_by
        else:
            other.show_from = _next_try(clock.today())
        other.save()


def questions_beside(task: CareTask) -> list[CareTask]:
    """The other checks after orders that are due for the same customer."""
    found = CareTask.objects.filter(customer=task.customer_id, play=checks.PLAY).due(clock.today())
    return list(found.exclude(pk=task.pk).order_by("due_on", "pk"))


def summary_of(task: CareTask, note: str) -> str:
    """Delivery check: Arrived late. The box was dented."""
    play, check = catalogue.find(task.play), checks.check_of(task.figures)
    answer = check.result(task.result) if check else None
    if check is not None and answer is not None:
        return joined(_("{question}: {answer}.").format(question=check.label, answer=answer.label), note)
    named = check or play
    return note or str(named.label if named else task.play)


@transaction.atomic
def postpone(task: CareTask, until: date, *, by: Any, note: str = "") -> CareTask:
    return _put_off(_locked(task), until, by=by, note=note, verb="care.postponed")


@transaction.atomic
def not_needed(task: CareTask, *, by: Any, note: str) -> CareTask:
    return _settle(_locked(task), Outcome.NOT_NEEDED, by=by, note=note)


@transaction.atomic
def take_back(task: CareTask, *, by: Any) -> CareTask:
    """Open a card again as it was before its last outcome; the contact recorded with it goes."""
    task = CareTask.objects.select_for_update().get(pk=task.pk)
    if task.interaction_id and task.handled_on:
        task.attempts = max(task.attempts - 1, 0)
        _reopen(CareTask.objects.filter(interaction=task.interaction_id).exclude(pk=task.pk))
        Interaction.objects.filter(pk=task.interaction_id).delete()
    waited = [task.show_from, _next_try(task.handled_on or clock.today())]
    _with_the_others(task).filter(show_from__in=waited).update(show_from=clock.today())
    promise = _promise_of(task)
    if task.outcome == Outcome.DONE and promise is not None:
        promising.reopen(promise, by=by)
    if task.outcome == Outcome.DONE and task.reason_code == "unanswered_request":
        recording.unanswer(Interaction(pk=task.figures["interaction"]))
    task.outcome, task.outcome_note, task.outcome_at, task.outcome_by = "", "", None, None
    task.interaction, task.handled_on, task.handled_by, task.result = None, None, None, ""
    task.show_from = clock.today()
    task.save()
    audit.record(by, "care.taken_back", subject=task.customer, customer_id=task.customer_id)
    return task


def settle_by_contact(interaction: Interaction) -> None:
    """Any contact with a customer settles the cards that any contact settles."""
    if not counts_as_contact(interaction):
        return
    settled = CareTask.objects.filter(
        customer=interaction.customer_id, play__in=catalogue.codes(asking=False), outcome=""
    )
    settled.update(
        outcome=Outcome.DONE,
        outcome_at=clock.now(),
        outcome_by=interaction.created_by,
        handled_on=clock.today(),
        handled_by=interaction.created_by,
        interaction=interaction,
    )


def open_again(interaction: Interaction) -> None:
    """A contact is taken back: the cards it had settled wait again."""
    _reopen(CareTask.objects.filter(interaction=interaction, outcome=Outcome.DONE))


def _next_try(day: date) -> date:
    return day + timedelta(days=settings_store.get("care.retry_days"))


def _reopen(tasks: QuerySet[CareTask]) -> None:
    """Cards that the same contact had settled wait again."""
    tasks.update(
        outcome="",
        outcome_at=None,
        outcome_by=None,
        handled_on=None,
        handled_by=None,
        interaction=None,
        result="",
    )


def _locked(task: CareTask) -> CareTask:
    task = CareTask.objects.select_for_update(of=("self",)).select_related("customer").get(pk=task.pk)
    if task.outcome:
        raise AlreadySettled
    return task


def _record(task: CareTask, *, by: Any, channel: str, result: str, note: str) -> Interaction:
    interaction = Interaction(
        customer=task.customer,
        happened_at=clock.now(),
        channel=channel,
        result=result,
        summary=summary_of(task, note),
    )
    return recording.record_interaction(interaction, by=by)


def _close_duty(task: CareTask, *, by: Any, note: str) -> None:
    """A card about a promise keeps it; a card about a request answers it."""
    promise = _promise_of(task)
    if promise is not None:
        promising.keep(promise, by=by, outcome=note)
    if task.reason_code == "unanswered_request":
        request = (
            Interaction.objects.filter(pk=task.figures["interaction"]).select_related("customer").first()
        )
        if request is not None:
            recording.answer(request, by=by)


def _promise_of(task: CareTask) -> Promise | None:
    if task.reason_code != "promise_due":
        return None
    return Promise.objects.filter(pk=task.figures["promise"]).select_related("customer").first()


def _settle(task: CareTask, outcome: str, *, by: Any, note: str) -> CareTask:
    task.outcome, task.outcome_note = outcome, note
    task.outcome_at, task.outcome_by = clock.now(), by
    task.handled_on, task.handled_by = clock.today(), by
    task.save()
    _tell(task, f"care.{outcome}", by=by, note=note)
    return task


def _put_off(task: CareTask, until: date, *, by: Any, note: str, verb: str) -> CareTask:
    task.show_from, task.outcome_note = until, note
    task.handled_on, task.handled_by = clock.today(), by
    task.save()
    _with_the_others(task).filter(show_from__lt=until).update(show_from=until)
    _tell(task, verb, by=by, note=note, until=until.isoformat())
    return task


def _with_the_others(task: CareTask) -> QuerySet[CareTask]:
    """The customer's other open cards that a contact is about: they wait together."""
    others = CareTask.objects.filter(customer=task.customer_id, play__in=catalogue.codes(asking=True))
    return others.filter(outcome="").exclude(pk=task.pk)


def _tell(task: CareTask, verb: str, *, by: Any, **data: Any) -> None:
    play = catalogue.find(task.play)
    label = str(play.label) if play else task.play
    audit.record(by, verb, subject=task.customer, customer_id=task.customer_id, play=label, **data)
