"""The inside of a worksheet: what happens at every cell, so it is written for speed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple
from xml.parsers import expat

from . import limits
from .guarding import unguarded
from .markup import Attributes, local_name
from .number_formats import PLAIN, Shown
from .numbers import Damaged, NumberTexts
from .refusing import Refused
from .rows import Problem, Row
from .shared_strings import unescaped

_MOST_PIECES = 4  # of 64 K characters each


@dataclass
class Book:
    """What the cells of every sheet refer to."""

    strings: list[str | None]
    formats: list[Shown]
    from_1904: bool

    def number_texts(self) -> dict[str | None, NumberTexts]:
        plain = NumberTexts(Shown(PLAIN), from_1904=False)
        styled = {
            str(at): plain if shown.kind == PLAIN else NumberTexts(shown, from_1904=self.from_1904)
            for at, shown in enumerate(self.formats)
        }
        texts: dict[str | None, NumberTexts] = {None: plain}
        texts.update(styled)
        return texts


class Handlers(NamedTuple):
    start: Callable[[str, Attributes], None]
    end: Callable[[str], None]
    text: Callable[[str], None]


class Cells:
    """Collects the cells of one row."""

    def __init__(self, book: Book) -> None:
        self.row = 0
        self.row_text = ""
        self.cells: list[str | None] = []
        self.problems: list[Problem] = []
        self._strings = book.strings
        self._numbers = book.number_texts()
        self._plain = self._numbers[None]
        self._columns: dict[str, int] = {}

    def begin(self, row: int) -> None:
        self.row = row
        self.row_text = str(row)
        self.cells = []
        self.problems = []

    def finished(self) -> Row | None:
        if self.problems or any(self.cells):
            return Row(self.row, self.cells, tuple(self.problems))
        return None

    def add(self, cell: Attributes, text: str) -> None:
        """One cell that holds something; `text` is empty for a formula without a value."""
        reference = cell.get("r")
        column = self._column(reference) if reference else len(self.cells) + 1
        cells = self.cells
        if column > limits.COLUMNS:
            raise Refused("cell_out_of_range", cell=reference or self.row_text, limit=limits.COLUMNS)
        if column != len(cells) + 1:
            self._skip_to(column, reference)
        kind = cell.get("t")
        if kind == "s":
            cells.append(self._shared(text, cell))
        elif (kind is None or kind == "n") and text:
            cells.append(self._number(text, cell))
        else:
            cells.append(self._other(kind, text))

    def _column(self, reference: str) -> int:
        row_text = self.row_text
        if not reference.endswith(row_text):
            raise Refused("damaged_sheet", cell=reference[:20])
        letters = reference[: -len(row_text)]
        return self._columns.get(letters) or self._new_column(letters, reference)

    def _new_column(self, letters: str, reference: str) -> int:
        if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
            raise Refused("damaged_sheet", cell=reference[:20])
        self._columns[letters] = column_number(letters)
        return self._columns[letters]

    def _skip_to(self, column: int, reference: str | None) -> None:
        if column <= len(self.cells):
            raise Refused("damaged_sheet", cell=(reference or self.row_text)[:20])
        self.cells.extend([None] * (column - 1 - len(self.cells)))

    def _shared(self, text: str, cell: Attributes) -> str | None:
        try:
            return self._strings[int(text) if text[:1] != "-" else len(self._strings)]
        except (ValueError, IndexError):
            raise Refused("damaged_sheet", cell=cell.get("r", self.row_text)) from None

    def _number(self, text: str, cell: Attributes) -> str:
        texts = self._numbers.get(cell.get("s"), self._plain)
        try:
            value = texts[text]
        except ValueError:
            raise Refused("damaged_sheet", cell=cell.get("r", self.row_text)) from None
        if value.__class__ is not str and isinstance(value, Damaged):
            return self._report(value.code, text)
        return value

    def _other(self, kind: str | None, text: str) -> str | None:
        if not text:
            return None if kind == "str" else self._report("formula_without_value", "") or None
        if kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        if kind == "e":
            return self._report("error_value", text)
        if kind == "d":
            return text.removesuffix("T00:00:00")
        return self._written(text)

    def _written(self, text: str) -> str | None:
        text = unescaped(text)
        if len(text) > limits.CELL_CHARACTERS:
            refuse_long_cell(self.row)
        return own_text(text)

    def _report(self, code: str, text: str) -> str:
        self.problems.append(Problem(len(self.cells) + 1, code, text))
        return text


def handlers(
    cells: Cells,
    *,
    begin_row: Callable[[Attributes], None],
    end_row: Callable[[], None],
    leave: Callable[[], None],
) -> Handlers:
    """Closures, because they run several times for each of millions of cells."""
    pieces: list[str] = []
    cell: Attributes = {}
    formula = wanted = phonetic = False
    add = cells.add

    def start(name: str, attributes: Attributes) -> None:
        nonlocal cell, formula, wanted, phonetic
        if name == "c":
            cell = attributes
            formula = False
            pieces.clear()
        elif name == "v" or name == "t":
            wanted = not phonetic
        elif name == "row":
            begin_row(attributes)
        elif name == "f":
            formula = True
        elif name == "rPh":
            phonetic = True
        elif ":" in name:
            start(local_name(name), attributes)

    def text(data: str) -> None:
        if wanted:
            pieces.append(data)
            if len(pieces) > _MOST_PIECES:
                refuse_long_cell(cells.row)

    def end(name: str) -> None:
        nonlocal wanted, phonetic
        if name == "v" or name == "t":
            wanted = False
        elif name == "c":
            if pieces:
                add(cell, pieces[0] if len(pieces) == 1 else "".join(pieces))
            elif formula:
                add(cell, "")
        elif name == "row":
            end_row()
        elif name == "rPh":
            phonetic = False
        elif name == "sheetData":
            leave()
        elif ":" in name:
            end(local_name(name))

    return Handlers(start, end, text)


def attach(parser: expat.XMLParserType, to: Handlers | None, *, start: Any, end: Any = None) -> None:
    """Switch a parser between the inside of the data and the rest of the sheet."""
    parser.StartElementHandler = to.start if to else start
    parser.EndElementHandler = to.end if to else end
    parser.CharacterDataHandler = to.text if to else None


def refuse_long_cell(row: int) -> None:
    raise Refused("cell_too_long", row=row, limit=limits.CELL_CHARACTERS)


def own_text(text: str) -> str | None:
    """The text without our own guard; nothing where it is empty."""
    return unguarded(text) if text[:1] == "'" else text or None


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
