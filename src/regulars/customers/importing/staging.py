"""Rows of a file on their way into a waiting table: parsed once, written by COPY."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from regulars.customers.importing.batch import Batch
from regulars.customers.importing.fields import Field, Unreadable

EMPTY = "\\N"
REMEMBERED = 100_000  # cells of a column whose reading is kept
CHUNK_ROWS = 20_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Problem(NamedTuple):
    row: int
    column: str
    code: str
    raw: str
    params: dict[str, Any]


class Column:
    """One column of the file that means one field. What was read once is remembered."""

    def __init__(self, place: int, name: str, *, field: Field, batch: Batch) -> None:
        self.place = place
        self.name = name
        self.field = field
        self.ways = batch.ways
        self.known: dict[str | None, str] = {None: EMPTY, "": EMPTY}

    def text(self, cell: str) -> str:
        """The cell as COPY wants it. Raises Unreadable."""
        value = self.field.parse(cell, self.ways)
        if self.field.max_length and isinstance(value, str) and len(value) > self.field.max_length:
            raise Unreadable("too_long", limit=self.field.max_length)
        text = copy_text(value)
        if len(self.known) < REMEMBERED:
            self.known[cell] = text
        return text


def copy_text(value: Any) -> str:
    if value is None or value == "":
        return EMPTY
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    if isinstance(value, list | tuple):
        return _array(value).translate(_ESCAPES)
    return _PLAIN.get(type(value), str)(value)


def _array(values: Iterable[str]) -> str:
    quoted = (value.replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "{" + ",".join(f'"{value}"' for value in quoted) + "}"


_PLAIN: Mapping[type, Callable[[Any], str]] = {
    bool: lambda value: "t" if value else "f",
    datetime: datetime.isoformat,
    date: date.isoformat,
    Decimal: lambda value: format(value, "f"),
}


def create(batch: Batch, table: str, fields: Iterable[Field], *, extra: str = "") -> None:
    """A table that lives as long as the transaction, one column per field; what is not given is NULL."""
    columns = ", ".join(f'"{field.key}" {field.sql}' for field in fields)
    batch.sql(f"DROP TABLE IF EXISTS {table}")
    batch.sql(f"CREATE TEMP TABLE {table} (n bigint{extra}, {columns}) ON COMMIT DROP")


class Loader:
    """Reads rows and leaves them in ``incoming``; what cannot be read is kept as problems."""

    def __init__(self, batch: Batch, columns: list[Column], *, custom: dict[int, str] | None = None) -> None:
        self.batch = batch
        self.columns = columns
        self.custom = custom or {}
        self.problems: list[Problem] = []
        self.bad_rows = 0

    def load(self, rows: Iterable[Any]) -> None:
        names = ["n", *(f'"{column.field.key}"' for column in self.columns)]
        lines: list[str] = []
        read = 0
        statement = f"COPY incoming ({', '.join(names)}) FROM STDIN"
        with self.batch.cursor.copy(statement) as copy:
            for row in rows:
                read += 1
                line = self._line(row)
                if line:
                    lines.append(line)
                if read % CHUNK_ROWS == 0:
                    copy.write("".join(lines))
                    lines.clear()
                    self.batch.progress.read(read)
            copy.write("".join(lines))
        self.batch.counts["read"] = read
        self.batch.progress.read(read)
        self.batch.sql("ANALYZE incoming")
