"""Files of customers, one row each."""
# ruff: noqa: S608

import json
from typing import Any

from regulars.customers.importing import people, problems
from regulars.customers.importing.batch import Batch
from regulars.customers.importing.kinds.customer_fields import APART

# Rows that wait for a person to say what they mean.
WAITING = ("twice_in_file", "several_match", "other_code", "other_name", "of_colleague", "in_bin")


def judge(batch: Batch) -> None:
    batch.step("customers")
    _take_decisions(batch)
    people.match(batch, "incoming")
    _note_waiting(batch)
    _note_owners(batch)
    people.find_changes(batch, "incoming", columns_of(batch))
    _count(batch)


def apply(batch: Batch) -> None:
    people.take(batch, "incoming", columns_of(batch), collected_on="%s::date", day=_collected_on(batch))


def columns_of(batch: Batch) -> list[str]:
    told = [column.field.key for column in batch.columns if column.field.key not in APART]
    return [*told, "custom"] if batch.has_custom else told


def _collected_on(batch: Batch) -> str:
    told: str | None = batch.run.options.get("collected_on")
    return told or batch.now.astimezone(batch.ways.zone).date().isoformat()


def _take_decisions(batch: Batch) -> None:
    decisions = batch.run.options.get("decisions", {})
    if decisions:
        batch.sql(
            "UPDATE incoming i SET decision = d.decision FROM unnest(%s::bigint[], %s::text[]) d (n, decision) "
            "WHERE d.n = i.n",
            [[int(row) for row in decisions], list(decisions.values())],
        )


def _note_waiting(batch: Batch) -> None:
    problems.add(
        batch,
        "SELECT m.n, CASE WHEN m.verdict = 'nobody' THEN 'name' WHEN i.phone IS NOT NULL THEN 'phone' WHEN i.email IS NOT NULL THEN 'email' ELSE 'code' END, "
        "CASE WHEN m.verdict = 'nobody' THEN 'error' ELSE 'duplicate' END, m.verdict, "
        "COALESCE(i.name, i.code, i.phone[1], i.email[1], ''), "
        "jsonb_build_object('row', m.first_row, 'name', m.other, 'code', m.other_code, 'customer', m.customer_id) "
        "FROM person_match m JOIN incoming i USING (n) "
        f"WHERE m.verdict IN ('nobody', {', '.join(map(repr, WAITING))})",
    )


def _note_owners(batch: Batch) -> None:
    """A customer keeps its owner; a file that names another is told so."""
    if "owner" not in batch.mapped:
        return
    problems.add(
        batch,
        "SELECT m.n, 'owner', 'warning', 'other_owner', i.name, jsonb_build_object('owner', u.name) "
        "FROM person_match m JOIN incoming i USING (n) JOIN customers_customer c ON c.id = m.customer_id "
        "JOIN accounts_user u ON u.id = c.owner_id "
        "WHERE m.verdict = 'known' AND i.owner IS NOT NULL AND i.owner <> c.owner_id",
    )
    batch.sql(
        "UPDATE incoming i SET owner = NULL FROM person_match m JOIN customers_customer c ON c.id = m.customer_id "
        "WHERE m.n = i.n AND m.verdict = 'known' AND c.owner_id IS NOT NULL"
    )


def _count(batch: Batch) -> None:
    touched = "SELECT n FROM person_change UNION SELECT n FROM person_new_point UNION SELECT n FROM person_belonging"
    for verdict, rows in batch.rows(
        "SELECT CASE WHEN m.verdict = 'new' THEN 'new' WHEN m.verdict = 'left_out' THEN 'left_out' "
        f"WHEN t.n IS NOT NULL THEN 'changed' ELSE 'same' END, count(*) FROM person_match m LEFT JOIN ({touched}) t "
        "USING (n) WHERE m.verdict IN ('new', 'known', 'left_out') GROUP BY 1"
    ):
        batch.counts[verdict] += rows
    batch.counts["fields_changed"] = batch.value(
        "SELECT count(*) FROM person_change JOIN person_match USING (n) WHERE verdict = 'known'"
    )
    batch.counts["without_consent"] = batch.value(
        "SELECT count(*) FROM person_match m JOIN incoming i USING (n) "
        "WHERE m.verdict = 'new' AND i.marketing_consent IS NOT TRUE"
    )
    keep_examples(batch)


def keep_examples(batch: Batch) -> None:
    """The first changes, shown before anything is written."""
    rows = batch.rows(
        "SELECT c.name, p.field, p.before, p.after, c.id FROM person_change p JOIN person_match m USING (n) "
        "JOIN customers_customer c ON c.id = m.customer_id WHERE m.verdict = 'known' ORDER BY p.n, p.field LIMIT 100"
    )
    points = batch.rows(
        "SELECT c.name, p.kind, NULL, to_jsonb(p.value), c.id FROM person_new_point p JOIN person_match m USING (n) "
        "JOIN customers_customer c ON c.id = m.customer_id WHERE m.verdict = 'known' ORDER BY p.n LIMIT 100"
    )
    batch.figures["examples"] = [_read(*row) for row in (rows + points)[:100]]


def _read(name: str, field: str, before: str | None, after: str | None, pk: int) -> list[Any]:
    return [name, field, json.loads(before or "null"), json.loads(after or "null"), pk]


def report(batch: Batch) -> dict[str, object]:
    return {
        "fields_changed": batch.counts["fields_changed"],
        "without_consent": batch.counts["without_consent"],
    }
