"""Recording what happened between us and a customer. Modules above follow along."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from regulars.core import audit, clock
from regulars.customers.models import Interaction

Follower = Callable[[Interaction], None]
_followers: list[Follower] = []


def then(follower: Follower) -> None:
    """Let a module above act on every contact recorded, in the same transaction."""
    if follower not in _followers:
        _followers.append(follower)


@transaction.atomic
def record_interaction(interaction: Interaction, *, by: Any) -> Interaction:
    """Keep one interaction. Its day decides: up to today it happened, later it is planned."""
    interaction.created_at = clock.now()
    interaction.created_by = by
    interaction.is_planned = interaction.happened_at > clock.now()
    interaction.staff = interaction.staff or by
    interaction.staff_name = interaction.staff_name or str(by or "")
    interaction.save()
    audit.record(
        by,
        "interaction.created",
        subject=interaction.customer,
        customer_id=interaction.customer_id,
        channel=str(interaction.get_channel_display()),
    )
    if not interaction.is_planned:
        for follower in _followers:
            follower(interaction)
    return interaction


@transaction.atomic
def answer(interaction: Interaction, *, by: Any) -> bool:
    """Note that a request was answered; False where somebody else already did."""
    waiting = Interaction.objects.select_for_update().filter(
        pk=interaction.pk, needs_answer=True, answered_at=None
    )
    if not waiting.update(answered_at=clock.now(), answered_by=by):
        return False
    audit.record(
        by, "interaction.answered", subject=interaction.customer, customer_id=interaction.customer_id
    )
    return True


def unanswer(interaction: Interaction) -> None:
    """Take an answer back: the request waits again."""
    Interaction.objects.filter(pk=interaction.pk).update(answered_at=None, answered_by=None)
