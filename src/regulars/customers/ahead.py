"""What lies ahead with a customer: promises to keep, what to bring up, the next step, new needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, Subquery

from regulars.core import clock, settings_store
from regulars.customers.choices import NeedStatus, PromiseStatus
from regulars.customers.happenings import lateness
from regulars.customers.models import Customer, Interaction, MemoryNote, Need, Promise

NOTES_SHOWN = 4
PROMISES_SHOWN = 5
OPEN_ENDS = 30


@dataclass(frozen=True)
class Step:
    """A planned contact, or what somebody noted as next."""

    interaction: Interaction
    on: date
    text: str
    at: str = ""

    @property
    def is_late(self) -> bool:
        return self.on < clock.today()


@dataclass(frozen=True)
class Owed:
    promise: Promise
    late: str


@dataclass(frozen=True)
class Ahead:
    owed: list[Owed]
    kept: int
    closed: int
    requests: list[Interaction]
    notes: list[MemoryNote]
    more_notes: int
    steps: list[Step]
    needs: list[Need]

    @property
    def is_empty(self) -> bool:
        return not (self.owed or self.closed or self.requests or self.notes or self.steps or self.needs)


def ahead_of(customer: Customer) -> Ahead:
    promises = list(customer.promises.all())
    owed = sorted(
        (each for each in promises if each.status == PromiseStatus.OPEN), key=lambda each: each.due_on
    )
    closed = [each for each in promises if each.status != PromiseStatus.OPEN]
    notes = [each for each in customer.memory_notes.all() if not each.used_at and not each.fulfilled_at]
    waiting, steps = _open_ends(customer)
    return Ahead(
        owed=[Owed(each, lateness(each)) for each in owed[:PROMISES_SHOWN]],
        kept=sum(each.status == PromiseStatus.KEPT for each in closed),
        closed=len(closed),
        requests=waiting,
        notes=notes[:NOTES_SHOWN],
        more_notes=max(len(notes) - NOTES_SHOWN, 0),
        steps=steps,
        needs=new_needs(customer.needs.all()),
    )


def new_needs(needs: Iterable[Need]) -> list[Need]:
    """Noted within the days that count as new, and not met yet."""
    since = clock.today() - timedelta(days=settings_store.get("customers.new_need_days"))
    return [each for each in needs if each.noted_on >= since and each.status != NeedStatus.MET]


def _open_ends(customer: Customer) -> tuple[list[Interaction], list[Step]]:
    """Requests that wait, contacts planned, and next steps not overtaken by a later contact."""
    ours = Interaction.objects.filter(customer=customer)
    last = ours.filter(is_planned=False).order_by("-happened_at").values("happened_at")[:1]
    waits = Q(needs_answer=True, answered_at=None, is_planned=False)
    rows = ours.filter(waits | Q(is_planned=True) | Q(next_on__isnull=False) & ~Q(next_step=""))
    found = list(rows.annotate(last_at=Subquery(last)).order_by("-happened_at", "-pk")[:OPEN_ENDS])[::-1]
    day = clock.day_of(found[0].last_at) if found and found[0].last_at else None
    waiting = [each for each in found if each.needs_answer and not each.answered_at and not each.is_planned]
    steps = [_planned_step(each) for each in found if each.is_planned]
    for each in found:
        if not each.is_planned and each.next_step and each.next_on and (day is None or each.next_on > day):
            steps.append(Step(each, each.next_on, each.next_step))
    return waiting, sorted(steps, key=lambda step: step.on)


def _planned_step(each: Interaction) -> Step:
    at = each.happened_at.astimezone(clock.zone())
    text = each.summary or each.next_step or str(each.get_channel_display())
    return Step(each, at.date(), text, f"{at:%H:%M}")


def panel(customer: Any, user: Any) -> dict[str, Any]:
    return {"ahead": ahead_of(customer)}
