"""The register of places in the frame: modules add theirs when they are ready."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.urls import ResolverMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


def _signed_in(user: Any) -> bool:
    return bool(user.is_authenticated)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the main menu."""

    name: str
    label: Words
    url_name: str
    icon: str
    order: int
    visible: Callable[[Any], bool]
    count: Callable[[Any], int | None] | None
    apart: bool
    namespaces: tuple[str, ...]

    @property
    def url(self) -> str:
        return reverse(self.url_name)

    def covers(self, match: ResolverMatch) -> bool:
        return match.view_name == self.url_name or bool(set(match.namespaces) & set(self.namespaces))


QUESTIONS = {
    "how": _("How it stands"),
    "who": _("Who they are"),
    "worth": _("What they are worth"),
    "do": _("What to do"),
    "good": _("How good the figures are"),
}
Question = Literal["how", "who", "worth", "do", "good"]


@dataclass(frozen=True, kw_only=True)
class Link:
    """One line of the pages Settings and Analyses."""

    label: Words
    url_name: str
    order: int
    visible: Callable[[Any], bool]
    about: Words = ""
    question: Question | None = None

    @property
    def url(self) -> str:
        return reverse(self.url_name)


_entries: dict[str, Entry] = {}
_settings_links: dict[str, Link] = {}
_analyses: dict[str, Link] = {}
_places: dict[str, str] = {}


def add_entry(
    name: str,
    label: Words,
    *,
    url_name: str,
    icon: str,
    order: int,
    visible: Callable[[Any], bool] = _signed_in,
    count: Callable[[Any], int | None] | None = None,
    apart: bool = False,
    namespaces: tuple[str, ...] = (),
) -> None:
    """Put a module into the main menu; ``count`` is asked with the request.

    Its pages are those of its URL namespace, and of ``namespaces``.
    """
    own = tuple(url_name.split(":")[:-1])[:1]
    _entries[name] = Entry(
        name=name,
        label=label,
        url_name=url_name,
        icon=icon,
        order=order,
        visible=visible,
        count=count,
        apart=apart,
        namespaces=own + namespaces,
    )


def add_place(name: str, url_name: str) -> None:
    """Tell the frame where home, profile, settings or sign_out is."""
    _places[name] = url_name


def add_settings_link(
    name: str,
    label: Words,
    *,
    url_name: str,
    about: Words = "",
    order: int = 100,
    visible: Callable[[Any], bool] = _signed_in,
) -> None:
    """Put a page of a module on the page Settings, for those it is for, with what it is about in a few words."""
    _settings_links[name] = Link(label=label, url_name=url_name, order=order, visible=visible, about=about)


def add_analysis(
    name: str,
    label: Words,
    *,
    question: Question,
    url_name: str,
    about: Words,
    order: int = 100,
    visible: Callable[[Any], bool] = _signed_in,
) -> None:
    """Put a page of figures on the page Analyses, below its question, with what it answers in a few words."""
    _analyses[name] = Link(
        label=label, question=question, url_name=url_name, order=order, visible=visible, about=about
    )


def settings_links_for(user: Any) -> list[Link]:
    return _shown(_settings_links, user)


def analyses_for(user: Any) -> dict[Words, list[Link]]:
    """The pages of figures below the questions they answer."""
    links = _shown(_analyses, user)
    found = {words: [each for each in links if each.question == code] for code, words in QUESTIONS.items()}
    return {words: below for words, below in found.items() if below}


def entries_for(user: Any) -> list[Entry]:
    return sorted(
        (entry for entry in _entries.values() if entry.visible(user)), key=lambda entry: entry.order
    )


def active_entry(entries: list[Entry], match: ResolverMatch | None) -> Entry | None:
    """The entry of this very page, else the first one whose namespace holds it."""
    if match is None:
        return None
    exact = [entry for entry in entries if entry.url_name == match.view_name]
    return next(iter(exact + [entry for entry in entries if entry.covers(match)]), None)


def place(name: str) -> str:
    """The address of a place, empty where no module provides it."""
    return reverse(_places[name]) if name in _places else ""


def _shown(links: dict[str, Link], user: Any) -> list[Link]:
    return sorted((link for link in links.values() if link.visible(user)), key=lambda link: link.order)
