"""The way back: tables as CSV and XLSX that no spreadsheet program calculates, and that import unchanged."""

import csv
import os
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from .sandbox.guarding import guarded, is_dangerous, looks_guarded
from .sandbox.limits import CELL_CHARACTERS, COLUMNS, ROWS

Cell = str | int | float | bool | Decimal | date | datetime | time | None
_LONGEST = CELL_CHARACTERS - 1  # what a spreadsheet cell holds
_MOST_DIGITS = 15
_NARROWEST, _WIDEST = 10, 40


class UnwritableTable(ValueError):
    """A table that would not come back as it is."""


def write_csv(path: str | Path, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write a table in UTF-8 with its mark, and say how many rows it has. The file appears only when whole."""
    partial = _partial(path)
    try:
        with open(partial, "w", encoding="utf-8-sig", newline="") as file:
            count = _write_lines(csv.writer(file), csv.writer(file, quoting=csv.QUOTE_ALL), headers, rows)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return count


def write_xlsx(
    path: str | Path, headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str = "1"
) -> int:
    """Write a table as a workbook of one sheet in little memory, and say how many rows it has."""
    import xlsxwriter  # late: the pages that only read do not need it

    partial = _partial(path)
    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    try:
        with xlsxwriter.Workbook(partial, {**options, "tmpdir": str(partial.parent)}) as workbook:
            count = _SheetWriter(workbook, sheet, headers).write(rows)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return count


def _partial(path: str | Path) -> Path:
    path = Path(path)
    return path.with_name(f".{path.name}.{os.getpid()}.partial")


def _write_lines(
    writer: Any, header_writer: Any, headers: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> int:
    # Quoted, so that a header "sep=;" stays a header and a row of one empty cell a row.
    header_writer.writerow([_csv_text(header) for header in headers])
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        writer.writerow([_csv_text(cell) if isinstance(cell, str) else _plain_text(cell) for cell in row])
    return count


def fitted(text: str) -> str:
    """The text, cut where it is longer than a cell, for tables that people read more than programs."""
    return text if len(text) < _LONGEST else f"{text[: _LONGEST - 2]}…"


def _csv_text(text: str) -> str:
    return guarded(_checked(text))


def _checked(text: str) -> str:
    if len(text) >= _LONGEST:
        raise UnwritableTable(f"a text of {len(text)} characters does not fit into a cell")
    if "\0" in text:
        raise UnwritableTable("a NUL character cannot be written")
    return text


def _plain_text(cell: Cell) -> str:
    """Numbers and days are ours, not somebody's text: they need no guard."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


class _SheetWriter:
    def __init__(self, workbook: Any, name: str, headers: Sequence[str]) -> None:
        if len(headers) > COLUMNS:
            raise UnwritableTable(f"a table of {len(headers)} columns does not fit")
        self._sheet = workbook.add_worksheet(name)
        self._headers = headers
        self._bold = workbook.add_format({"bold": True, "bottom": 1, "quote_prefix": True})
        self._quoted = workbook.add_format({"quote_prefix": True})  # stays text when somebody edits it
        self._day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._time = workbook.add_format({"num_format": "hh:mm:ss"})

    def write(self, rows: Iterable[Sequence[Cell]]) -> int:
        for column, header in enumerate(self._headers):
            self._sheet.set_column(column, column, min(max(_width(header), _NARROWEST), _WIDEST))
        self._sheet.freeze_panes(1, 0)
        for column, header in enumerate(self._headers):
            self._text(0, column, header, self._bold)
        count = 0
        for count, row in enumerate(rows, 1):
            if count >= ROWS:
                raise UnwritableTable(f"a workbook holds at most {ROWS - 1} rows")
            for column, cell in enumerate(row):
                self._cell(count, column, cell)
        return count

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, str):
            self._text(row, column, cell, self._quoted if is_dangerous(cell) else None)
        elif isinstance(cell, bool):
            self._sheet.write_boolean(row, column, cell)
        elif isinstance(cell, int | Decimal | float):
            self._number(row, column, cell)
        elif isinstance(cell, date | time):
            self._date(row, column, cell)

    def _text(self, row: int, column: int, text: str, cell_format: Any) -> None:
        text = _checked(text)
        if text:
            self._sheet.write_string(row, column, guarded(text) if looks_guarded(text) else text, cell_format)

    def _number(self, row: int, column: int, number: int | float | Decimal) -> None:
        digits = sum(map(str.isdigit, _plain_text(number).lstrip("-0.")))
        if digits <= _MOST_DIGITS:
            self._sheet.write_number(row, column, number)
        else:
            self._sheet.write_string(row, column, _plain_text(number))  # a number would lose digits

    def _date(self, row: int, column: int, day: date | time) -> None:
        if isinstance(day, datetime):
            self._moment_or_text(row, column, day)
        elif isinstance(day, time):
            self._sheet.write_datetime(row, column, day.replace(tzinfo=None, microsecond=0), self._time)
        elif day < _FIRST_SAFE_DAY:
            self._sheet.write_string(row, column, day.isoformat())
        else:
            self._sheet.write_datetime(row, column, day, self._day)

    def _moment_or_text(self, row: int, column: int, moment: datetime) -> None:
        if moment.date() < _FIRST_SAFE_DAY or moment.tzinfo is not None:
            self._sheet.write_string(row, column, _plain_text(moment))
        else:
            self._sheet.write_datetime(row, column, moment.replace(microsecond=0), self._moment)


_FIRST_SAFE_DAY = date(1900, 3, 1)  # before it the spreadsheets' calendars disagree


def _width(text: str) -> int:
    return sum(2 if character > "\u2e7f" else 1 for character in text) + 2
