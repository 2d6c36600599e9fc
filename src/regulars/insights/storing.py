"""Fill the wide table of measures by COPY, and swap it in one short transaction."""

import io
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
from django.db import connection, transaction
from psycopg import sql

from regulars.customers import measures
from regulars.customers.measures import Measure
from regulars.insights.table import NEXT, PATIENCE, TABLE, create, index

SCALE = 2  # minor units are hundredths
CHUNK = 50_000
SAMPLED = 25  # PostgreSQL's statistics target: 7,500 rows are looked at


def fill_next(table: pa.Table, as_of: date) -> None:
    """Build the next table from computed columns, and those of measures that PostgreSQL computes."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(NEXT)))
        create(cursor, NEXT)
        _copy(cursor, table, as_of)
        index(cursor, NEXT)
        _analyse(cursor)


def _analyse(cursor: Any) -> None:
    """From a smaller sample than usual: with hundreds of columns the usual one costs more than filling them."""
    cursor.execute(sql.SQL("SET LOCAL default_statistics_target = {}").format(sql.Literal(SAMPLED)))
    cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(NEXT)))
    cursor.execute("SET LOCAL default_statistics_target = DEFAULT")


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
    """All at once: a column filled later would write every row of the table again."""
    wanted = measures.registered()
    names = ["customer_id", "as_of", *(m.name for m in wanted)]
    columns = [table["customer_id"], pa.chunked_array([pa.array([as_of] * len(table), pa.date32())])]
    columns += [
        _asked(cursor, m, table["customer_id"], as_of=as_of)
        if m.sql
        else _values(table[m.column or m.name], m)
        for m in wanted
    ]
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


def _asked(cursor: Any, measure: Measure, customer_ids: pa.ChunkedArray, *, as_of: date) -> pa.Array:
    """What PostgreSQL computes for each customer, in its own words: they go back as they came."""
    text = io.BytesIO()
    with cursor.cursor.copy(f"COPY ({measure.sql}) TO STDOUT (FORMAT csv)", {"as_of": as_of}) as copy:
        for piece in copy:
            text.write(piece)
    if not text.tell():
        return pa.nulls(len(customer_ids), pa.string())
    text.seek(0)
    found = pacsv.read_csv(
        text,
        read_options=pacsv.ReadOptions(column_names=["customer_id", "value"]),
        convert_options=pacsv.ConvertOptions(
            column_types={"customer_id": pa.int64(), "value": pa.string()},
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    return found["value"].take(pc.index_in(customer_ids, found["customer_id"]))
