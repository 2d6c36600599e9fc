"""The register of timelines: everything that happened, told by the module it happened in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One line of a customer's timeline. Planned ones lie in the future."""

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
    actions: tuple[Any, ...] = field(default=())


@dataclass(frozen=True)
class Kind:
    """``entries(customer, user, before, limit)``: the newest first, before the moment given."""

    code: str
    label: Any
    entries: Callable[[Any, Any, datetime | None, int], Iterable[Entry]]
    order: int = 100


_registered: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _registered[kind.code] = kind


def kinds() -> list[Kind]:
    return sorted(_registered.values(), key=lambda kind: (kind.order, kind.code))


def entries(
    customer: Any,
    user: Any,
    *,
    only: Iterable[str] = (),
    before: datetime | None = None,
    since: date | None = None,
    limit: int = 50,
) -> list[Entry]:
    """The newest entries of all kinds (or some), merged by time."""
    wanted = set(only)
    found: list[Entry] = []
    for kind in kinds():
        if not wanted or kind.code in wanted:
            found.extend(kind.entries(customer, user, before, limit))
    if since:
        found = [entry for entry in found if entry.at.date() >= since]
    return sorted(found, key=lambda entry: (entry.at, entry.key), reverse=True)[:limit]
