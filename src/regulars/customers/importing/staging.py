"""Rows of a file on their way into a waiting table: each cell parsed once, all written by COPY."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from regulars.core import reading
from regulars.core.reading import values
from regulars.customers.importing.batch import Batch
from regulars.customers.importing.cells import EXACT
from regulars.customers.importing.fields import Field, Unreadable, Ways

EMPTY = "\\N"
LONGEST_UNDERSTOOD = 1_000  # characters of a cell that is more than a text: no day, number or list is longer
REMEMBERED = 30_000  # cells of a column whose reading is kept
CHUNK_ROWS = 20_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

Cells = Sequence[str | None]


class Problem(NamedTuple):
    row: int
    column: str
    code: str
    raw: str
    params: dict[str, Any]


class Column(dict[str | None, str]):
    """One column of the file that means one field: cell in, text for COPY out. Remembers what it read."""

    def __init__(self, place: int, name: str, field: Field, *, ways: Ways) -> None:
        super().__init__()
        self.place = place
        self.name = name
        self.field = field
        self.ways = ways

    def __missing__(self, cell: str | None) -> str:
        text = self.text(cell)
        if len(self) >= REMEMBERED:
            self.clear()  # what is alike mostly stands together, and columns without repeats only cost room
        self[cell] = text
        return text

    def text(self, cell: str | None) -> str:
        return copy_text(self.value(cell))

    def value(self, cell: str | None) -> Any:
        if cell and len(cell) > LONGEST_UNDERSTOOD and self.field.parse not in EXACT:
            raise Unreadable("too_long", limit=LONGEST_UNDERSTOOD)
        value = self.field.parse(cell, self.ways) if cell else None
        if self.field.is_required and (value is None or value == ""):
            raise Unreadable("missing")
        if self.field.max_length and isinstance(value, str) and len(value) > self.field.max_length:
            raise Unreadable("too_long", limit=self.field.max_length)
        return value


class CustomColumn(Column):
    """A column kept under a key of the customer's own fields."""

    def text(self, cell: str | None) -> str:
        value = self.value(cell)
        if value is None:
            return ""
        told = format(value, "f") if isinstance(value, Decimal) else json.dumps(value, default=str)
        return f"{json.dumps(self.field.key)}:{told}"


_ESCAPED = re.compile(r"[\\\t\n\r]").search


def copy_text(value: Any) -> str:
    if value is None or value == "":
        return EMPTY
    if isinstance(value, str):
        return value if _ESCAPED(value) is None else value.translate(_ESCAPES)
    if isinstance(value, dict):
        return json.dumps(value).translate(_ESCAPES)
    if isinstance(value, list | tuple):
        return copy_text(_array(value))
    return _PLAIN.get(type(value), str)(value)


