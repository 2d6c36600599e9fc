"""What was learnt in one conversation goes where it belongs: promise, need, memory, next step."""

from typing import Any

from django.db import transaction

from regulars.core import clock
from regulars.customers import promising, recording
from regulars.customers.choices import Source
from regulars.customers.interaction_forms import InteractionForm
from regulars.customers.keeping import ChangedMeanwhile
from regulars.customers.models import Customer, Interaction, MemoryNote, Need
from regulars.customers.telling import tell


@transaction.atomic
def note(interaction: Interaction, learnt: dict[str, Any], *, by: Any) -> Interaction:
    """Record a conversation with everything that came of it; ``learnt`` may be empty."""
    recorded = recording.record_interaction(interaction, by=by)
    keep_learnt(recorded, learnt, by=by)
    return recorded


def keep_learnt(interaction: Interaction, learnt: dict[str, Any], *, by: Any) -> None:
    customer = interaction.customer
    if learnt.get("promise"):
        promising.promise(
            customer, learnt["promise"], due_on=learnt["promise_due"], by=by, interaction=interaction
        )
    if learnt.get("need"):
        note_need(customer, learnt["need"], kind=learnt["need_kind"], by=by)
    if learnt.get("remember"):
        remember(customer, learnt["remember"], kind=learnt["remember_kind"], by=by, interaction=interaction)


def note_need(customer: Customer, text: str, *, kind: str, by: Any) -> Need:
    need = Need.objects.create(
        customer=customer,
        kind=kind,
        text=text,
        source=Source.CONVERSATION,
        noted_on=clock.today(),
        noted_by=by,
    )
    tell(by, "need.created", customer, text=text)
    return need


def remember(
    customer: Customer, text: str, *, kind: str, by: Any, interaction: Interaction | None = None
) -> MemoryNote:
    kept = MemoryNote.objects.create(
        customer=customer,
        interaction=interaction,
        kind=kind,
        text=text,
        noted_on=clock.today(),
        noted_by=by,
    )
    tell(by, "note.created", customer, text=text)
    return kept


@transaction.atomic
def mark(kept: MemoryNote, field: str, *, by: Any) -> bool:
    """Brought up again (``used_at``) or done (``fulfilled_at``); False where it was so already."""
    unmarked = MemoryNote.objects.filter(pk=kept.pk, **{field: None})
    if not unmarked.update(**{field: clock.now()}):
        return False
    tell(by, "note.used" if field == "used_at" else "note.fulfilled", kept.customer, text=kept.text)
    return True


@transaction.atomic
def unmark(kept: MemoryNote, field: str, *, by: Any) -> None:
    if MemoryNote.objects.filter(pk=kept.pk, **{f"{field}__isnull": False}).update(**{field: None}):
        tell(by, "note.reopened", kept.customer, text=kept.text)


@transaction.atomic
def correct(form: InteractionForm, *, by: Any) -> list[str]:
    """Write a corrected conversation; the labels of what changed. Raises keeping.ChangedMeanwhile."""
    stored = Interaction.objects.select_for_update(of=("self",)).filter(pk=form.instance.pk).first()
    if stored is None or not form.saw(stored):
        raise ChangedMeanwhile(stored)
    changed = [name for name in form.changed_data if name not in ("opened", "day", "at")]
    fields = [str(form.fields[name].label) for name in form.changed_data if name != "opened"]
    if fields:
        before = {name: str(getattr(stored, name) or "") for name in changed}
        recording.save_interaction(form.save(commit=False), by=by, fields=fields, before=before)
    return fields
