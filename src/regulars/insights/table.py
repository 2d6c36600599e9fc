"""The wide table of measures: one typed column for each that is declared. Light enough for the web's process."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from regulars.customers import measures
from regulars.customers.measures import Measure

TABLE = "customer_measures"
NEXT = "customer_measures_next"
PATIENCE = "5s"  # for readers to end, before a swap gives up
COLUMN_TYPES = {
    "money": "numeric(18,2)",
    "integer": "integer",
    "decimal": "double precision",
    "percent": "double precision",
    "days": "double precision",
    "date": "date",
    "choice": "text",
    "text": "text",
    "json": "jsonb",
    "boolean": "boolean",
}


def ensure_table() -> None:
    """Make the table, or add the columns of measures that are new since it was built."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [TABLE])
        if not _exists(cursor):
            create(cursor, TABLE)
            index(cursor, TABLE)
        present = _columns(cursor)
        for measure in measures.registered():
            if measure.name not in present:
                cursor.execute(
                    sql.SQL("ALTER TABLE {} ADD COLUMN {}").format(sql.Identifier(TABLE), _column(measure))
                )


def create(cursor: Any, table: str) -> None:
    columns: list[sql.Composable] = [sql.SQL("customer_id bigint PRIMARY KEY"), sql.SQL("as_of date")]
    columns += [_column(measure) for measure in measures.registered()]
    cursor.execute(
        sql.SQL("CREATE TABLE {} ({})").format(where_made(cursor, table), sql.SQL(", ").join(columns))
    )


def where_made(cursor: Any, table: str) -> sql.Identifier:
    """The schema for derived tables where there is one (the program's role may create nowhere else)."""
    cursor.execute("SELECT to_regnamespace('derived') IS NOT NULL")
    return sql.Identifier("derived", table) if cursor.fetchone()[0] else sql.Identifier(table)


def _column(measure: Measure) -> sql.Composed:
    kind = sql.SQL(COLUMN_TYPES[measure.kind])
    return sql.SQL("{} {}").format(sql.Identifier(measure.name), kind)


def index(cursor: Any, table: str) -> None:
    """One index per measure that sorts lists; made after filling, before the swap."""
    for measure in indexed():
        cursor.execute(
            sql.SQL("CREATE INDEX ON {} ({}, customer_id)").format(
                sql.Identifier(table), sql.Identifier(measure.name)
            )
        )


def indexed() -> Iterable[Measure]:
    return [measure for measure in measures.registered() if measure.indexed]


def _exists(cursor: Any) -> bool:
    cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [TABLE])
    return bool(cursor.fetchone()[0])


def _columns(cursor: Any) -> set[str]:
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped",
        [TABLE],
    )
    return {row[0] for row in cursor.fetchall()}
