"""One record of each kind that belongs to a member of staff, for trying it from another team."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Model

from regulars.accounts.models import Team, User
from regulars.core import clock
from regulars.customers.models import Customer


def customer(owner: User) -> Customer:
    return Customer.objects.create(
        name="Ming Wang", owner=owner, team=owner.team, created_at=clock.now(), changed_at=clock.now()
    )


def team(owner: User) -> Team:
    return Team.objects.create(name="North")


BUILDERS: dict[str, Callable[[User], Model]] = {
    "customers.Customer": customer,
    "accounts.User": lambda owner: owner,
    "accounts.Team": team,
}


def build(label: str, owner: User) -> Any:
    """A record of this model that belongs to this person."""
    if label not in BUILDERS:
        raise LookupError(
            f"tests/architecture/records.py has no builder for {apps.get_model(label)._meta.label}."
        )
    return BUILDERS[label](owner)
