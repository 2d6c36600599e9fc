"""What an import did, written down so that it can be taken back."""
# ruff: noqa: S608

from collections.abc import Mapping

from regulars.customers.importing.batch import Batch

# Ends a statement that begins WITH added AS (INSERT … RETURNING id).
NOTE_NEW = (
    "INSERT INTO customers_importchange (run_id, model, object_id, is_new, before, after) "
    "SELECT %(run)s, %(model)s, added.id, true, '{}', '{}' FROM added"
)


def insert_noted(
    batch: Batch, model: str, statement: str, *, witness: str, params: Mapping[str, object] | None = None
) -> None:
    """Insert and remember what was created, without reading it again. ``witness`` names the columns whose
    later change says that somebody worked on it."""
    columns = witness.split()
    pairs = ", ".join(f"'{column}', to_jsonb(added.{column})" for column in columns)
    batch.sql(
        f"WITH added AS ({statement} RETURNING id, {', '.join(columns)}) "
        "INSERT INTO customers_importchange (run_id, model, object_id, is_new, before, after) "
        f"SELECT %(noted_run)s, %(noted_model)s, added.id, true, '{{}}', jsonb_build_object({pairs}) FROM added",
        {**(params or {}), "noted_run": batch.run.pk, "noted_model": model},
    )


def note_changed(batch: Batch, model: str, changes: str) -> None:
    """Remember what fields were before and after. ``changes`` selects id, before, after."""
    batch.sql(
        "INSERT INTO customers_importchange (run_id, model, object_id, is_new, before, after) "
        f"SELECT %s, %s, c.id, false, c.before, c.after FROM ({changes}) c",
        [batch.run.pk, model],
    )
