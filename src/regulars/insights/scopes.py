"""Whose customers a set of figures is about: the whole firm, or those a team's manager sees."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from regulars.accounts.models import Scope, Team
from regulars.customers.models import Customer

ALL = "all"


def of_team(team_id: int) -> str:
    return f"team:{team_id}"


def scope_of(user: Any) -> str:
    """The scope whose figures a person may read; empty where only the own customers are seen."""
    if user.sees == Scope.ALL:
        return ALL
    return of_team(user.team_id) if user.sees == Scope.TEAM and user.team_id else ""


def customers() -> dict[str, QuerySet[Customer]]:
    """Each scope with its customers."""
    teams = {of_team(team.pk): customers_of(team) for team in Team.objects.order_by("pk")}
    return {ALL: Customer.objects.present(), **teams}


def every() -> Iterator[tuple[str, list[int] | None]]:
    """Each scope with the ids of its customers; None means all of them."""
    yield ALL, None
    for team in Team.objects.order_by("pk"):
        ids = customers_of(team).order_by("pk").values_list("pk", flat=True)
        yield of_team(team.pk), list(ids)


def customers_of(team: Team) -> QuerySet[Customer]:
    """As `customers.querysets.visible` lets a manager of the team see them."""
    pool = Q(owner=None) & (Q(team=None) | Q(team=team))
    return Customer.objects.present().filter(pool | Q(owner__team=team))
