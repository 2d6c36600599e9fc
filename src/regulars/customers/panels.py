"""The register of panels: what a module shows on the customer page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Place = Literal["who", "now", "tab"]


@dataclass(frozen=True)
class Panel:
    """``place`` who: left column; now: right column; tab: a page of its own below /customers/<id>/<code>/.

    ``context(customer, user)`` gives the template's variables, or None to show nothing.
    ``count(customer)`` is the small number beside a tab's name; ``counted``, an expression about a customer, gives
    it together with the customer and costs no question of its own. A tab ``within`` another one stands in the
    row below the tabs, beside that one, which is called ``first_title`` there.
    """

    code: str
    title: Any
    place: Place
    template: str
    context: Callable[[Any, Any], dict[str, Any] | None]
    order: int = 100
    count: Callable[[Any], int | None] | None = None
    counted: Any = None
    within: str = ""
    first_title: Any = ""


_registered: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    if _registered.get(panel.code, panel) != panel:
        raise ValueError(f"The panel {panel.code} is registered twice.")
    _registered[panel.code] = panel


def registered(place: Place) -> list[Panel]:
    return sorted((p for p in _registered.values() if p.place == place), key=lambda p: (p.order, p.code))


def counted() -> dict[str, Any]:
    """What to fetch with a customer, so that the tabs have their numbers."""
    return {f"counted_{p.code}": p.counted for p in _registered.values() if p.counted is not None}


def number(panel: Panel, customer: Any) -> int | None:
    """The small number beside the name of a tab; None where there is none."""
    if panel.counted is not None:
        return getattr(customer, f"counted_{panel.code}", None) or None
    return panel.count(customer) if panel.count else None


def find(code: str) -> Panel | None:
    return _registered.get(code)


def family(code: str) -> dict[str, Panel]:
    """The tabs that stand together with this one: the tab in the strip first, then those within it."""
    found = _registered.get(code)
    if found is None or found.place != "tab":
        return {}
    first = _registered[found.within or code]
    return {first.code: first} | {each.code: each for each in registered("tab") if each.within == first.code}
