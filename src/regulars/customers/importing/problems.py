"""Rows that could not be taken, wait for a decision, or carry a note: counted and kept with their reason."""
# ruff: noqa: S608

import json
from collections.abc import Iterable

from regulars.customers.importing.batch import Batch, Params
from regulars.customers.importing.staging import Problem, copy_text

TABLE = """
CREATE TEMP TABLE row_problem (n bigint, field text, verdict text, code text, raw text, params jsonb)
ON COMMIT DROP
"""


def begin(batch: Batch) -> None:
    batch.sql(TABLE)


def add(batch: Batch, selection: str, params: Params = None) -> None:
    """``selection`` yields n, field, verdict, code, raw, params."""
    batch.sql(f"INSERT INTO row_problem {selection}", params)


def keep(batch: Batch, unreadable: Iterable[Problem]) -> None:
    """Store all of them with the import, instead of those of the last check."""
    batch.sql("DELETE FROM customers_importrow WHERE run_id = %s", [batch.run.pk])
    columns = 'run_id, row_number, "column", verdict, code, raw, params'
    with batch.cursor.copy(f"COPY customers_importrow ({columns}) FROM STDIN") as copy:
        copy.write("".join(_line(batch.run.pk, problem) for problem in unreadable))
    batch.sql("CREATE TEMP TABLE told_by (field text, name text, place int) ON COMMIT DROP")
    batch.sql(
        "INSERT INTO told_by SELECT * FROM unnest(%s::text[], %s::text[], %s::int[])",
        [
            [column.field.key for column in batch.columns],
            [column.name for column in batch.columns],
            [column.place for column in batch.columns],
        ],
    )
    batch.sql(
        f"INSERT INTO customers_importrow ({columns}) "
        "SELECT %s, p.n, left(COALESCE(t.name, ''), 200), p.verdict, p.code, left(COALESCE(p.raw, ''), 2000), "
        "p.params || CASE WHEN t.place IS NULL THEN '{}' ELSE jsonb_build_object('place', t.place) END "
        "FROM row_problem p LEFT JOIN told_by t USING (field) ORDER BY p.n, p.code",
        [batch.run.pk],
    )


def count(batch: Batch) -> None:
    """One row counts once; a row that is not taken and also waits counts as not taken."""
    for verdict, rows in batch.rows(
        "SELECT verdict, count(*) FROM (SELECT n, CASE WHEN bool_or(verdict = 'error') THEN 'error' "
        "ELSE 'duplicate' END AS verdict FROM row_problem WHERE verdict <> 'warning' GROUP BY n) x GROUP BY verdict"
    ):
        batch.counts[verdict] += rows
    batch.counts["warning"] += batch.value(
        "SELECT count(DISTINCT n) FROM row_problem WHERE verdict = 'warning'"
    )


def _line(run_id: int, problem: Problem) -> str:
    texts = (problem.column[:200], "error", problem.code, problem.raw[:2000])
    cells = "\t".join(text.translate({0: ""}) and copy_text(text) for text in texts)
    cells = cells.replace("\\N", "")
    return f"{run_id}\t{problem.row}\t{cells}\t{copy_text(json.dumps(problem.params, default=str))}\n"
