"""The wide table of measures: columns from the register, rebuilt by COPY, swapped in one short transaction."""

from collections.abc import Iterable

from django.db import connection, transaction
from psycopg import sql

from regulars.customers import measures

TABLE = "customer_measures"
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
            cursor.execute(create_statement(TABLE))
            for statement in index_statements(TABLE):
                cursor.execute(statement)
        present = _columns(cursor)
        for measure in measures.registered():
            if measure.name not in present:
                cursor.execute(
                    sql.SQL("ALTER TABLE {} ADD COLUMN {} {}").format(
                        sql.Identifier(TABLE),
                        sql.Identifier(measure.name),
                        sql.SQL(COLUMN_TYPES[measure.kind]),  # type: ignore[arg-type]
                    )
                )


def create_statement(table: str) -> sql.Composed:
    columns: list[sql.Composable] = [sql.SQL("customer_id bigint PRIMARY KEY"), sql.SQL("as_of date")]
    columns += [
        sql.SQL("{} {}").format(sql.Identifier(m.name), sql.SQL(COLUMN_TYPES[m.kind]))  # type: ignore[arg-type]
        for m in measures.registered()
    ]
    return sql.SQL("CREATE TABLE {} ({})").format(sql.Identifier(table), sql.SQL(", ").join(columns))


def index_statements(table: str) -> Iterable[sql.Composed]:
    """One index per measure that sorts lists; made after filling, before the swap."""
    for measure in measures.registered():
        if measure.indexed:
            yield sql.SQL("CREATE INDEX ON {} ({} , customer_id)").format(
                sql.Identifier(table), sql.Identifier(measure.name)
            )


def _exists(cursor: object) -> bool:
    cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [TABLE])  # type: ignore[attr-defined]
    return bool(cursor.fetchone()[0])  # type: ignore[attr-defined]


def _columns(cursor: object) -> set[str]:
    cursor.execute(  # type: ignore[attr-defined]
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped",
        [TABLE],
    )
    return {row[0] for row in cursor.fetchall()}  # type: ignore[attr-defined]
