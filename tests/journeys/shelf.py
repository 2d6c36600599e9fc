"""A furnished shop is kept and put back, because furnishing takes long and every journey starts anew."""

from collections.abc import Callable

from django.apps import apps
from django.db import connection, transaction
from psycopg import sql

from regulars.config import database
from regulars.insights import sold
from regulars.insights.table import TABLE

_kept: dict[str, dict[str, bytes]] = {}


def furnished(name: str, furnish: Callable[[], None]) -> None:
    """The database as ``furnish`` leaves it when it begins empty."""
    if name in _kept:
        _put_back(_kept[name])
    else:
        furnish()
        _kept[name] = {table: _copied(table) for table in _tables()}
    _give_to_server()


def _tables() -> list[str]:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r'")
        there = {row[0] for row in cursor.fetchall()}
    left = {"django_content_type", "auth_permission"}  # made with the tables, and not emptied
    return [*sorted({model._meta.db_table for model in models} & there - left), TABLE]


def _copied(table: str) -> bytes:
    with (
        connection.cursor() as cursor,
        cursor.copy(_statement("COPY {} TO STDOUT (FORMAT binary)", table)) as out,
    ):
        return b"".join(bytes(part) for part in out)


@transaction.atomic
def _put_back(kept: dict[str, bytes]) -> None:
    """Foreign keys are looked at when the transaction ends."""
    with connection.cursor() as cursor:
        for table, rows in kept.items():
            cursor.execute(_statement("DELETE FROM {}", table) if table == TABLE else "SELECT 1")
            with cursor.copy(_statement("COPY {} FROM STDIN (FORMAT binary)", table)) as into:
                into.write(rows)


def _give_to_server() -> None:
    """What is derived belongs to the role of the pages; this process made it as another."""
    with connection.cursor() as cursor:
        for table in (TABLE, *sold.KEPT.values()):
            cursor.execute(_statement("ALTER TABLE IF EXISTS {} OWNER TO " + database.user("app"), table))


def _statement(text: str, table: str) -> sql.Composed:
    return sql.SQL(text).format(sql.Identifier(table))
