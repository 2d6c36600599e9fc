"""One row on its way out of the child."""

from typing import NamedTuple


class Problem(NamedTuple):
    column: int | None  # counted from 1; None where the whole row is meant
    code: str
    text: str


class Row(NamedTuple):
    number: int
    cells: list[str | None]
    problems: tuple[Problem, ...]
