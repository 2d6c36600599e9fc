"""The register of actions: what a module offers to do for a customer, without the others importing it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Action:
    """``url(customer)`` leads to its form. ``allowed(user, customer)`` decides whether it is offered.

    ``do(customer, by, data)`` and ``undo(token, by)`` let plays and other modules carry it out;
    ``cost(data)`` is what it costs in base currency.
    """

    code: str
    label: Any
    allowed: Callable[[Any, Any], bool]
    url: Callable[[Any], str] | None = None
    do: Callable[[Any, Any, dict[str, Any]], Any] | None = None
    undo: Callable[[Any, Any], None] | None = None
    cost: Callable[[dict[str, Any]], Any] | None = None
    order: int = 100


_registered: dict[str, Action] = {}


def register(action: Action) -> None:
    _registered[action.code] = action


def offered(user: Any, customer: Any) -> list[Action]:
    actions = sorted(_registered.values(), key=lambda action: (action.order, action.code))
    return [action for action in actions if action.allowed(user, customer)]


def find(code: str) -> Action | None:
    return _registered.get(code)
