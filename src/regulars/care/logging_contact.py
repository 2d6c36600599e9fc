"""A card settled with everything that was said: needs, promises and the next step go where they belong."""

from typing import Any

from django.db import transaction

from regulars.care import outcomes
from regulars.care.models import CareTask
from regulars.care.wording import joined
from regulars.core import audit, clock
from regulars.customers import promising
from regulars.customers.choices import NeedKind, Source
from regulars.customers.models import Customer, Need


@transaction.atomic
def settle(task: CareTask, values: dict[str, Any], *, by: Any) -> CareTask:
    results = values["results"]
    asked = [other for other in outcomes.questions_beside(task) if results.get(other.pk)]
    settled = outcomes.done(
        task, by=by, channel=values["channel"], note=values["note"], result=results.get(task.pk, "")
    )
    interaction = settled.interaction
    assert interaction is not None
    outcomes.answers(settled, results)
    interaction.summary = _summary(settled, asked, results)
    interaction.customer_words = values["customer_words"]
    interaction.mood = values["mood"]
    interaction.next_step, interaction.next_on = values["next_step"], values["next_on"]
    interaction.save(update_fields=["summary", "customer_words", "mood", "next_step", "next_on"])
    if values["need"]:
        note_need(settled.customer, values["need"], kind=values["need_kind"], by=by)
    if values["promise"]:
        promising.promise(
            settled.customer, values["promise"], due_on=values["promise_due"], by=by, interaction=interaction
        )
    return settled


def _summary(task: CareTask, asked: list[CareTask], results: dict[int, str]) -> str:
    """What was asked and answered, then what was noted."""
    for other in asked:
        other.result = results[other.pk]
    told = [outcomes.summary_of(one, "") for one in (task, *asked) if one.result]
    return joined(*told, task.outcome_note) if told else outcomes.summary_of(task, task.outcome_note)


def note_need(customer: Customer, text: str, *, kind: str, by: Any) -> Need:
    need = Need.objects.create(
        customer=customer,
        kind=kind or NeedKind.NEED,
        text=text,
        source=Source.CONVERSATION,
        noted_on=clock.today(),
        noted_by=by,
    )
    audit.record(by, "need.created", subject=customer, customer_id=customer.pk, text=text)
    return need