def _array(values: Iterable[str]) -> str:
    """Most lists hold plain words only: looked at once as a whole instead of word by word."""
    values = list(values)
    joined = '","'.join(values)
    if joined.count('"') == 2 * max(len(values) - 1, 0) and "\\" not in joined:
        return '{"' + joined + '"}' if values else "{}"
    quoted = (value.replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "{" + ",".join(f'"{value}"' for value in quoted) + "}"


_PLAIN: Mapping[type, Callable[[Any], str]] = {
    bool: lambda value: "t" if value else "f",
    datetime: datetime.isoformat,
    date: date.isoformat,
    time: time.isoformat,
    Decimal: lambda value: format(value, "f"),
}


def create(batch: Batch, table: str, fields: Iterable[Field]) -> None:
    """A table that lives as long as the transaction, one column per field; what is not given is NULL."""
    columns = ", ".join(f'"{field.key}" {field.sql}' for field in fields)
    own = "n bigint, custom jsonb, decision text, known_id bigint, as_of date"
    batch.sql(f"CREATE TEMP TABLE {table} ({own}, {columns}) ON COMMIT DROP")


class Loader:
    """Reads rows and leaves them in ``incoming``; what cannot be read is kept as problems."""

    def __init__(self, batch: Batch, columns: Sequence[Column], customs: Sequence[Column] = ()) -> None:
        self.batch = batch
        self.columns = columns
        self.customs = customs
        self.by_place = {column.place: column for column in (*columns, *customs)}
        self.corrections: Mapping[str, Mapping[str, str]] = batch.run.corrections
        self.problems: list[Problem] = []
        self.read = 0
        self.bad_rows = 0

    def load(self, batches: Iterable[reading.Batch]) -> None:
        lines: list[str] = []
        with self.batch.cursor.copy(self._statement()) as copy:
            for rows in batches:
                if not self.read:
                    self._learn(rows.rows)
                lines.extend(self._lines(rows))
                if len(lines) >= CHUNK_ROWS:
                    copy.write("".join(lines))
                    lines.clear()
                    self.batch.progress.read(self.read)
            copy.write("".join(lines))
        self.batch.progress.read(self.read)
        self.batch.sql("ANALYZE incoming")

    def _learn(self, rows: Sequence[Cells]) -> None:
        """How a column writes days and numbers, where its first rows leave no doubt and nobody said it."""
        for column in self.by_place.values():
            told = [_understandable(cells[column.place]) for cells in rows if column.place < len(cells)]
            if column.ways.date_order is None and column.field.sql in ("date", "timestamptz", "jsonb"):
                column.ways = replace(column.ways, date_order=values.infer_date_order(told))
            if column.field.sql == "numeric":
                column.ways = replace(column.ways, point=values.infer_decimal_point(told))

    def _statement(self) -> str:
        names = ["n", *(f'"{column.field.key}"' for column in self.columns)]
        if self.customs:
            names.append("custom")
        return f"COPY incoming ({', '.join(names)}) FROM STDIN"

    def _lines(self, rows: reading.Batch) -> list[str]:
        self.read += len(rows)
        troubles = _by_row(rows.problems)
        columns = [(column, column.place) for column in self.columns]
        lines: list[str | None] = []
        for number, cells in rows:
            if troubles or self.corrections:
                lines.append(self._careful(number, cells, troubles.get(number, ())))
                continue
            try:
                texts = [column[cells[place]] for column, place in columns]
                if self.customs:
                    texts.append(self._custom(cells))
                lines.append(f"{number}\t" + "\t".join(texts) + "\n")
            except (Unreadable, IndexError):
                lines.append(self._careful(number, cells))
        return [line for line in lines if line]

    def _custom(self, cells: Cells) -> str:
        parts = [column[cells[column.place]] for column in self.customs]
        return ("{" + ",".join(filter(None, parts)) + "}").translate(_ESCAPES)

    def _careful(self, number: int, cells: Cells, troubles: Sequence[reading.CellProblem] = ()) -> str | None:
        """The same for a row with something to it: every cell that cannot be read is named."""
        corrected = self._corrected(number, cells)
        fixed = self.corrections.get(str(number), {})
        before = len(self.problems)
        for trouble in troubles:
            self._note_trouble(number, trouble, fixed)
        spoilt = {problem.column for problem in self.problems[before:]}
        for column in self.by_place.values():
            if column.name not in spoilt:
                self._try(number, column, corrected[column.place])
        if len(self.problems) > before:
            self.bad_rows += 1
            return None
        texts = [column[corrected[column.place]] for column in self.columns]
        if self.customs:
            texts.append(self._custom(corrected))
        return f"{number}\t" + "\t".join(texts) + "\n"

    def _corrected(self, number: int, cells: Cells) -> Cells:
        widest = max(self.by_place, default=0) + 1
        full = [*cells, *[None] * (widest - len(cells))]
        for place, text in self.corrections.get(str(number), {}).items():
            if place.isdecimal() and int(place) < len(full):
                full[int(place)] = text or None
        return full

    def _note_trouble(self, number: int, trouble: reading.CellProblem, fixed: Mapping[str, str]) -> None:
        column = self.by_place.get((trouble.column or 0) - 1)
        is_whole_row = trouble.column is None or trouble.code == "extra_cells"
        if is_whole_row or (column and str(column.place) not in fixed):
            name = column.name if column else ""
            params = {} if is_whole_row or column is None else {"place": column.place}
            self.problems.append(Problem(number, name, trouble.code, trouble.text, params))

    def _try(self, number: int, column: Column, cell: str | None) -> None:
        try:
            column[cell]
        except Unreadable as trouble:
            params = {**trouble.params, "place": column.place}
            problem = Problem(number, column.name, trouble.code, cell or "", params)
            self.problems.append(problem)


def _understandable(cell: str | None) -> str | None:
    return cell if cell and len(cell) <= LONGEST_UNDERSTOOD else None


def _by_row(problems: Iterable[reading.CellProblem]) -> dict[int, list[reading.CellProblem]]:
    found: dict[int, list[reading.CellProblem]] = {}
    for problem in problems:
        found.setdefault(problem.row, []).append(problem)
    return found
