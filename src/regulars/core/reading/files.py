"""Look at a file, and read its rows, through the limited child process."""

import contextlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .cell_problems import CellProblem
from .child import messages
from .inspection import Inspection, inspection_of
from .options import Options
from .refusals import ReadingRefused
from .sandbox import limits

_INSPECTING_PATIENCE = 60.0
_READING_PATIENCE = 60.0
_INSPECTING_TURN = 0.5  # somebody waits in front of a page
_READING_TURN = 5.0
_AS_FOUND = Options()


@dataclass(frozen=True)
class Batch:
    """Some rows in their order; empty cells are None, everything else is exact text."""

    numbers: list[int]
    rows: list[list[str | None]]
    problems: list[CellProblem]

    def __iter__(self) -> Iterator[tuple[int, list[str | None]]]:
        return zip(self.numbers, self.rows, strict=True)

    def __len__(self) -> int:
        return len(self.rows)


def inspect_file(path: str | Path, options: Options = _AS_FOUND, *, name: str = "") -> Inspection:
    """What the file holds. Raises ReadingRefused where it cannot be taken in."""
    shown = name or Path(path).name
    request = {"do": "inspect", "cpu_seconds": limits.INSPECTING_CPU_SECONDS, **options.as_request()}
    with opened(path, shown) as file, _named(shown):
        for message in messages(file, request, patience=_INSPECTING_PATIENCE, turn=_INSPECTING_TURN):
            return inspection_of(message["report"], options, file=shown)
    raise ReadingRefused("crashed", file=shown)


def read_rows(path: str | Path, options: Options = _AS_FOUND, *, name: str = "") -> Iterator[Batch]:
    """The rows below the header, batch by batch. Raises ReadingRefused, also half way through."""
    shown = name or Path(path).name
    request = {"do": "read", "cpu_seconds": limits.READING_CPU_SECONDS, **options.as_request()}
    with opened(path, shown) as file, _named(shown):
        for message in messages(file, request, patience=_READING_PATIENCE, turn=_READING_TURN):
            problems = [CellProblem(*problem) for problem in message["problems"]]
            yield Batch(message["numbers"], message["rows"], problems)


@contextlib.contextmanager
def opened(path: str | Path, shown: str) -> Iterator[int]:
    """An ordinary file of a size we take, or a refusal; a pipe that nobody writes to is not waited for."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise ReadingRefused("not_there", file=shown) from None
    except PermissionError:
        raise ReadingRefused("not_allowed", file=shown) from None
    except OSError:
        raise ReadingRefused("not_a_file", file=shown) from None
    try:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise ReadingRefused("not_a_file", file=shown)
        if facts.st_size > limits.FILE_BYTES:
            raise ReadingRefused("too_large", {"limit": limits.FILE_BYTES // limits.MEBIBYTE}, file=shown)
        yield descriptor
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _named(shown: str) -> Iterator[None]:
    try:
        yield
    except ReadingRefused as refusal:
        refusal.file = shown
        raise
