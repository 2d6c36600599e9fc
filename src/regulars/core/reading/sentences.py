"""A sentence that is put into the reader's language only when it is shown."""

from collections.abc import Mapping
from typing import Any


class Sentence:
    """A translatable message and what fills its places."""

    __slots__ = ("message", "params")

    def __init__(self, message: Any, params: Mapping[str, Any]) -> None:
        self.message = message
        self.params = params

    def __str__(self) -> str:
        return str(self.message) % self.params

    def __repr__(self) -> str:
        return f"Sentence({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sentence) and (str(self), self.params) == (str(other), other.params)

    def __hash__(self) -> int:
        return hash(str(self.message))
