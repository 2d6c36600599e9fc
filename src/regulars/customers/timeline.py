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
    wanted, start = set(only), clock.start_of(since) if since else None
    chosen = [kind for kind in kinds() if not wanted or kind.code in wanted]
    found, known_to = _newest(chosen, customer, user, before=before, limit=limit)
    if start:
        found = [entry for entry in found if entry.at >= start]
    end = limit
    while limit <= end < len(found) and found[end].at == found[limit - 1].at:
        end += 1
    has_more = len(found) > end or (known_to is not None and (start is None or known_to >= start))
    return Stretch(found[:end], found[:end][-1].at if has_more and found else None)


def _newest(
    chosen: Sequence[Kind], customer: Any, user: Any, *, before: datetime | None, limit: int
) -> tuple[list[Entry], datetime | None]:
    """At least ``limit`` entries where there are so many, and the moment from which on down some may be
    missing: where a kind was cut off, what is older than its last one is not known yet."""
    asked = limit + 1
    while True:
        found: list[Entry] = []
        known_to: datetime | None = None
        for kind in chosen:
            told = list(kind.entries(customer, user, before, asked))
            found += told
            if len(told) >= asked:
                oldest = min(entry.at for entry in told)
                known_to = max(known_to, oldest) if known_to else oldest
        sure = [entry for entry in found if known_to is None or entry.at > known_to]
        if sure or known_to is None:
            return sorted(sure, key=lambda entry: (entry.at, entry.key), reverse=True), known_to
        asked *= 4  # more than asked for happened at one moment


def entries(customer: Any, user: Any, *, limit: int = 50, **filters: Any) -> list[Entry]:
    return list(stretch(customer, user, limit=limit, **filters).entries)
