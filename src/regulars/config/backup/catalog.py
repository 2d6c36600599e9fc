"""What there is to back up, asked of the database itself, so that no new table is forgotten."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from regulars.config.backup.manifest import SequenceRecord

SCHEMA = "public"
# Jobs would send things a second time, and sessions sign people in again who have left since.
LEFT_OUT = ("procrastinate_", "django_session")
# The state of the tables is in the manifest, and comes back by migrating.
MIGRATIONS = "django_migrations"
SAME_TEXT_EVERYWHERE = (
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL DateStyle = 'ISO, YMD'",
    "SET LOCAL IntervalStyle = 'postgres'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL client_encoding = 'UTF8'",
)
CHUNK = 1 << 20

OURS = """
    c.relnamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                    AND d.objid = c.oid AND d.deptype = 'e')
"""
TABLES = f"""
SELECT c.relname,
       array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = ''),
       (SELECT array_agg(k.attname::text ORDER BY array_position(i.indkey::int2[], k.attnum))
          FROM pg_index i JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey::int2[])
         WHERE i.indrelid = c.oid AND i.indisprimary)
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.relkind = 'r' AND {OURS}
 GROUP BY c.oid, c.relname ORDER BY c.relname
"""  # noqa: S608 -- only constants
SEQUENCES = f"SELECT c.relname FROM pg_class c WHERE c.relkind = 'S' AND {OURS} ORDER BY 1"  # noqa: S608


@dataclass(frozen=True)
class Table:
    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def is_left_out(self) -> bool:
        return self.name.startswith(LEFT_OUT)

    def copy_out(self) -> sql.Composed:
        """In the order of the key, by bytes, so that equal rows give equal text on every server."""
        key: list[sql.Composable] = [
            sql.SQL('{}::text COLLATE "C"').format(sql.Identifier(column)) for column in self.key
        ]
        return sql.SQL("COPY (SELECT {} FROM {} AS line ORDER BY {}) TO STDOUT").format(
            names(self.columns),
            sql.Identifier(SCHEMA, self.name),
            sql.SQL(", ").join(key or [sql.SQL('line::text COLLATE "C"')]),
        )

    def copy_in(self) -> sql.Composed:
        return sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(SCHEMA, self.name), names(self.columns)
        )


def names(columns: tuple[str, ...]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def all_tables(cursor: Any) -> list[Table]:
    cursor.execute(TABLES)
    return [
        Table(name, tuple(columns or ()), tuple(key or ()))
        for name, columns, key in cursor.fetchall()
        if name != MIGRATIONS
    ]


def tables_with_rows_kept(cursor: Any) -> list[Table]:
    return [table for table in all_tables(cursor) if not table.is_left_out]


def all_sequences(cursor: Any) -> list[SequenceRecord]:
    cursor.execute(SEQUENCES)
    found = []
    for (name,) in cursor.fetchall():
        if not name.startswith(LEFT_OUT):
            cursor.execute(
                sql.SQL("SELECT last_value, is_called FROM {}").format(sql.Identifier(SCHEMA, name))
            )
            found.append(SequenceRecord(name, *cursor.fetchone()))
    return found


def same_text_everywhere(cursor: Any) -> None:
    for statement in SAME_TEXT_EVERYWHERE:
        cursor.execute(statement)


def rows_of(cursor: Any, table: Table) -> Iterator[bytes]:
    """The rows as lines of COPY text, in pieces of about a megabyte."""
    waiting, size = [], 0
    with cursor.copy(table.copy_out()) as copy:
        for line in copy:
            waiting.append(bytes(line))
            size += len(line)
            if size >= CHUNK:
                yield b"".join(waiting)
                waiting, size = [], 0
    yield b"".join(waiting)


@dataclass
class Tally:
    """Counts and hashes what passes: a line break inside a value is written as \\n, so lines are rows."""

    rows: int = 0
    size: int = 0

    def __post_init__(self) -> None:
        self._digest = hashlib.sha256()

    def add(self, piece: bytes) -> bytes:
        self.rows += piece.count(b"\n")
        self.size += len(piece)
        self._digest.update(piece)
        return piece

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


def tally_of(cursor: Any, table: Table) -> Tally:
    tally = Tally()
    for piece in rows_of(cursor, table):
        tally.add(piece)
    return tally
