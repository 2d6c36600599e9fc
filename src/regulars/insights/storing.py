"""Fill the wide table of measures by COPY, and swap it in one short transaction."""

import io
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
from django.db import connection, transaction
from psycopg import sql

from regulars.customers import measures
from regulars.customers.measures import Measure
from regulars.insights.table import NEXT, TABLE, create, index

SCALE = 2  # minor units are hundredths
CHUNK = 50_000
PATIENCE = "5s"  # for readers to end, before a swap gives up


def fill_next(table: pa.Table, as_of: date) -> None:
    """Build the next table from computed columns; measures that PostgreSQL computes join in."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(NEXT)))
        create(cursor, NEXT)
        _copy(cursor, table, as_of)
        for measure in measures.registered():
            if measure.sql:
                _compute(cursor, measure, as_of)
        index(cursor, NEXT)
        cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(NEXT)))


def swap() -> None:
    """Let the next table be the present one. Readers wait for an instant, or we give up and they go on."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal(PATIENCE)))
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(TABLE)))
        cursor.execute(
            sql.SQL("ALTER TABLE {} RENAME TO {}").format(sql.Identifier(NEXT), sql.Identifier(TABLE))
        )
        cursor.execute("SET LOCAL lock_timeout = DEFAULT")


def _copy(cursor: Any, table: pa.Table, as_of: date) -> None:
    wanted = [m for m in measures.registered() if not m.sql]
    names = ["customer_id", "as_of", *(m.name for m in wanted)]
    columns = [table["customer_id"], pa.chunked_array([pa.array([as_of] * len(table), pa.date32())])]
    columns += [_values(table[m.column or m.name], m) for m in wanted]
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
        sql.Identifier(NEXT), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    ready = pa.table(dict(zip(names, columns, strict=True)))
    with cursor.cursor.copy(statement) as copy:
        for start in range(0, len(ready), CHUNK):
            text = io.BytesIO()
            pacsv.write_csv(ready.slice(start, CHUNK), text, pacsv.WriteOptions(include_header=False))
            copy.write(text.getvalue())


def _values(column: pa.ChunkedArray, measure: Measure) -> pa.ChunkedArray:
    if measure.kind != "money":
        return column
    return pa.chunked_array([_hundredths(column.combine_chunks())], type=pa.decimal128(18, SCALE))


def _hundredths(whole: pa.Array) -> pa.Array:
    """Whole minor units read as decimals with two places: the same digits, no arithmetic."""
    numbers = np.asarray(whole.fill_null(0), dtype=np.int64)
    digits = np.ascontiguousarray(np.stack([numbers, numbers >> 63], axis=1))
    valid = pa.array(np.asarray(whole.is_valid())).buffers()[1]
    return pa.Array.from_buffers(pa.decimal128(18, SCALE), len(whole), [valid, pa.py_buffer(digits)])


def _compute(cursor: Any, measure: Measure, as_of: date) -> None:
    statement = sql.SQL(
        "UPDATE {next} SET {name} = found.value FROM ({query}) AS found (customer_id, value) "
        "WHERE found.customer_id = {next}.customer_id"
    ).format(
        next=sql.Identifier(NEXT),
        name=sql.Identifier(measure.name),
        query=sql.SQL(measure.sql),
    )
    cursor.execute(statement, {"as_of": as_of})
