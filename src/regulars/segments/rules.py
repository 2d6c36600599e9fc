"""The rule of a segment: conditions joined by and, or, not; read, checked, put into words, asked of the database.

A condition is written as in the address of a list (``value_class:in:high``), a group as
``{"join": "all" | "any" | "none", "parts": [conditions and groups]}``.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Func, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from regulars.accounts.models import Scope
from regulars.customers.filter_values import FilterError
from regulars.customers.filtering import Filter, Filters
from regulars.customers.querysets import CustomerQuerySet

VERSION = 1
JOINS = ("all", "any", "none")
MOST_CONDITIONS = 30
DEEPEST = 4
GONE = gettext_lazy("That part of the rule is gone.")
Path = tuple[int, ...]


@dataclass(frozen=True)
class Firm:
    """Reads and asks on behalf of the whole firm, as when segments are counted."""

    pk: int | None = None
    team_id: int | None = None
    is_active: bool = True
    may_see_sensitive: bool = True
    sees: str = Scope.ALL


FIRM = Firm()


class IsNotTrue(Func):
    """False or unknown: what nobody knows of a customer does not speak against “none of these”."""

    template = "((%(expressions)s) IS NOT TRUE)"
    output_field = BooleanField()


@dataclass(frozen=True)
class Group:
    join: str = "all"
    parts: "tuple[Group | Filter, ...]" = field(default_factory=tuple)

    @property
    def stored(self) -> dict[str, Any]:
        return {
            "join": self.join,
            "parts": [part.stored if isinstance(part, Group) else part.code for part in self.parts],
        }

    @property
    def conditions(self) -> Iterator[Filter]:
        for part in self.parts:
            if isinstance(part, Group):
                yield from part.conditions
            else:
                yield part

    @property
    def depth(self) -> int:
        return 1 + max((part.depth for part in self.parts if isinstance(part, Group)), default=0)

    @property
    def has_gap(self) -> bool:
        """A group in which nothing stands says nothing."""
        groups = [part for part in self.parts if isinstance(part, Group)]
        return not self.parts or any(group.has_gap for group in groups)

    def condition(self, user: Any) -> Q:
        asked = [part.condition(user) for part in self.parts]
        if not asked:
            return Q()
        if self.join == "all":
            return _joined(asked, Q.AND)
        either = _joined(asked, Q.OR)
        if self.join == "any":
            return either
        return Q(IsNotTrue(ExpressionWrapper(either, output_field=BooleanField())))

    def at(self, path: Path) -> "Group | Filter":
        """Raises FilterError where the path leads nowhere."""
        found: Group | Filter = self
        for place in path:
            if not isinstance(found, Group) or place >= len(found.parts):
                raise FilterError(str(GONE))
            found = found.parts[place]
        return found

    def with_part(self, path: Path, part: "Group | Filter | None") -> "Group":
        """The rule with another part at a place; None takes it away, the place after the last adds it."""
        if not path:
            raise FilterError(str(GONE))
        place, rest = path[0], path[1:]
        parts = list(self.parts)
        if rest:
            inner = self.at((place,))
            if not isinstance(inner, Group):
                raise FilterError(str(GONE))
            part = inner.with_part(rest, part)
        parts[place : place + 1] = [part] if part is not None else []
        return replace(self, parts=tuple(parts))

    @property
    def sentence(self) -> str:
        return _sentence(self, is_outer=True)


def read(stored: Any, user: Any) -> Group:
    """The rule as this person may read it. Raises FilterError with a sentence."""
    if not isinstance(stored, dict) or stored.get("version") != VERSION:
        raise FilterError(_("This rule was written by another version of the program."))
    rule = _group(stored.get("rule"), Filters(user), depth=1)
    if sum(1 for _each in rule.conditions) > MOST_CONDITIONS:
        raise FilterError(_("At most %(count)s conditions at once.") % {"count": MOST_CONDITIONS})
    return rule


def readable(stored: Any, user: Any) -> tuple[Group, list[str]]:
    """What of a rule can still be read, and the sentences about the rest."""
    problems: list[str] = []
    try:
        return read(stored, user), problems
    except FilterError as problem:
        problems.append(str(problem))
    return _kept(stored.get("rule") if isinstance(stored, dict) else None, user), problems


def written(rule: Group) -> dict[str, Any]:
    return {"version": VERSION, "rule": rule.stored}


def of_codes(codes: list[str], user: Any) -> Group:
    """The rule of a list: all its conditions. Raises FilterError."""
    return Group("all", tuple(Filters(user, codes).chosen))


def named(rule: Group, user: Any) -> Group:
    """The same rule without “me”: it means one person, whoever reads it later."""
    meant = {"staff": user.pk, "team": user.team_id}
    return Group(rule.join, tuple(_named(part, user, meant) for part in rule.parts))


def apply(rule: Group, customers: CustomerQuerySet, user: Any) -> CustomerQuerySet:
    found: CustomerQuerySet = customers.filter(rule.condition(user))
    return found


def refuse_gaps(rule: Group) -> None:
    if rule.has_gap:
        raise FilterError(_("Add a condition to every group, or take the empty group away."))


def is_sensitive(rule: Group) -> bool:
    return any(each.field.is_sensitive for each in rule.conditions)


def _named(part: Group | Filter, user: Any, meant: dict[str, int | None]) -> Group | Filter:
    if isinstance(part, Group):
        return named(part, user)
    own = meant.get(part.field.kind)
    if "me" not in part.values:
        return part
    values = [str(own) if value == "me" else value for value in part.values]
    return replace(part, values=tuple(value for value in values if value != "None") or ("0",))


def _group(stored: Any, filters: Filters, *, depth: int) -> Group:
    if not isinstance(stored, dict) or not isinstance(stored.get("parts"), list):
        raise FilterError(_("This rule cannot be read."))
    if stored.get("join") not in JOINS:
        raise FilterError(_("This rule cannot be read."))
    if depth > DEEPEST:
        raise FilterError(_("Groups lie at most %(count)s deep.") % {"count": DEEPEST})
    parts = [
        filters.read(part) if isinstance(part, str) else _group(part, filters, depth=depth + 1)
        for part in stored["parts"]
    ]
    return Group(stored["join"], tuple(parts))


def _kept(stored: Any, user: Any) -> Group:
    """The same rule without the conditions that name what does not exist."""
    if not isinstance(stored, dict) or stored.get("join") not in JOINS:
        return Group()
    filters, parts = Filters(user), list[Group | Filter]()
    for part in stored.get("parts", []):
        if isinstance(part, dict):
            parts.append(_kept(part, user))
            continue
        with suppress(FilterError):
            parts.append(filters.read(part))
    return Group(stored["join"], tuple(parts))


def _joined(asked: list[Q], connector: str) -> Q:
    found = Q()
    for each in asked:
        if not each:  # an empty Q would vanish in an “or”, but it holds for everybody
            each = ~Q(pk__in=[])
        found = found & each if connector == Q.AND else found | each
    return found


def _sentence(rule: Group, *, is_outer: bool) -> str:
    words = [
        _sentence(part, is_outer=False)
        if isinstance(part, Group)
        else _("{label} {says}").format(label=part.label, says=part.says)
        for part in rule.parts
        if not isinstance(part, Group) or part.parts
    ]
    joint = pgettext("rule", ", and ") if rule.join == "all" else pgettext("rule", ", or ")
    text = joint.join(words)
    within = pgettext("rule", "({conditions})").format(conditions=text)
    if rule.join == "none":
        return _("none of these: {conditions}").format(conditions=text if is_outer else within)
    return text if is_outer or len(words) < 2 else within
