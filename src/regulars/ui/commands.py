"""What the search box and the command menu find: actions, and records from registered sources."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from regulars.ui.navigation import Words, _signed_in, entries_for

SUGGESTIONS_PER_GROUP = 6


@dataclass(frozen=True)
class Suggestion:
    """One line one can open."""

    label: str
    url: str
    detail: str = ""
    icon: str = "arrow"


@dataclass(frozen=True)
class Group:
    label: Words
    suggestions: list[Suggestion]
    more_url: str = ""


@dataclass(frozen=True, kw_only=True)
class _Action:
    label: Words
    url_name: str
    icon: str
    keywords: Words
    visible: Callable[[Any], bool]


@dataclass(frozen=True, kw_only=True)
class _Source:
    label: Words
    find: Callable[[Any, str, int], Iterable[Suggestion]]
    order: int


_actions: dict[str, _Action] = {}
_sources: dict[str, _Source] = {}


def add_action(
    name: str,
    label: Words,
    *,
    url_name: str,
    icon: str = "arrow",
    keywords: Words = "",
    visible: Callable[[Any], bool] = _signed_in,
) -> None:
    """Something one can do from anywhere: an address that takes no argument."""
    _actions[name] = _Action(label=label, url_name=url_name, icon=icon, keywords=keywords, visible=visible)


def add_source(
    name: str, label: Words, *, find: Callable[[Any, str, int], Iterable[Suggestion]], order: int = 50
) -> None:
    """Records found by ``find(user, text, limit)``, which sees what the user may see."""
    _sources[name] = _Source(label=label, find=find, order=order)


def actions_for(user: Any, text: str) -> list[Suggestion]:
    wanted = text.casefold()
    doable = [
        (
            f"{action.label} {action.keywords}",
            Suggestion(str(action.label), reverse(action.url_name), icon=action.icon),
        )
        for action in _actions.values()
        if action.visible(user)
    ]
    places = [
        (str(entry.label), Suggestion(str(entry.label), entry.url, icon=entry.icon))
        for entry in entries_for(user)
    ]
    return [suggestion for words, suggestion in doable + places if wanted in words.casefold()]


def records_for(user: Any, text: str, *, limit: int = SUGGESTIONS_PER_GROUP) -> list[Group]:
    if not text:
        return []
    ordered = sorted(_sources.values(), key=lambda source: source.order)
    groups = [Group(source.label, list(source.find(user, text, limit))) for source in ordered]
    return [group for group in groups if group.suggestions]
