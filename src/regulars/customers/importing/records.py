"""Records with plain fields (contacts, interactions, products, payments): judged and written the same way.

A kind fills ``record``: n, id (of the one that is known), twin (the first row of the file that means the same),
trouble, and one column for each column of the model's table that the file can say.
"""
# ruff: noqa: S608

from collections.abc import Iterable, Mapping

from django.db.models import Model

from regulars.customers.importing import changes, problems
from regulars.customers.importing.batch import Batch
from regulars.customers.importing.people.columns import default_of, insert_columns


def judge(batch: Batch, columns: Iterable[str], *, table: str, column: str = "") -> None:
    """Counts the rows and leaves ``record_change`` (n, id, field, before, after)."""
    problems.add(
        batch,
        "SELECT n, %s, 'error', trouble, '', '{}' FROM record WHERE trouble IS NOT NULL",
        [column],
    )
    problems.add(
        batch,
        "SELECT n, %s, 'duplicate', 'row_twice', '', jsonb_build_object('row', twin) FROM record "
        "WHERE trouble IS NULL AND twin < n",
        [column],
    )
    find_changes(batch, columns, table=table)
    for verdict, rows in batch.rows(
        "SELECT CASE WHEN r.id IS NULL THEN 'new' WHEN c.n IS NOT NULL THEN 'changed' ELSE 'same' END, count(*) "
        "FROM record r LEFT JOIN (SELECT DISTINCT n FROM record_change) c USING (n) "
        "WHERE r.trouble IS NULL AND r.twin = r.n GROUP BY 1"
    ):
        batch.counts[verdict] += rows


def find_changes(batch: Batch, columns: Iterable[str], *, table: str) -> None:
    told = ", ".join(f"('{column}', to_jsonb(t.{column}), to_jsonb(r.{column}))" for column in columns)
    batch.sql("DROP TABLE IF EXISTS record_change")
    batch.sql(
        "CREATE TEMP TABLE record_change ON COMMIT DROP AS SELECT r.n, r.id, v.field, v.before, v.after "
        f"FROM record r JOIN {table} t ON t.id = r.id CROSS JOIN LATERAL (VALUES {told}) v (field, before, after) "
        "WHERE r.trouble IS NULL AND r.twin = r.n AND v.after IS NOT NULL AND v.before IS DISTINCT FROM v.after"
    )


def write(
    batch: Batch, model: type[Model], columns: Iterable[str], *, always: Mapping[str, str], witness: str
) -> None:
    """Insert what is new, patch what changed. ``always`` are expressions for columns no file says.

    Afterwards ``record`` holds the id of every row taken, and ``is_new``.
    """
    table, label = model._meta.db_table, model._meta.label
    batch.sql("ALTER TABLE record ADD COLUMN is_new boolean")
    batch.sql(
        "UPDATE record SET is_new = id IS NULL, id = COALESCE(id, nextval(pg_get_serial_sequence(%s, 'id'))) "
        "WHERE trouble IS NULL AND twin = n",
        [table],
    )
    given = {column: f"COALESCE(r.{column}, {default_of(model, column)})" for column in columns}
    names, values = insert_columns(model, {**given, **always, "id": "r.id"})
    changes.insert_noted(
        batch,
        label,
        f"INSERT INTO {table} ({names}) SELECT {values} FROM record r WHERE r.is_new ORDER BY r.n",
        witness=witness,
        params=told(batch),
    )
    patch(batch, label, table)


def patch(batch: Batch, label: str, table: str) -> None:
    fields = [row[0] for row in batch.rows("SELECT DISTINCT field FROM record_change")]
    if not fields:
        return
    batch.sql(
        "CREATE TEMP TABLE record_patch ON COMMIT DROP AS SELECT id, jsonb_object_agg(field, before) AS before, "
        "jsonb_object_agg(field, after) AS after FROM record_change GROUP BY id"
    )
    batch.sql(
        f"UPDATE {table} t SET ({', '.join(fields)}) = (SELECT {', '.join(f'v.{field}' for field in fields)} "
        "FROM jsonb_populate_record(t, p.after) v) FROM record_patch p WHERE p.id = t.id"
    )
    changes.note_changed(batch, label, "SELECT id, before, after FROM record_patch")


def told(batch: Batch) -> dict[str, object]:
    user = batch.run.started_by
    return {
        "now": batch.now,
        "by": user.pk if user else None,
        "run": batch.run.pk,
        "department": batch.run.department or None,
        "currency": batch.ways.currency,
    }
