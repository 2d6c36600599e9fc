"""The numbers of STYLE.md: what the document says, the code keeps."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.layers import PACKAGE, ROOT

ROW = re.compile(r"^\| (?P<what>[^|]+?) \| (?P<limit>\d+) lines \|$", re.MULTILINE)
# What may be longer, each with its reason.
EXCEPTIONS: dict[str, str] = {
    "src/regulars/ui/gallery_samples.py": "what the gallery shows, as data",
    "src/regulars/core/reading/sandbox/cells.py": "three closures over one cell, called for each of millions",
    "src/regulars/demo/cast_firms.py": "the demo's firms and what happened to them, as data",
}


def limit(what: str) -> int:
    rows = {row["what"]: int(row["limit"]) for row in ROW.finditer((ROOT / "STYLE.md").read_text())}
    return rows[what]


def sources(pattern: str, *, tests: bool = False) -> Iterator[tuple[str, Path]]:
    for path in sorted([*PACKAGE.rglob(pattern), *(ROOT / "tests").rglob(pattern)]):
        parts = set(path.relative_to(ROOT).parts)
        if ("tests" in parts) is tests and not parts & {"migrations", "vendor"}:
            yield str(path.relative_to(ROOT)), path


def too_long(pattern: str, *, what: str, tests: bool = False) -> list[str]:
    most = limit(what)
    return [
        f"{name} has {count} lines"
        for name, path in sources(pattern, tests=tests)
        if (count := len(path.read_text().splitlines())) > most and name not in EXCEPTIONS
    ]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_file_is_longer_than_the_style_allows():
    assert too_long("*.py", what="a Python file") == []


def test_no_test_file_is_longer_than_the_style_allows():
    assert too_long("*.py", what="a file of tests", tests=True) == []


def test_no_template_is_longer_than_the_style_allows():
    assert too_long("*.html", what="a template") == []


def test_no_function_is_longer_than_the_style_allows():
    most = limit("a function")
    long = [
        f"{name}:{function.lineno} {function.name} has {count} lines"
        for name, path in sources("*.py")
        for function in functions(path)
        if (count := (function.end_lineno or 0) - function.lineno + 1) > most and name not in EXCEPTIONS
    ]
    assert long == []


def test_an_exception_is_still_needed():
    assert [name for name in EXCEPTIONS if not (ROOT / name).exists()] == []


def test_no_file_is_a_drawer():
    drawers = {"utils", "util", "helpers", "services", "managers", "common", "misc", "signals"}
    assert [name for name, path in sources("*.py") if drawers & {path.stem, path.parent.name}] == []
