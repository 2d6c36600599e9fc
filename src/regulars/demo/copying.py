"""Many rows at once: ids reserved beforehand, rows written by COPY."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import connection, models
from psycopg import sql
from psycopg.types.json import Jsonb

Row = Mapping[str, Any]


def reserve_ids(model: type[models.Model], count: int) -> Iterator[int]:
    """So many ids that nobody else will be given."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, column, count],
        )
        return iter([row[0] for row in cursor.fetchall()])


def copy_in(model: type[models.Model], rows: Iterable[Row]) -> int:
    """Write rows of attribute names and values; what a row leaves out has the field's default."""
    kept = list(rows)
    given = {name for row in kept[:1] for name in row}
    columns = [f for f in model._meta.concrete_fields if f.attname in given or not f.primary_key]
    defaults = {field.attname: field.get_default() for field in columns}
    json = {field.attname for field in columns if isinstance(field, models.JSONField)}
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(sql.Identifier(f.column or "") for f in columns),
    )
    with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        for row in kept:
            whole = {**defaults, **row}
            copy.write_row([_value(whole[name], name in json) for name in defaults])
    return len(kept)


def _value(value: Any, is_json: bool) -> Any:
    return Jsonb(value) if is_json and value is not None else value


def analyze(*models_written: type[models.Model]) -> None:
    """Tell the planner how many rows there are now; where we do not own the tables it finds out by itself."""
    tables = sql.SQL(", ").join(sql.Identifier(model._meta.db_table) for model in models_written)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("ANALYZE {}").format(tables))
