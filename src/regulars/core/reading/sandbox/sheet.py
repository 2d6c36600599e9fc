"""The cells of one worksheet as exact text, row by row, whatever the size the sheet claims."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from . import limits, serials
from .archive import Archive
from .guarding import unguarded
from .number_formats import PADDED, PLAIN, Shown
from .refusing import Refused
from .rows import Problem, Row
from .shared_strings import unescaped
from .markup import Attributes, feeding, local_name, parser_for

_MOST_DIGITS = 15  # a spreadsheet's numbers hold no more; the rest are zeros it made up
_SHOWN_RANGES = 5


@dataclass
class Book:
    """What the cells of every sheet refer to."""

    strings: list[str]
    formats: list[Shown]
    from_1904: bool


@dataclass
class Seen:
    """What is worth announcing about a sheet."""

    rows: int = 0
    columns: int = 0
    last_row: int = 0
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


class SheetReader:
    """Streams the rows of a worksheet part."""

    def __init__(self, archive: Archive, part: str, book: Book) -> None:
        self.seen = Seen()
        self._archive = archive
        self._part = part
        self._book = book
        self._names: dict[str, str] = {}
        self._columns: dict[str, int] = {}
        self._numbers: dict[str, str] = {}
        self._done: list[Row] = []
        self._row = 0
        self._cells: list[str | None] = []
        self._problems: list[Problem] = []
        self._in_data = False
        self._cell: Attributes = {}
        self._pieces: list[str] = []
        self._wanted = False
        self._phonetic = False
        self._formula = False
        self._size = 0

    def rows(self) -> Iterator[Row]:
        parser = parser_for(self._start)
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        for fed in feeding(parser, self._archive, self._part):
            self.seen.bytes_read = fed
            yield from self._done
            self._done = []
        self.seen.complete = True

    def _start(self, name: str, attributes: Attributes) -> None:
        local = self._names.get(name) or self._names.setdefault(name, local_name(name))
        if local == "c":
            self._cell = attributes
            self._pieces = []
            self._formula = False
            self._size = 0
        elif local == "v" or local == "t":
            self._wanted = self._in_data and not self._phonetic
        elif local == "f":
            self._formula = True
        elif local == "rPh":
            self._phonetic = True
        else:
            self._start_other(local, attributes)

    def _text(self, text: str) -> None:
        if self._wanted:
            self._size += len(text)
            if self._size > 2 * limits.CELL_CHARACTERS:
                self._refuse_long_cell()
            self._pieces.append(text)

    def _end(self, name: str) -> None:
        local = self._names[name]
        if local == "v" or local == "t":
            self._wanted = False
        elif local == "c":
            if self._in_data:
                self._end_cell()
        elif local == "row":
            if self._in_data:
                self._end_row()
        elif local == "rPh":
            self._phonetic = False
        elif local == "sheetData":
            self._in_data = False

    def _start_other(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            if self._in_data:
                self._start_row(attributes)
        elif name == "sheetData":
            self._in_data = True
        elif name == "mergeCell":
            self.seen.merged += 1
            if self.seen.merged <= _SHOWN_RANGES:
                self.seen.merged_ranges.append(attributes.get("ref", ""))
        elif name == "col" and _is_true(attributes.get("hidden")):
            self._hide_columns(attributes)
        elif name == "sheetProtection":
            self.seen.protected = _is_true(attributes.get("sheet"))
        elif name == "autoFilter":
            self.seen.filtered = True
        elif name in ("drawing", "legacyDrawing", "picture"):
            self.seen.images = True

    def _start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        row = _whole(number) if number else self._row + 1
        if not self._row < row:
            raise Refused("damaged_sheet", row=row)
        if row > limits.ROWS:
            raise Refused("row_out_of_range", row=row, limit=limits.ROWS)
        self._row = row
        self._cells = []
        self._problems = []
        if _is_true(attributes.get("hidden")):
            self.seen.hidden_rows += 1

    def _end_row(self) -> None:
        self.seen.last_row = self._row
        if self._problems or any(self._cells):
            seen = self.seen
            seen.rows += 1
            if len(self._cells) > seen.columns:
                seen.columns = len(self._cells)
            for problem in self._problems:
                seen.problems[problem.code] = seen.problems.get(problem.code, 0) + 1
                seen.first_problem.setdefault(problem.code, f"{column_name(problem.column or 1)}{self._row}")
            self._done.append(Row(self._row, self._cells, tuple(self._problems)))

    def _end_cell(self) -> None:
        column = self._column_of(self._cell.get("r"))
        text = self._pieces[0] if len(self._pieces) == 1 else "".join(self._pieces)
        if not text and not self._formula:
            return
        if column > limits.COLUMNS:
            raise Refused("cell_out_of_range", cell=self._cell.get("r", ""), limit=limits.COLUMNS)
        while len(self._cells) < column - 1:
            self._cells.append(None)
        self._cells.append(self._value(text, column))

    def _column_of(self, reference: str | None) -> int:
        if reference is None:
            return len(self._cells) + 1
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters) or self._new_column(letters)
        if reference[len(letters) :] != str(self._row) or column <= len(self._cells):
            raise Refused("damaged_sheet", row=self._row, cell=reference[:20])
        return column

    def _new_column(self, letters: str) -> int:
        if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
            raise Refused("damaged_sheet", row=self._row, cell=letters[:20])
        column = column_number(letters)
        self._columns[letters] = column
        return column

    def _value(self, text: str, column: int) -> str | None:
        kind = self._cell.get("t", "n")
        if not text:
            return self._report(column, "formula_without_value", None) if kind != "str" else None
        if kind == "n":
            return self._number(text, column)
        if kind == "s":
            return self._shared(text)
        if kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        if kind == "e":
            return self._report(column, "error_value", text)
        if kind == "d":
            return text.removesuffix("T00:00:00")
        return self._written(text)

    def _shared(self, text: str) -> str | None:
        at = _whole(text)
        if at >= len(self._book.strings):
            raise Refused("damaged_sheet", row=self._row, cell=self._cell.get("r", ""))
        return _own(self._book.strings[at])

    def _written(self, text: str) -> str | None:
        text = unescaped(text)
        if len(text) > limits.CELL_CHARACTERS:
            self._refuse_long_cell()
        return _own(text)

    def _number(self, text: str, column: int) -> str | None:
        style = self._cell.get("s")
        if style is None or not style.isdecimal() or int(style) >= len(self._book.formats):
            shown = _NO_FORMAT
        else:
            shown = self._book.formats[int(style)]
        if shown.kind == PLAIN or shown.kind == PADDED:
            return self._plain_number(text, column).zfill(shown.width)
        serial = _float(text, self._row)
        day = serials.text_of(serial, shown.kind, from_1904=self._book.from_1904)
        return day or self._report(column, "impossible_date", text)

    def _plain_number(self, text: str, column: int) -> str:
        if (
            len(text) <= _MOST_DIGITS
            and text.isascii()
            and text.isdigit()
            and (text[0] != "0" or text == "0")
        ):
            return text
        known = self._numbers.get(text)
        if known is None:
            known = self._numbers[text] = number_text(_float(text, self._row))
            if len(self._numbers) > 50_000:
                self._numbers.clear()
        if not known:
            self._report(column, "digits_lost", text)
            return text
        return known

    def _report(self, column: int, code: str, text: str | None) -> str | None:
        self._problems.append(Problem(column, code, text or ""))
        return text

    def _hide_columns(self, attributes: Attributes) -> None:
        first, last = _whole(attributes.get("min", "1")), _whole(attributes.get("max", "1"))
        self.seen.hidden_columns.extend(range(first, min(last, limits.COLUMNS) + 1))

    def _refuse_long_cell(self) -> None:
        raise Refused(
            "cell_too_long", row=self._row, cell=self._cell.get("r", ""), limit=limits.CELL_CHARACTERS
        )


_NO_FORMAT = Shown(PLAIN)


def number_text(value: float) -> str:
    """A number as a person would write it; empty when it holds more digits than a spreadsheet keeps."""
    if abs(value) >= 10**_MOST_DIGITS or value != value:
        return ""
    text = f"{value:.15g}"
    if "e" in text:
        text = f"{value:.30f}".rstrip("0") if abs(value) < 1e-15 else f"{value:.20f}".rstrip("0")
    return text if text not in ("-0", "0.", "-0.") else "0"


def column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_name(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _own(text: str) -> str | None:
    return unguarded(text) if text[:1] == "'" else text or None


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 10:
        raise Refused("damaged_sheet", cell=text[:20])
    return int(text)


def _float(text: str, row: int) -> float:
    try:
        return float(text)
    except ValueError:
        raise Refused("damaged_sheet", row=row, cell=text[:20]) from None


def _is_true(text: str | None) -> bool:
    return text in ("1", "true", "on")
