"""Tags and consent that come with customers: rows of their own, added and never replaced."""

from regulars.customers.importing import changes
from regulars.customers.importing.batch import Batch

FIND = """
CREATE TEMP TABLE person_belonging ON COMMIT DROP AS
SELECT DISTINCT m.n, 'tag' AS kind, left(tag.name, 40) AS value
FROM person_match m JOIN {table} i USING (n) CROSS JOIN LATERAL unnest(i.tags) tag (name)
LEFT JOIN customers_tag known ON known.name = left(tag.name, 40)
LEFT JOIN customers_customertag given ON m.verdict = 'known' AND given.customer_id = m.customer_id
    AND given.tag_id = known.id
WHERE m.verdict IN ('new', 'known') AND given.id IS NULL
UNION ALL
SELECT m.n, 'consent', i.marketing_consent::text
FROM person_match m JOIN {table} i USING (n)
LEFT JOIN LATERAL (
    SELECT c.is_granted FROM customers_consent c WHERE m.verdict = 'known' AND c.customer_id = m.customer_id
        AND c.purpose = 'marketing' AND c.channel = 'any' ORDER BY c.given_at DESC, c.id DESC LIMIT 1
) last ON true
WHERE m.verdict IN ('new', 'known') AND i.marketing_consent IS NOT NULL
    AND last.is_granted IS DISTINCT FROM i.marketing_consent
"""


def find(batch: Batch, table: str) -> None:
    """Leaves ``person_belonging`` (n, kind, value): what is not there yet."""
    batch.sql(FIND.format(table=table))


def add(batch: Batch) -> None:
    _add_tags(batch)
    _add_consent(batch)


def _add_tags(batch: Batch) -> None:
    batch.sql(
        "INSERT INTO customers_tag (name) SELECT DISTINCT value FROM person_belonging WHERE kind = 'tag' "
        "ON CONFLICT (name) DO NOTHING"
    )
    added = (
        "INSERT INTO customers_customertag (customer_id, tag_id) SELECT m.customer_id, t.id FROM person_belonging b "
        "JOIN person_match m USING (n) JOIN customers_tag t ON t.name = b.value WHERE b.kind = 'tag' "
        "ON CONFLICT DO NOTHING RETURNING id"
    )
    _note(batch, "customers.CustomerTag", added)


def _add_consent(batch: Batch) -> None:
    user = batch.run.started_by
    added = (
        "INSERT INTO customers_consent (customer_id, purpose, channel, is_granted, given_at, how, text, "
        "recorded_by_id, recorded_at) SELECT m.customer_id, 'marketing', 'any', b.value::boolean, %(now)s, "
        "%(how)s, '', %(by)s, %(now)s FROM person_belonging b JOIN person_match m USING (n) "
        "WHERE b.kind = 'consent' RETURNING id"
    )
    how = f"{batch.run.source or batch.run.file_name}"[:200]
    _note(batch, "customers.Consent", added, now=batch.now, how=how, by=user.pk if user else None)


def _note(batch: Batch, model: str, added: str, **params: object) -> None:
    batch.sql(f"WITH added AS ({added}) {changes.NOTE_NEW}", {"run": batch.run.pk, "model": model, **params})
