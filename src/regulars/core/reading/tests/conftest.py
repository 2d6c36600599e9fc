"""Files for the tests of reading."""

from collections.abc import Callable
from pathlib import Path

import pytest

from regulars.core.reading import Inspection, Options, inspect_file, read_rows


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def written(content: bytes | str, name: str = "a.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


@pytest.fixture
def look(file: Callable[..., Path]) -> Callable[..., Inspection]:
    def looked(content: bytes | str, name: str = "a.csv", **wanted) -> Inspection:
        return inspect_file(file(content, name), Options(**wanted))

    return looked


@pytest.fixture
def rows_of(file: Callable[..., Path]) -> Callable[..., list]:
    """All rows below the header that inspecting finds, with their numbers."""

    def rows(content: bytes | str, name: str = "a.csv", **wanted) -> list:
        path = file(content, name)
        options = inspect_file(path, Options(**wanted)).options
        return [row for batch in read_rows(path, options) for row in batch]

    return rows


@pytest.fixture
def problems_of(file: Callable[..., Path]) -> Callable[..., list]:
    def problems(content: bytes | str, name: str = "a.csv", **wanted) -> list:
        path = file(content, name)
        options = inspect_file(path, Options(**wanted)).options
        found = [problem for batch in read_rows(path, options) for problem in batch.problems]
        return [(problem.row, problem.column, problem.code, problem.text) for problem in found]

    return problems
