"""Promises: made, kept, broken, opened again."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from regulars.core import clock
from regulars.customers.choices import PromiseStatus
from regulars.customers.models import Customer, Interaction, Promise
from regulars.customers.telling import tell

Follower = Callable[[Promise], None]
_followers: list[Follower] = []


def then(follower: Follower) -> None:
    """Let a module above act on every promise made, closed or opened again, in the same transaction."""
    if follower not in _followers:
        _followers.append(follower)


@transaction.atomic
def promise(
    customer: Customer, text: str, *, due_on: date, by: Any, interaction: Interaction | None = None
) -> Promise:
    made = Promise.objects.create(
        customer=customer,
        text=text,
        due_on=due_on,
        made_on=clock.today(),
        made_by=by,
        interaction=interaction,
    )
    _tell(by, "promise.created", made, due=due_on.isoformat())
    follow(made)
    return made


def keep(kept: Promise, *, by: Any, outcome: str = "") -> bool:
    """Close a promise as kept; False where it was closed before."""
    return _close(kept, PromiseStatus.KEPT, "promise.kept", by=by, outcome=outcome)


def break_(broken: Promise, *, by: Any, outcome: str = "") -> bool:
    return _close(broken, PromiseStatus.BROKEN, "promise.broken", by=by, outcome=outcome)


@transaction.atomic
def reopen(closed: Promise, *, by: Any) -> None:
    closed_one = Promise.objects.filter(pk=closed.pk).exclude(status=PromiseStatus.OPEN)
    if closed_one.update(status=PromiseStatus.OPEN, closed_at=None, closed_by=None, outcome=""):
        _tell(by, "promise.reopened", closed)
        follow(closed)


@transaction.atomic
def _close(closing: Promise, status: str, verb: str, *, by: Any, outcome: str) -> bool:
    open_one = Promise.objects.filter(pk=closing.pk, status=PromiseStatus.OPEN)
    if not open_one.update(status=status, closed_at=clock.now(), closed_by=by, outcome=outcome):
        return False
    _tell(by, verb, closing)
    follow(closing)
    return True


def follow(changed: Promise) -> None:
    for follower in _followers:
        follower(changed)


def _tell(by: Any, verb: str, about: Promise, **more: Any) -> None:
    tell(by, verb, about.customer, text=about.text, **more)
