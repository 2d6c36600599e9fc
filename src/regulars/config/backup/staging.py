"""Tables in the state of a backup, made beside the present ones.

Migrations do not fit into one transaction (a new value of an enumeration cannot be used in the one that adds
it), so empty tables are made in a schema of their own and only moving them belongs to the restore.
"""

from typing import Any

from psycopg import sql

from regulars.config.backup.emptying import FUNCTIONS, KINDS, OWNED, TYPES

STAGE = "restoring"


def build_stage(state: frozenset[tuple[str, str]]) -> None:
    from django.db import connection

    clear_stage()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {STAGE}")
        cursor.execute(f"SET search_path TO {STAGE}")
        try:
            migrate_to(state)
        finally:
            cursor.execute("SET search_path TO public, derived")


def migrate_to(state: frozenset[tuple[str, str]]) -> None:
    """The tables as they were when the backup was made; migrating on from there comes after."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.node_map
    last = [node for node in sorted(state) if not any(child.key in state for child in nodes[node].children)]
    executor.migrate(last)


def move_stage(cursor: Any) -> None:
    """Tables take their indexes, triggers and own sequences with them."""
    cursor.execute(OWNED, [STAGE])
    for name, kind in cursor.fetchall():
        move(cursor, KINDS[kind], name)
    cursor.execute(FUNCTIONS, [STAGE])
    for (function,) in cursor.fetchall():
        move(cursor, "FUNCTION", function)
    cursor.execute(TYPES, [STAGE])
    for (name,) in cursor.fetchall():
        move(cursor, "TYPE", name)


def move(cursor: Any, kind: str, name: str) -> None:
    cursor.execute(sql.SQL("ALTER {} {} SET SCHEMA public").format(sql.SQL(kind), sql.SQL(name)))


def clear_stage() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {STAGE} CASCADE")
