"""Which row names the columns, and when two names are the same."""

import re
import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass

Rows = Sequence[tuple[int, Sequence[str | None]]]

_BRACKETED = re.compile(r"[(\[【〔（「].*?[)\]】〕）」]")
_LOOKS_LIKE_DATA = re.compile(
    r"[\d.,:/\-+()%¥$€£\s]*\d[\d.,:/\-+()%¥$€£年月日\s]*(?:[TZ].*)?|\S+@\S+\.\S+|true|false|\d{3,}\S*|.*\d{7,}.*",
    re.I,
)
_LONGEST_LABEL = 60
_SEARCHED_ROWS = 10


@dataclass(frozen=True)
class Header:
    """One column: its number from 1, its name as it stands, and the keys that match it to a synonym."""

    column: int
    shown: str
    keys: tuple[str, ...]
    duplicate: bool = False


@dataclass(frozen=True)
class HeaderGuess:
    row: int  # 0 where the first row is already data
    rows: int = 1


def header_key(text: str) -> str:
    """The same for 手机 号, 手機号 is another: width, case, spaces and punctuation do not count."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def header_keys(text: str) -> tuple[str, ...]:
    """The key of the whole name, then of the name without what stands in brackets."""
    whole, bare = header_key(text), header_key(_BRACKETED.sub("", text))
    return tuple(dict.fromkeys(key for key in (whole, bare) if key))


def guess_header(rows: Rows, known: Set[str] = frozenset()) -> HeaderGuess:
    """The row that names the columns of these first rows."""
    searched = rows[:_SEARCHED_ROWS]
    if not searched:
        return HeaderGuess(0)
    if known and (row := _best_known(searched, known)):
        return HeaderGuess(row)
    width = max(_filled(cells) for _, cells in searched)
    for at, (number, cells) in enumerate(searched):
        if _names_columns(cells, width):
            two = at + 1 < len(searched) and _continues(cells, searched[at + 1], searched[at + 2 : at + 4])
            return HeaderGuess(number, 2 if two else 1)
        if _filled(cells) * 2 > width and width > 1:
            return HeaderGuess(0)
    return HeaderGuess(0)


def headers_of(rows: Rows, guess: HeaderGuess) -> list[Header]:
    """The columns by name; without a header row they are numbered and nameless."""
    named = [cells for number, cells in rows if guess.row <= number < guess.row + guess.rows and guess.row]
    width = max((len(cells) for _, cells in rows), default=0)
    above = _spread(named[0], width) if len(named) > 1 else []
    names = [_joined(above, named[-1] if named else (), column) for column in range(width)]
    below = [cells for number, cells in rows if number >= guess.row + guess.rows]
    while guess.row and names and not names[-1] and not _is_mostly_filled(below, len(names) - 1):
        names.pop()
    keys = [header_key(name) for name in names]
    return [
        Header(column, name, header_keys(name), bool(key) and keys.count(key) > 1)
        for column, (name, key) in enumerate(zip(names, keys, strict=True), 1)
    ]


def _best_known(rows: Rows, known: Set[str]) -> int:
    """The row in which most cells are names that the caller knows; 0 where fewer than half are."""
    matches = [(sum(_is_known(text, known) for text in cells if text), -number) for number, cells in rows]
    most, number = max(matches)
    cells = next(cells for at, cells in rows if at == -number)
    return -number if most and most * 2 >= _filled(cells) else 0


def _is_known(text: str, known: Set[str]) -> bool:
    return any(key in known for key in header_keys(text))


def _names_columns(cells: Sequence[str | None], width: int) -> bool:
    labels = [text for text in cells if text and text.strip()]
    return bool(labels) and len(labels) * 2 >= width and all(map(_is_label, labels))


def _is_label(text: str) -> bool:
    text = text.strip()
    return len(text) <= _LONGEST_LABEL and not _LOOKS_LIKE_DATA.fullmatch(text)


def _continues(cells: Sequence[str | None], following: tuple[int, Sequence[str | None]], later: Rows) -> bool:
    """A header of two rows: gaps in the first, labels below them, data only afterwards."""
    _, second = following
    gaps = [at for at in range(len(second)) if not _at(cells, at)]
    filled = all(_is_label(text) for text in second if text) and any(_at(second, at) for at in gaps)
    return bool(filled and later and any(not _is_label(text) for _, row in later for text in row if text))


def _spread(cells: Sequence[str | None], width: int) -> list[str]:
    """A merged cell stands in its first column only; it names the ones after it too."""
    current = ""
    return [current := (_at(cells, column) or "").strip() or current for column in range(width)]


def _joined(above: Sequence[str], cells: Sequence[str | None], column: int) -> str:
    upper, lower = _at(above, column) or "", _at(cells, column) or ""
    return f"{upper} {lower}".strip() if above else lower


def _at(cells: Sequence[str | None], column: int) -> str | None:
    return cells[column] if column < len(cells) else None


def _is_mostly_filled(rows: Sequence[Sequence[str | None]], column: int) -> bool:
    """A column without a name is one only if most rows use it; else those rows are too long."""
    return sum(1 for cells in rows if _at(cells, column)) * 2 > len(rows)


def _filled(cells: Sequence[str | None]) -> int:
    return sum(1 for text in cells if text and text.strip())
