"""Recording what happened between us and a customer. Modules above follow along."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from regulars.core import clock
from regulars.customers.models import Interaction
from regulars.customers.telling import tell

Follower = Callable[[Interaction], None]
_followers: list[Follower] = []
_when_taken_back: list[Follower] = []
_about_requests: list[Follower] = []


def then(follower: Follower) -> None:
    """Let a module above act on every contact recorded, in the same transaction."""
    if follower not in _followers:
        _followers.append(follower)


def when_taken_back(follower: Follower) -> None:
    """Let a module above undo what it did, before a contact is taken back."""
    if follower not in _when_taken_back:
        _when_taken_back.append(follower)


def about_requests(follower: Follower) -> None:
    """Let a module above act when a customer asks for something, and when somebody has answered."""
    if follower not in _about_requests:
        _about_requests.append(follower)


@transaction.atomic
def record_interaction(interaction: Interaction, *, by: Any) -> Interaction:
    """Keep one interaction. Its day decides: up to today it happened, later it is planned."""
    interaction.created_at = clock.now()
    interaction.created_by = by
    interaction.is_planned = interaction.happened_at > clock.now()
    interaction.staff = interaction.staff or by
    interaction.staff_name = interaction.staff_name or str(by or "")
    interaction.save()
    verb = "interaction.planned" if interaction.is_planned else "interaction.created"
    channel = str(interaction.get_channel_display())
    waits = interaction.needs_answer and interaction.answered_at is None
    if waits:
        verb = "interaction.asked"
    tell(by, verb, interaction.customer, waits=waits, channel=channel, text=interaction.requests)
    _follow(interaction)
    if waits:
        follow_request(interaction)
    return interaction


@transaction.atomic
def save_interaction(interaction: Interaction, *, by: Any, **changes: Any) -> None:
    """Write a corrected interaction. A planned one whose day has come has happened now."""
    was_planned = interaction.is_planned
    interaction.is_planned = interaction.happened_at > clock.now()
    interaction.save()
    tell(by, "interaction.changed", interaction.customer, record=interaction.pk, **changes)
    if was_planned:
        _follow(interaction)
    follow_request(interaction)


def take_back(interaction: Interaction) -> None:
    """Say to the modules above that this contact is about to go."""
    for follower in _when_taken_back:
        follower(interaction)


def _follow(interaction: Interaction) -> None:
    if not interaction.is_planned:
        for follower in _followers:
            follower(interaction)


@transaction.atomic
def answer(interaction: Interaction, *, by: Any) -> bool:
    """Note that a request was answered; False where somebody else already did."""
    waiting = Interaction.objects.select_for_update().filter(
        pk=interaction.pk, needs_answer=True, answered_at=None
    )
    if not waiting.update(answered_at=clock.now(), answered_by=by):
        return False
    tell(by, "interaction.answered", interaction.customer)
    follow_request(interaction)
    return True


@transaction.atomic
def unanswer(interaction: Interaction) -> None:
    """Take an answer back: the request waits again."""
    Interaction.objects.filter(pk=interaction.pk).update(answered_at=None, answered_by=None)
    waiting = Interaction.objects.filter(pk=interaction.pk).first()
    if waiting:
        follow_request(waiting)


def follow_request(interaction: Interaction) -> None:
    for follower in _about_requests:
        follower(interaction)
