"""What a file holds, before anybody decides what to do with it."""

import os
from typing import Any, BinaryIO

from . import limits
from .archive import Archive
from .encoding import Encoding
from .rows import Row
from .sheet import Seen, SheetReader
from .tables import text_table
from .workbook import SheetPart, Workbook

Report = dict[str, Any]


def inspect(file: BinaryIO, size: int, kind: str, wanted: dict[str, Any]) -> Report:
    """A report of plain values on the file and on its first rows."""
    if kind == "workbook":
        return _inspect_workbook(file, size, wanted)
    return _inspect_text(file, size, kind, wanted)


def _inspect_text(file: BinaryIO, size: int, kind: str, wanted: dict[str, Any]) -> Report:
    table = text_table(file, packed=kind == "packed text", wanted=wanted)
    tally = _Tally()
    complete = True
    for row in table.rows():
        tally.add(row)
        if tally.due and table.source.read_bytes > limits.INSPECTED_TEXT_BYTES:
            complete = False
            break
    return {
        "format": "csv",
        "size": size,
        "sheets": [],
        **_text_facts(table.encoding),
        "delimiter": table.dialect.delimiter,
        **tally.report(),
        "complete": complete,
        "share": 1.0 if complete else table.source.read_bytes / table.source.size,
        "facts": {"packed": table.packed, "hint": table.dialect.hint},
    }


def _text_facts(encoding: Encoding) -> Report:
    return {
        "encoding": encoding.name,
        "encoding_candidates": encoding.candidates,
        "encoding_certain": encoding.certain,
        "replaced": encoding.replaced,
        "foreign_row": encoding.foreign_row,
    }


def _inspect_workbook(file: BinaryIO, size: int, wanted: dict[str, Any]) -> Report:
    archive = Archive(file, size)
    archive.weigh()
    workbook = Workbook(archive)
    chosen = workbook.sheet(wanted.get("sheet"))
    book = workbook.book()
    sheets: list[Report] = []
    tally = _Tally()
    budget = limits.INSPECTED_XML_BYTES
    for part in sorted(workbook.sheets, key=lambda part: part is not chosen):
        reader = workbook.reader(part, book)
        counted = tally if part is chosen else _Tally()
        _read_within(reader, counted, budget)
        budget = max(budget - reader.seen.bytes_read, 0)
        share = reader.seen.bytes_read / max(archive.entries[part.part].unpacked, 1)
        sheets.append({**_sheet_report(part, reader.seen), "share": min(share, 1.0)})
    complete = sheets[0]["complete"]
    sheets.sort(key=lambda sheet: [part.name for part in workbook.sheets].index(sheet["name"]))
    return {
        "format": "xlsx",
        "size": size,
        "sheet": chosen.name,
        "sheets": sheets,
        **tally.report(),
        "complete": complete,
        "share": next(sheet["share"] for sheet in sheets if sheet["name"] == chosen.name),
        "facts": {"macros": workbook.has_macros, "from_1904": workbook.from_1904},
    }


def _read_within(reader: SheetReader, tally: "_Tally", budget: int) -> None:
    for row in reader.rows():
        tally.add(row)
        if tally.due and reader.seen.bytes_read > budget:
            return


def _sheet_report(part: SheetPart, seen: Seen) -> Report:
    return {
        "name": part.name,
        "hidden": part.hidden,
        "rows": seen.rows,
        "columns": seen.columns,
        "hidden_rows": seen.hidden_rows,
        "hidden_columns": seen.hidden_columns,
        "merged": seen.merged,
        "merged_ranges": seen.merged_ranges,
        "protected": seen.protected,
        "filtered": seen.filtered,
        "images": seen.images,
        "problems": seen.problems,
        "first_problem": seen.first_problem,
        "complete": seen.complete,
    }


class _Tally:
    """Counts rows and keeps the first twenty and the last."""

    def __init__(self) -> None:
        self._preview: list[tuple[int, list[str | None]]] = []
        self._rows = 0
        self._widths: dict[int, int] = {}
        self._first_of_width: dict[int, int] = {}
        self._unreadable: list[int] = []
        self._last: tuple[int, list[str | None]] = (0, [])

    @property
    def due(self) -> bool:
        return self._rows % limits.BATCH_ROWS == 0

    def add(self, row: Row) -> None:
        self._rows += 1
        width = len(row.cells)
        if width not in self._widths:
            self._first_of_width[width] = row.number
        self._widths[width] = self._widths.get(width, 0) + 1
        if self._rows <= limits.PREVIEW_ROWS:
            self._preview.append((row.number, _shown(row.cells)))
        if row.problems and not row.cells:
            self._unreadable.append(row.number)
        self._last = (row.number, row.cells)

    def report(self) -> Report:
        return {
            "preview": self._preview,
            "row_count": self._rows,
            "widths": sorted(self._widths.items()),
            "first_of_width": sorted(self._first_of_width.items()),
            "unreadable": self._unreadable[:5],
            "last": (self._last[0], _shown(self._last[1])),
        }


def _shown(cells: list[str | None]) -> list[str | None]:
    most = limits.SHOWN_CHARACTERS
    return [text[:most] + "…" if text and len(text) > most else text for text in cells]


def size_of(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size
