"""What rows would change of the customers they mean, field by field."""
# ruff: noqa: S608

from collections.abc import Iterable

from regulars.customers.importing.batch import Batch
from regulars.customers.importing.people import belongings

BIRTHDAY = ("day_calendar", "day_year", "day_month", "day_day", "day_leap")
# Where the birthday is known the age follows from it.
NO_YEAR = "i.birthday->>'day_year' IS NULL"
EMPTY = "('\"\"'::jsonb, '[]', '{}', 'null')"


def find_changes(batch: Batch, table: str, columns: Iterable[str], *, newest_wins: bool = False) -> None:
    """Leaves ``person_change`` (n, customer_id, field, before, after), one row per field that would change.

    ``newest_wins``: a value older than what is known is not taken.
    """
    told = "".join(f", {entry}" for entry in map(_entry, columns))
    fill_only = list(batch.run.options.get("fill_only", []))
    batch.sql(
        f"""
        CREATE TEMP TABLE person_change ON COMMIT DROP AS
        SELECT m.n, m.customer_id, v.field, v.before, v.after
        FROM person_match m
        JOIN {table} i USING (n)
        LEFT JOIN customers_customer c ON c.id = m.customer_id AND m.verdict = 'known'
        CROSS JOIN LATERAL (VALUES ('', NULL::jsonb, NULL::jsonb){told}) v (field, before, after)
        WHERE m.verdict IN ('new', 'known') AND v.after IS NOT NULL AND v.before IS DISTINCT FROM v.after
          AND (v.field <> ALL(%s) OR v.before IS NULL OR v.before IN {EMPTY})
        """,
        [fill_only],
    )
    if newest_wins:
        _drop_outdated(batch, table)
    _find_new_points(batch)
    belongings.find(batch, table)
    batch.sql("CREATE INDEX ON person_change (n)")
    batch.sql("ANALYZE person_change")


def _entry(column: str) -> str:
    if column == "birthday":
        known = _birthday("c")
        says_less = f"i.birthday ->> 'day_year' IS NULL AND {known} @> (i.birthday - 'day_year')"
        return f"('birthday', {known}, CASE WHEN ({says_less}) IS NOT TRUE THEN i.birthday END)"
    if column == "custom":
        return "('custom', c.custom, CASE WHEN i.custom IS NOT NULL AND i.custom <> '{}' THEN COALESCE(c.custom, '{}') || i.custom END)"
    if column in ("age_given", "age_band"):
        return f"('{column}', to_jsonb(c.{column}), CASE WHEN {NO_YEAR} AND c.day_year IS NULL THEN to_jsonb(i.{column}) END)"
    stored = {"owner": "owner_id"}.get(column, column)
    return f"('{stored}', to_jsonb(c.{stored}), to_jsonb(i.{column}))"


def _birthday(alias: str) -> str:
    pairs = ", ".join(f"'{column}', {alias}.{column}" for column in BIRTHDAY)
    return f"CASE WHEN {alias}.id IS NOT NULL THEN jsonb_build_object({pairs}) END"


def _drop_outdated(batch: Batch, table: str) -> None:
    batch.sql(
        f"""
        DELETE FROM person_change change USING {table} i, customers_fact fact
        WHERE i.n = change.n AND fact.customer_id = change.customer_id AND fact.field = change.field
          AND fact.collected_on > i.as_of
        """
    )


def _find_new_points(batch: Batch) -> None:
    """Phones and mailboxes are added, never replaced: both are kept."""
    numbered = "nextval(pg_get_serial_sequence('customers_contactpoint', 'id'))"
    point_id = numbered if batch.is_real else "NULL::bigint"
    batch.sql(
        f"""
        CREATE TEMP TABLE person_new_point ON COMMIT DROP AS
        SELECT {point_id} AS id, found.* FROM (
        SELECT DISTINCT ON (COALESCE(m.customer_id, -m.n), p.kind, p.normalised) m.n, m.customer_id, p.place, p.kind, p.value, p.normalised
        FROM person_match m JOIN person_point p USING (n)
        LEFT JOIN customers_contactpoint kept ON m.verdict = 'known' AND kept.customer_id = m.customer_id
            AND kept.contact_id IS NULL AND kept.kind = p.kind AND kept.normalised = p.normalised
        WHERE m.verdict IN ('new', 'known') AND kept.id IS NULL
        ORDER BY COALESCE(m.customer_id, -m.n), p.kind, p.normalised, m.n, p.place
        ) found
        """
    )
