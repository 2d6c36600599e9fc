"""Taking our own tables, types and functions out of a database, and nobody else's."""

from typing import Any

from psycopg import sql

OWNED = """
SELECT x.oid::regclass::text, x.relkind::text FROM pg_class x
 WHERE x.relnamespace = %s::regnamespace AND x.relkind IN ('r', 'v', 'm', 'S')
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                   AND d.objid = x.oid AND d.deptype IN ('e', 'i', 'a'))
"""
FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_proc p
 WHERE p.pronamespace = %s::regnamespace AND pg_has_role(p.proowner, 'USAGE')
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
                   AND d.objid = p.oid AND d.deptype = 'e')
"""
TYPES = """
SELECT t.oid::regtype::text FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
 WHERE t.typnamespace = %s::regnamespace AND pg_has_role(t.typowner, 'USAGE')
   AND (t.typtype = 'e' OR (t.typtype = 'c' AND c.relkind = 'c'))
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass
                   AND d.objid = t.oid AND d.deptype = 'e')
"""
KINDS = {"r": "TABLE", "v": "VIEW", "m": "MATERIALIZED VIEW", "S": "SEQUENCE"}


def drop_derived(cursor: Any) -> None:
    """What the refresh computed from other rows; it will compute it again."""
    cursor.execute("SELECT to_regnamespace('derived')")
    if cursor.fetchone()[0] is not None:
        drop_relations(cursor, "derived")


def drop_own(cursor: Any) -> None:
    drop_relations(cursor, "public")
    cursor.execute(FUNCTIONS, ["public"])
    for (function,) in cursor.fetchall():
        cursor.execute(sql.SQL("DROP FUNCTION IF EXISTS {} CASCADE").format(sql.SQL(function)))
    cursor.execute(TYPES, ["public"])
    for (name,) in cursor.fetchall():
        cursor.execute(sql.SQL("DROP TYPE IF EXISTS {} CASCADE").format(sql.SQL(name)))


def drop_relations(cursor: Any, schema: str) -> None:
    cursor.execute(OWNED, [schema])
    for name, kind in cursor.fetchall():
        cursor.execute(sql.SQL("DROP {} IF EXISTS {} CASCADE").format(sql.SQL(KINDS[kind]), sql.SQL(name)))
