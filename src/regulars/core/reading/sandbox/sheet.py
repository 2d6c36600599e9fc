"""One worksheet, row by row, whatever the size it claims to have."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from . import limits
from .archive import Archive
from .cells import Book, Cells, attach, column_name, handlers
from .markup import Attributes, feeding, local_name, parser_for
from .refusing import Refused
from .rows import Row

_SHOWN_RANGES = 5


@dataclass
class Seen:
    """What is worth announcing about a sheet."""

    rows: int = 0
    columns: int = 0
    hidden_rows: int = 0
    hidden_columns: list[int] = field(default_factory=list)
    merged: int = 0
    merged_ranges: list[str] = field(default_factory=list)
    protected: bool = False
    filtered: bool = False
    images: bool = False
    problems: dict[str, int] = field(default_factory=dict)
    first_problem: dict[str, str] = field(default_factory=dict)
    bytes_read: int = 0
    complete: bool = False

    def count(self, row: Row) -> None:
        self.rows += 1
        self.columns = max(self.columns, len(row.cells))
        for problem in row.problems:
            self.problems[problem.code] = self.problems.get(problem.code, 0) + 1
            self.first_problem.setdefault(problem.code, f"{column_name(problem.column or 1)}{row.number}")


class SheetReader:
    """Streams the rows of a worksheet part."""

    def __init__(self, archive: Archive, part: str, book: Book, *, name: str) -> None:
        self.seen = Seen()
        self._name = name
        self._archive = archive
        self._part = part
        self._cells = Cells(book)
        self._done: list[Row] = []

    def rows(self) -> Iterator[Row]:
        try:
            yield from self._rows()
        except Refused as refusal:
            refusal.where.setdefault("sheet", self._name)
            raise

    def _rows(self) -> Iterator[Row]:
        parser = parser_for(self._start)
        self._parser = parser
        for fed in feeding(parser, self._archive, self._part):
            self.seen.bytes_read = fed
            yield from self._done
            self._done = []
        self.seen.complete = True

    def _start(self, name: str, attributes: Attributes) -> None:
        name = local_name(name)
        if name == "sheetData":
            self._enter(self._parser)
        elif name == "mergeCell":
            self.seen.merged += 1
            if self.seen.merged <= _SHOWN_RANGES:
                self.seen.merged_ranges.append(attributes.get("ref", "")[:20])
        elif name == "col" and is_true(attributes.get("hidden")):
            self._hide_columns(attributes)
        elif name == "sheetProtection":
            self.seen.protected = is_true(attributes.get("sheet"))
        elif name == "autoFilter":
            self.seen.filtered = True
        elif name in ("drawing", "legacyDrawing", "picture"):
            self.seen.images = True

    def _enter(self, parser: expat.XMLParserType) -> None:
        inside = handlers(
            self._cells,
            begin_row=self._begin_row,
            end_row=self._end_row,
            leave=lambda: attach(parser, None, start=self._start),
        )
        attach(parser, inside, start=self._start)

    def _begin_row(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        row = _whole(number) if number else self._cells.row + 1
        if row <= self._cells.row:
            raise Refused("damaged_sheet", cell=str(row))
        if row > limits.ROWS:
            raise Refused("row_out_of_range", row=row, limit=limits.ROWS)
        self._cells.begin(row)
        if is_true(attributes.get("hidden")):
            self.seen.hidden_rows += 1

    def _end_row(self) -> None:
        row = self._cells.finished()
        if row:
            self.seen.count(row)
            self._done.append(row)

    def _hide_columns(self, attributes: Attributes) -> None:
        first, last = _whole(attributes.get("min", "1")), _whole(attributes.get("max", "1"))
        seen = self.seen.hidden_columns
        after = seen[-1] + 1 if seen else 1
        seen.extend(range(max(first, after), min(last, limits.COLUMNS) + 1))


def is_true(text: str | None) -> bool:
    return text in ("1", "true", "on")


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 10:
        raise Refused("damaged_sheet", cell=text[:20])
    return int(text)
