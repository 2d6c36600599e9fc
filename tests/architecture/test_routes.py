"""Every address of the program, tried by those who may not: nothing is told, nothing is changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from regulars.accounts.models import Role, Scope, User
from regulars.core.models import AuditEvent
from tests.architecture.records import build, models_with_owners
from tests.architecture.routes import (
    ADMINISTRATORS,
    MANAGERS,
    MAY_WRITE,
    PUBLIC,
    RECORDS,
    RULES,
    SIGNED_IN,
    Firmwide,
    Owned,
    Word,
)

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
SAFE = {"get", "head"}
ROLES = (Role.READ_ONLY, Role.STAFF, Role.MANAGER, Role.ADMINISTRATOR)
LOWEST = {
    SIGNED_IN: Role.READ_ONLY,
    MAY_WRITE: Role.STAFF,
    MANAGERS: Role.MANAGER,
    ADMINISTRATORS: Role.ADMINISTRATOR,
}
NOBODY = 2_000_000_000
# What is no id of ours, each in its own way.
ODD = ("0", "-1", str(2**63), "9" * 30, "abc", "1.0", "%D9%A3", "1%00", "1'", "%2e%2e")
# What a refusal may write: the log says that somebody tried.
LOGS = {"core_auditevent"}


@dataclass(frozen=True)
class Route:
    name: str
    pattern: URLPattern

    @property
    def arguments(self) -> list[str]:
        return list(self.pattern.pattern.converters)

    @property
    def rule(self) -> str | None:
        return getattr(self.pattern.callback, "access_rule", None) or RULES.get(self.name)

    def url(self, record: Any = None) -> str:
        declared = RECORDS.get(self.name)
        if not self.arguments:
            return reverse(self.name)
        if isinstance(declared, Word):
            return reverse(self.name, kwargs={self.arguments[0]: declared.example})
        words = declared.words if isinstance(declared, Owned) else {}
        numbers = dict.fromkeys(self.arguments, record.pk if record else NOBODY)
        return reverse(self.name, kwargs=numbers | words)


def routes() -> list[Route]:
    return sorted(_routes(get_resolver().url_patterns, ""), key=lambda route: route.name)


def _routes(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _routes(
                pattern.url_patterns, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            )
        else:
            yield Route(f"{namespace}{pattern.name}", pattern)


def names(chosen: list[Route]) -> list[Any]:
    return [pytest.param(route, id=route.name) for route in chosen]


ALL = routes()
CLOSED = names([route for route in ALL if route.rule != PUBLIC])
RESTRICTED = names([route for route in ALL if route.rule in (MAY_WRITE, MANAGERS, ADMINISTRATORS)])
OWNED = names([route for route in ALL if isinstance(RECORDS.get(route.name), Owned)])
OF_RECORDS = names([route for route in ALL if isinstance(RECORDS.get(route.name), Owned | Firmwide)])


def everything_stored() -> dict[str, str]:
    """A print of every table of ours."""
    prints = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if model.__module__.startswith("regulars.") and model._meta.managed and table not in LOGS:
                cursor.execute(
                    f"SELECT md5(coalesce(string_agg(t::text, ';' ORDER BY t::text), '')) FROM {table} t"
                )
                prints[table] = cursor.fetchone()[0]
    return prints


def answers(client: Any, url: str, **headers: str) -> dict[str, Any]:
    """What each method is answered; a method the address does not know is left out."""
    found = {method: getattr(client, method)(url, headers=headers) for method in METHODS}
    return {method: answer for method, answer in found.items() if answer.status_code != 405}


def statuses(found: dict[str, Any]) -> dict[str, int]:
    return {method: answer.status_code for method, answer in found.items()}


def without_number(answer: Any) -> str:
    return answer.content.decode().replace(answer["X-Request-ID"], "")


def refusals_of(client: Any) -> list[str]:
    """The methods with which the person signed in was refused, as the log has it."""
    told = AuditEvent.objects.filter(actor_id=client.session["_auth_user_id"], verb="user.refused")
    return list(told.order_by("pk").values_list("data__method", flat=True))


def colleague(role: str, *, team: Any, scope: str = "") -> User:
    return User.objects.create_user(
        f"colleague-{role}",
        "a long enough password",
        name="Bo Tang",
        role=role,
        team=team,
        scope=scope,
        language="en",
    )


def record_of(route: Route, owner: User) -> Any:
    declared = RECORDS.get(route.name)
    return build(declared.model, owner) if isinstance(declared, Owned | Firmwide) else None


@pytest.mark.parametrize("label", models_with_owners())
def test_a_record_is_seen_by_its_owner_and_by_nobody_of_another_team(lin, wei, boss, label):
    record = build(label, lin)
    seen = {
        person.username: record._meta.default_manager.visible_to(person).filter(pk=record.pk).exists()
        for person in (lin, wei, boss)
    }
    is_private = label in ("customers.SavedView", "segments.Segment")
    assert seen == {"lin": True, "wei": False, "boss": not is_private}


def test_every_route_has_a_name_of_its_own():
    listed = [route.name for route in ALL]
    assert [name for name in listed if name.endswith("None")] == []
    assert sorted(set(listed)) == sorted(listed)


def test_every_route_says_who_may_use_it():
    known = {PUBLIC, SIGNED_IN, MAY_WRITE, MANAGERS, ADMINISTRATORS}
    assert [route.name for route in ALL if route.rule not in known] == []


def test_every_route_that_takes_an_id_says_whose_record_it_opens():
    assert [route.name for route in ALL if route.arguments and route.name not in RECORDS] == []


def test_no_rule_is_left_of_a_route_that_is_gone():
    listed = {route.name for route in ALL}
    assert (set(RULES) | set(RECORDS)) - listed == set()


@pytest.mark.parametrize("route", CLOSED)
def test_a_stranger_is_sent_to_sign_in(client, boss, lin, route):
    url = route.url(record_of(route, lin))
    before = everything_stored()
    found = answers(client, url)
    assert found
    assert {
        (answer.status_code, answer.headers.get("Location", "").split("?")[0]) for answer in found.values()
    } == {(302, reverse("accounts:sign_in"))}
    assert everything_stored() == before


@pytest.mark.parametrize("route", RESTRICTED)
def test_whose_role_does_not_include_it_is_refused(client, east, lin, route):
    url = route.url(record_of(route, lin))
    for role in ROLES[: ROLES.index(LOWEST[route.rule])]:
        client.force_login(colleague(role, team=east, scope=Scope.ALL))
        before = everything_stored()
        found = answers(client, url)
        assert found
        assert statuses(found) == dict.fromkeys(found, 403)
        assert everything_stored() == before
        assert refusals_of(client) == [method for method in found if method not in SAFE]


@pytest.mark.parametrize("route", OWNED)
def test_a_record_of_another_team_does_not_exist(client, lin, west, route):
    url = route.url(record_of(route, lin))
    for role in ROLES[ROLES.index(LOWEST[route.rule]) : -1]:
        client.force_login(colleague(role, team=west))
        before = everything_stored()
        found = answers(client, url)
        assert found
        assert statuses(found) == dict.fromkeys(found, 404)
        assert everything_stored() == before
        assert refusals_of(client) == [method for method in found if method not in SAFE]
        never_was = answers(client, route.url())
        assert {method: without_number(answer) for method, answer in found.items()} == {
            method: without_number(answer) for method, answer in never_was.items()
        }


@pytest.mark.parametrize("route", OWNED)
def test_who_sees_only_their_own_finds_nothing_of_a_colleague_at_the_next_desk(client, lin, east, route):
    if LOWEST[route.rule] not in (Role.READ_ONLY, Role.STAFF):
        return
    url = route.url(record_of(route, lin))
    client.force_login(colleague(Role.STAFF, team=east, scope=Scope.OWN))
    before = everything_stored()
    found = answers(client, url)
    assert found
    assert statuses(found) == dict.fromkeys(found, 404)
    assert everything_stored() == before


@pytest.mark.parametrize("route", OF_RECORDS)
def test_a_record_that_never_was_is_not_found(client, boss, route):
    client.force_login(boss)
    before = everything_stored()
    found = answers(client, route.url())
    assert found
    assert statuses(found) == dict.fromkeys(found, 404)
    assert everything_stored() == before


@pytest.mark.parametrize("route", OF_RECORDS)
def test_what_is_no_id_is_not_found(client, boss, route):
    client.force_login(boss)
    before = everything_stored()
    for odd in ODD:
        url = route.url().replace(str(NOBODY), odd)
        found = answers(client, url)
        assert statuses(found) == dict.fromkeys(found, 404), odd
    assert everything_stored() == before
