"""What an import did, written down so that it can be taken back."""
# ruff: noqa: S608

from regulars.customers.importing.batch import Batch

# Ends a statement that begins WITH added AS (INSERT … RETURNING id).
NOTE_NEW = (
    "INSERT INTO customers_importchange (run_id, model, object_id, is_new, before, after) "
    "SELECT %(run)s, %(model)s, added.id, true, '{}', '{}' FROM added"
)


def note_new(batch: Batch, model: str, table: str, *, ids: str, witness: str) -> None:
    """Remember what was created. ``ids`` selects ``id``; ``witness`` names the columns whose later change
    says that somebody worked on it."""
    pairs = ", ".join(f"'{column}', to_jsonb(t.{column})" for column in witness.split())
    batch.sql(
        "INSERT INTO customers_importchange (run_id, model, object_id, is_new, before, after) "
        f"SELECT %s, %s, t.id, true, '{{}}', jsonb_build_object({pairs}) "
        f"FROM {table} t JOIN ({ids}) made ON made.id = t.id",
        [batch.run.pk, model],
    )


def note_changed(batch: Batch, model: str, changes: str) -> None:
    """Remember what fields were before and after. ``changes`` selects id, before, after."""
    batch.sql(
        "INSERT INTO customers_importchange (run_id, model, object_id, is_new, before, after) "
        f"SELECT %s, %s, c.id, false, c.before, c.after FROM ({changes}) c",
        [batch.run.pk, model],
    )
