"""Replace a derived table as a whole: by COPY, in one transaction, so that readers see the old rows or the new."""

import io
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv
from django.db import connection, models, transaction
from psycopg import sql

CHUNK = 50_000


@transaction.atomic
def replace(tables: Mapping[type[models.Model], pa.Table]) -> None:
    """Each table's columns are named like those of the model's table, its key left out."""
    with connection.cursor() as cursor:
        for model, table in tables.items():
            name = sql.Identifier(model._meta.db_table)
            cursor.execute(sql.SQL("DELETE FROM {}").format(name))
            _copy(cursor, name, table)
    _analyse(tables)


def _copy(cursor: Any, name: sql.Identifier, table: pa.Table) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, table.column_names))
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(name, columns)
    with cursor.cursor.copy(statement) as copy:
        for start in range(0, len(table), CHUNK):
            text = io.BytesIO()
            pacsv.write_csv(table.slice(start, CHUNK), text, pacsv.WriteOptions(include_header=False))
            copy.write(text.getvalue())


def _analyse(tables: Mapping[type[models.Model], pa.Table]) -> None:
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(model._meta.db_table)))
