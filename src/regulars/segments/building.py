"""The rule while it is being written: all of it stands in the form, nothing is kept until it is saved."""

import json
from dataclasses import dataclass, replace
from typing import Any

from django.utils.datastructures import MultiValueDict

from regulars.customers.filter_form import ConditionForm, values_in
from regulars.customers.filter_values import FilterError
from regulars.customers.filtering import Filter, Filters
from regulars.segments import rules
from regulars.segments.rules import DEEPEST, JOINS, Group, Path

ROOT = "r"
LONGEST_RULE = 20_000


@dataclass(frozen=True)
class Part:
    """A group or condition as the page draws it; ``path`` is where it lies, like r.0.2."""

    path: str
    group: Group | None = None
    condition: Filter | None = None
    parts: "tuple[Part, ...]" = ()
    is_changed: bool = False

    @property
    def depth(self) -> int:
        return self.path.count(".")

    @property
    def next_path(self) -> str:
        return f"{self.path}.{len(self.parts)}"

    @property
    def may_nest(self) -> bool:
        return self.depth + 1 < DEEPEST


@dataclass(frozen=True)
class Draft:
    """``form`` is the condition being written at ``at``; ``problem`` says what is wrong with it."""

    user: Any
    rule: Group
    form: ConditionForm | None = None
    at: str = ""
    problem: str = ""

    @property
    def written(self) -> str:
        return json.dumps(rules.written(self.rule), ensure_ascii=False, separators=(",", ":"))

    @property
    def root(self) -> Part:
        return _drawn(self.rule, ROOT, self.at)


def begun(rule: Group, user: Any) -> Draft:
    return Draft(user, rule)


def told(draft: Draft, problem: str) -> Draft:
    return replace(draft, problem=problem)


def stepped(query: MultiValueDict[str, str], user: Any) -> Draft:
    """The draft a form describes, one step on. Raises FilterError where there is no rule in it at all."""
    draft = Draft(user, _joined(rules.read(_json(query.get("rule", "")), user), query))
    step, _colon, path = query.get("do", "").partition(":")
    try:
        return _STEPS[step](draft, path, query) if step in _STEPS else draft
    except FilterError as problem:
        return replace(draft, problem=str(problem))


def finished(query: MultiValueDict[str, str], user: Any) -> Draft:
    """With the condition that still stood open taken in."""
    draft = stepped(query, user)
    return _put(draft, "", query) if query.get("field") and not draft.problem else draft


def _add(draft: Draft, path: str, query: MultiValueDict[str, str]) -> Draft:
    group = _group_at(draft, path)
    filters = Filters(draft.user)
    return replace(draft, form=ConditionForm(filters), at=f"{path}.{len(group.parts)}")


def _choose(draft: Draft, path: str, query: MultiValueDict[str, str]) -> Draft:
    filters = Filters(draft.user)
    chosen = filters.fields.get(query.get("add", ""))
    return replace(draft, form=ConditionForm(filters, chosen), at=query.get("at", ""))


def _edit(draft: Draft, path: str, query: MultiValueDict[str, str]) -> Draft:
    part = draft.rule.at(_path(path))
    if isinstance(part, Group):
        return draft
    return replace(draft, form=ConditionForm(Filters(draft.user), part.field, part), at=path)


def _put(draft: Draft, path: str, query: MultiValueDict[str, str]) -> Draft:
    filters, at = Filters(draft.user), query.get("at", "")
    try:
        condition = ConditionForm.condition_in(filters, query)
        rule = _checked(draft.rule.with_part(_path(at), condition), draft.user)
        return replace(draft, rule=rule, form=None, at="")
    except FilterError as problem:
        chosen = filters.fields.get(query.get("field", ""))
        form = ConditionForm(
            filters, chosen, typed=tuple(values_in(query)), typed_operator=query.get("op", "")
        )
        return replace(draft, form=form, at=at, problem=str(problem))


def _remove(draft: Draft, path: str, query: MultiValueDict[str, str]) -> Draft:
    draft.rule.at(_path(path))
    return replace(draft, rule=draft.rule.with_part(_path(path), None))


def _nest(draft: Draft, path: str, query: MultiValueDict[str, str]) -> Draft:
    """A group in a group; “any of” is what an “all of” cannot say."""
    group = _group_at(draft, path)
    inner = Group("any" if group.join == "all" else "all")
    rule = draft.rule.with_part((*_path(path), len(group.parts)), inner)
    return replace(draft, rule=_checked(rule, draft.user))


_STEPS = {"add": _add, "choose": _choose, "edit": _edit, "put": _put, "remove": _remove, "nest": _nest}


def _checked(rule: Group, user: Any) -> Group:
    """Once more through the reader, which knows how much may stand in a rule."""
    return rules.read(rules.written(rule), user)


def _joined(rule: Group, query: MultiValueDict[str, str], path: str = ROOT) -> Group:
    """With the words “all”, “any”, “none” as they were chosen on the page."""
    chosen = query.get(f"join:{path}", rule.join)
    parts = tuple(
        _joined(part, query, f"{path}.{place}") if isinstance(part, Group) else part
        for place, part in enumerate(rule.parts)
    )
    return Group(chosen if chosen in JOINS else rule.join, parts)


def _group_at(draft: Draft, path: str) -> Group:
    found = draft.rule.at(_path(path))
    if not isinstance(found, Group):
        raise FilterError(str(rules.GONE))
    return found


def _path(text: str) -> Path:
    first, *rest = text.split(".")
    if first != ROOT or not all(each.isascii() and each.isdecimal() and len(each) < 4 for each in rest):
        raise FilterError(str(rules.GONE))
    return tuple(int(each) for each in rest)


def _json(text: str) -> Any:
    """None also where it holds half a character, written as an escape, which no page and no table can keep."""
    try:
        found = json.loads(text[:LONGEST_RULE])
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return found


def _drawn(group: Group, path: str, at: str) -> Part:
    parts = []
    for place, part in enumerate(group.parts):
        inner = f"{path}.{place}"
        drawn = _drawn(part, inner, at) if isinstance(part, Group) else Part(inner, condition=part)
        parts.append(replace(drawn, is_changed=inner == at))
    return Part(path, group=group, parts=tuple(parts))
