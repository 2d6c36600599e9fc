"""From computed columns to the wide table, with people's overrides, and the dated changes of classes."""

from datetime import date

import pyarrow as pa
from django.db import connection
from psycopg import sql

from regulars.insights import storing
from regulars.insights.models import ScoreRun
from regulars.insights.moving import CLASSES, OVERRIDABLE
from regulars.insights.table import NEXT, TABLE, ensure_table


def store(table: pa.Table, run: ScoreRun) -> dict[str, int]:
    """Put a computed table in the place of the present one; how many customers changed class comes back."""
    ensure_table()
    storing.fill_next(table, run.as_of)
    for measure in OVERRIDABLE:
        _override(measure)
    moved = {measure: _note_changes(measure, run) for measure in CLASSES} if _goes_on(run.as_of) else {}
    storing.swap()
    return {name: count for name, count in moved.items() if count}


def _goes_on(day: date) -> bool:
    """Changes are dated only when the new day is not before the old one."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(as_of) FROM {TABLE}")  # noqa: S608 -- our own name
        (last,) = cursor.fetchone()
    return last is None or last <= day


def _override(measure: str) -> None:
    """Keep what was computed beside a person's word, then let the word count."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "UPDATE insights_override o SET computed = coalesce({next}.{measure}, '') FROM {next} "
                "WHERE o.customer_id = {next}.customer_id AND o.measure = %s AND o.ended_at IS NULL"
            ).format(next=sql.Identifier(NEXT), measure=sql.Identifier(measure)),
            [measure],
        )
        cursor.execute(
            sql.SQL(
                "UPDATE {next} SET {measure} = o.value FROM insights_override o "
                "WHERE o.customer_id = {next}.customer_id AND o.measure = %s AND o.ended_at IS NULL"
            ).format(next=sql.Identifier(NEXT), measure=sql.Identifier(measure)),
            [measure],
        )


def _note_changes(measure: str, run: ScoreRun) -> int:
    rule = CLASSES[measure]
    statement = sql.SQL(
        """
        INSERT INTO insights_classchange (customer_id, measure, old, new, changed_on, reason, is_override, run_id)
        SELECT n.customer_id, %(measure)s, coalesce(p.{measure}, ''), coalesce(n.{measure}, ''), %(day)s,
               jsonb_build_object('rule', {rule}), false, %(run)s
        FROM {next} n JOIN {present} p USING (customer_id)
        WHERE n.{measure} IS DISTINCT FROM p.{measure} AND p.as_of IS NOT NULL
        ON CONFLICT (customer_id, measure, changed_on)
            DO UPDATE SET new = excluded.new, reason = excluded.reason, run_id = excluded.run_id
        """
    ).format(
        measure=sql.Identifier(measure),
        rule=sql.SQL("n.{}").format(sql.Identifier(rule)) if rule else sql.SQL("NULL"),
        next=sql.Identifier(NEXT),
        present=sql.Identifier(TABLE),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"measure": measure, "day": run.as_of, "run": run.pk})
        return int(cursor.rowcount)
