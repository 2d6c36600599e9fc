"""The register of timelines: everything that happened, told by the module it happened in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from regulars.core import clock


@dataclass(frozen=True)
class Detail:
    """One line below a headline; ``tone`` is late or watch; ``warning`` stands after it in red."""

    text: Any
    tone: str = ""
    warning: Any = ""
    is_said: bool = False


@dataclass(frozen=True)
class Act:
    """Something to do about an entry: a link, or a button that posts."""

    label: Any
    url: str
    is_link: bool = True


@dataclass(frozen=True)
class Entry:
    """One line of a customer's timeline. Planned ones lie in the future. ``link`` is the linked head of
    the headline, ``tone`` the colour of it: late or watch."""

    at: datetime
    kind: str
    kind_label: Any
    headline: Any
    quote: str = ""
    detail: Any = ""
    warning: Any = ""
    url: str = ""
    by: str = ""
    is_planned: bool = False
    key: str = ""
    link: str = ""
    tone: str = ""
    details: tuple[Detail, ...] = field(default=())
    actions: tuple[Act, ...] = field(default=())


@dataclass(frozen=True)
class Kind:
    """``entries(customer, user, before, limit)``: the newest first, before the moment given."""

    code: str
    label: Any
    entries: Callable[[Any, Any, datetime | None, int], Iterable[Entry]]
    order: int = 100


@dataclass(frozen=True)
class Stretch:
    """A piece of the timeline; ``before`` is where the older ones go on, None at its end."""

    entries: Sequence[Entry]
    before: datetime | None


_registered: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _registered[kind.code] = kind


def kinds() -> list[Kind]:
    return sorted(_registered.values(), key=lambda kind: (kind.order, kind.code))


def stretch(
    customer: Any,
    user: Any,
    *,
    only: Iterable[str] = (),
    before: datetime | None = None,
    since: date | None = None,
    limit: int = 20,
) -> Stretch:
    """The newest entries of all kinds (or some), merged by time. What happened at one moment stays together."""
    wanted = set(only)
    found: list[Entry] = []
    for kind in kinds():
        if not wanted or kind.code in wanted:
            found.extend(kind.entries(customer, user, before, limit + 1))
    if since:
        start = clock.start_of(since)
        found = [entry for entry in found if entry.at >= start]
    found.sort(key=lambda entry: (entry.at, entry.key), reverse=True)
    end = limit
    while limit <= end < len(found) and found[end].at == found[limit - 1].at:
        end += 1
    shown = found[:end]
    return Stretch(shown, shown[-1].at if len(found) > end else None)


def entries(customer: Any, user: Any, *, limit: int = 50, **filters: Any) -> list[Entry]:
    return list(stretch(customer, user, limit=limit, **filters).entries)
