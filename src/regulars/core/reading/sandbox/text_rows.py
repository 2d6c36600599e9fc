"""Rows of a delimited text: the delimiter found by consistency, quotes taken strictly."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

from . import limits
from .guarding import unguarded
from .refusing import Refused
from .rows import Problem, Row

DELIMITERS = "\t;|,"  # on a tie the rarer mark wins: commas also stand inside numbers and sentences
_LEAST_SHARE = 0.3
_SAMPLE_ROWS = 200


class Dialect(NamedTuple):
    delimiter: str
    hint: bool  # the first line is Excel's "sep=;"


def dialect_of(sample: str, *, whole: bool, wanted: str | None = None) -> Dialect:
    """How the rows of this text are divided."""
    hint = _hint_in(sample)
    delimiter = wanted or hint or _most_consistent(sample if whole else _without_last_line(sample))
    return Dialect(delimiter, hint is not None)


def rows_of(stream: TextIO, dialect: Dialect) -> Iterator[Row]:
    """Every row that holds something, with the number a spreadsheet program shows for it."""
    csv.field_size_limit(limits.CELL_CHARACTERS)
    reader = csv.reader(stream, delimiter=dialect.delimiter, strict=True)
    if dialect.hint:
        stream.readline()
    number = 0
    while True:
        try:
            for cells in reader:
                number += 1
                if number > limits.ROWS:
                    raise Refused("too_many_rows", limit=limits.ROWS)
                if len(cells) > limits.COLUMNS:
                    cells = _within_limit(cells, number)
                row = [unguarded(cell) if cell[:1] == "'" else (cell or None) for cell in cells]
                if any(row):
                    yield Row(number, row, ())
            return
        except csv.Error as error:
            number += 1
            yield _unreadable(number, str(error))


def row_at(pieces: Iterable[str]) -> int:
    """The number of the row in which this beginning of a text ends."""
    text = "".join(pieces)
    dialect = dialect_of(text[: 256 * 1024], whole=False)
    ends_line = text.endswith(("\n", "\r"))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter)
    csv.field_size_limit(limits.ROW_CHARACTERS)
    return max(sum(1 for _ in reader) + ends_line - dialect.hint, 1)


def _hint_in(sample: str) -> str | None:
    line = sample.lstrip("\ufeff")[:6]
    return line[4] if line[:4].lower() == "sep=" and line[5:6] in ("\r", "\n") else None


def _without_last_line(sample: str) -> str:
    end = max(sample.rfind("\n"), sample.rfind("\r"))
    return sample[: end + 1] or sample


def _most_consistent(sample: str) -> str:
    shares = [(_consistency(sample, delimiter), delimiter) for delimiter in DELIMITERS]
    best, delimiter = max(shares, key=lambda pair: pair[0])
    return delimiter if best >= _LEAST_SHARE else ","


def _consistency(sample: str, delimiter: str) -> float:
    """The share of rows that have the commonest number of cells, if that is more than one."""
    widths: Counter[int] = Counter()
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for _, cells in zip(range(_SAMPLE_ROWS), reader, strict=False):
            if any(cells):
                widths[len(cells)] += 1
    except csv.Error:
        return 0.0
    several = [(count, width) for width, count in widths.items() if width > 1]
    return max(several)[0] / widths.total() if several else 0.0


def _within_limit(cells: list[str], number: int) -> list[str]:
    if any(cells[limits.COLUMNS :]):
        raise Refused("too_many_columns", row=number, columns=len(cells), limit=limits.COLUMNS)
    return cells[: limits.COLUMNS]


def _unreadable(number: int, error: str) -> Row:
    if "end of data" in error:
        raise Refused("quote_never_closed", row=number)
    if "limit" in error:
        raise Refused("cell_too_long", row=number, limit=limits.CELL_CHARACTERS)
    return Row(number, [], (Problem(None, "stray_quote", ""),))
