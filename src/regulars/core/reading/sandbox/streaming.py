"""The rows after the header, in batches."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from . import limits
from .archive import Archive
from .rows import Problem, Row
from .tables import text_table
from .workbook import Workbook

Batch = dict[str, list[Any]]


def stream(file: BinaryIO, size: int, kind: str, wanted: dict[str, Any]) -> Iterator[Batch]:
    """Batches of row numbers, rows and problems."""
    return _batched(_below_header(_rows(file, size, kind, wanted), wanted))


def _rows(file: BinaryIO, size: int, kind: str, wanted: dict[str, Any]) -> Iterator[Row]:
    if kind == "workbook":
        archive = Archive(file, size)
        archive.weigh()
        workbook = Workbook(archive)
        sheet = workbook.sheet(wanted.get("sheet"))
        return workbook.reader(sheet, workbook.book()).rows()
    return text_table(file, packed=kind == "packed text", wanted=wanted).rows()


def _below_header(rows: Iterator[Row], wanted: dict[str, Any]) -> Iterator[Row]:
    """Leave the header out, and bring every row to its width."""
    first = wanted.get("header_row")
    if not first:
        yield from rows
        return
    last = first + wanted.get("header_rows", 1) - 1
    width = wanted.get("columns", 0)
    for row in rows:
        if row.number > last:
            missing = width - len(row.cells)
            if missing > 0:
                row.cells.extend([None] * missing)
            yield row if missing >= 0 else _cut(row, width)
        elif row.number >= first:
            width = max(width, _filled_width(row.cells))


def _cut(row: Row, width: int) -> Row:
    extra = [text for text in row.cells[width:] if text]
    problems = row.problems
    if extra:
        problems = (*problems, Problem(width + 1, "extra_cells", " ".join(extra)[:200]))
    return Row(row.number, row.cells[:width], problems)


def _filled_width(cells: list[str | None]) -> int:
    return max((at for at, text in enumerate(cells, 1) if text), default=0)


def _batched(rows: Iterator[Row]) -> Iterator[Batch]:
    batch = _empty()
    characters = 0
    for row in rows:
        batch["numbers"].append(row.number)
        batch["rows"].append(row.cells)
        if row.problems:
            batch["problems"].extend((row.number, *problem) for problem in row.problems)
        characters += sum(map(len, filter(None, row.cells)))
        if len(batch["rows"]) >= limits.BATCH_ROWS or characters >= limits.BATCH_CHARACTERS:
            yield batch
            batch, characters = _empty(), 0
    if batch["rows"]:
        yield batch


def _empty() -> Batch:
    return {"numbers": [], "rows": [], "problems": []}
