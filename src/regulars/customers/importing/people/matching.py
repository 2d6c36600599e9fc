"""Which customer a row means: by own code, then phone, then e-mail; or a new one; or somebody must say."""
# ruff: noqa: S608

from regulars.accounts.models import Scope
from regulars.customers.importing.batch import Batch
from regulars.customers.models import Customer

POINTS = (("phone", "phone"), ("phone2", "phone"), ("email", "email"), ("wechat", "wechat"))

FURTHER = """
INSERT INTO person_point SELECT n, %s + at, further[at], further[at + 1], further[at + 2]
FROM {table}, generate_series(1, cardinality(further), 3) at WHERE further IS NOT NULL
"""

MATCH = """
CREATE TEMP TABLE person_match ON COMMIT DROP AS
WITH candidate AS (
    SELECT i.n, i.code, i.name, i.decision, COALESCE(by_code.id, i.known_id) AS by_code, by_point.ids,
        min(i.n) OVER (PARTITION BY i.code) AS first_of_code, twin.first_of_point
    FROM {table} i
    LEFT JOIN customers_customer by_code ON by_code.code = i.code AND by_code.deleted_at IS NULL
    LEFT JOIN (
        SELECT p.n, array_agg(DISTINCT kept.customer_id) AS ids
        FROM person_point p
        JOIN customers_contactpoint kept ON kept.kind = p.kind AND kept.normalised = p.normalised
        JOIN customers_customer c ON c.id = kept.customer_id AND c.deleted_at IS NULL
        WHERE p.kind IN ('phone', 'email') AND kept.contact_id IS NULL
        GROUP BY p.n
    ) by_point ON by_point.n = i.n
    LEFT JOIN (
        SELECT n, min(first) AS first_of_point
        FROM (
            SELECT n, min(n) OVER (PARTITION BY kind, normalised) AS first
            FROM person_point WHERE kind IN ('phone', 'email')
        ) same
        GROUP BY n
    ) twin ON twin.n = i.n
), told AS (
    SELECT candidate.*, one.id AS one, one.code AS one_code, one.name AS one_name
    FROM candidate
    LEFT JOIN customers_customer one ON one.id = candidate.ids[1] AND cardinality(candidate.ids) = 1
), judged AS (
SELECT n, COALESCE(by_code, one) AS customer_id,
    CASE
        WHEN code IS NOT NULL AND first_of_code < n THEN 'twice_in_file'
        WHEN decision = 'skip' THEN 'left_out'
        WHEN decision = 'new' AND by_code IS NULL THEN 'new'
        WHEN first_of_point < n AND decision IS NULL AND %(points_are_own)s THEN 'twice_in_file'
        WHEN by_code IS NOT NULL THEN 'known'
        WHEN cardinality(ids) > 1 THEN 'several_match'
        WHEN one IS NULL AND code IS NULL AND name IS NULL AND first_of_point IS NULL THEN 'nobody'
        WHEN one IS NULL THEN 'new'
        WHEN decision = 'update' THEN 'known'
        WHEN code IS NOT NULL AND one_code NOT IN ('', code) THEN 'other_code'
        WHEN name IS NOT NULL AND lower(name) <> lower(one_name) THEN 'other_name'
        ELSE 'known'
    END AS verdict,
    COALESCE(one_name, '') AS other, COALESCE(one_code, '') AS other_code,
    LEAST(first_of_code, first_of_point) AS first_row
FROM told
ORDER BY n
)
SELECT n, {customer_id} AS customer_id, verdict, other, other_code, first_row FROM judged
"""
# Who is new gets a number at once where it is meant, in the order of the file.
NUMBERED = "CASE WHEN verdict = 'new' THEN nextval(pg_get_serial_sequence('customers_customer', 'id')) ELSE customer_id END"

# The same customer by two ways (one row has the code, the other the phone): the first row counts.
TWICE = """
UPDATE person_match m SET verdict = 'twice_in_file', first_row = earlier.n
FROM (
    SELECT customer_id, min(n) AS n FROM person_match WHERE verdict = 'known' GROUP BY customer_id
    HAVING count(*) > 1
) earlier
WHERE earlier.customer_id = m.customer_id AND m.verdict = 'known' AND m.n > earlier.n
"""

IN_BIN = """
UPDATE person_match m SET verdict = 'in_bin', other = binned.name, other_code = binned.code
FROM (
    SELECT DISTINCT ON (told.n) told.n, c.name, c.code
    FROM (
        SELECT i.n, c.id FROM {table} i JOIN customers_customer c ON c.code = i.code AND c.deleted_at IS NOT NULL
        UNION ALL
        SELECT p.n, kept.customer_id FROM person_point p JOIN customers_contactpoint kept
            ON kept.kind = p.kind AND kept.normalised = p.normalised AND kept.contact_id IS NULL
        WHERE p.kind IN ('phone', 'email')
    ) told JOIN customers_customer c ON c.id = told.id AND c.deleted_at IS NOT NULL
    ORDER BY told.n, c.deleted_at DESC
) binned, {table} i
WHERE binned.n = m.n AND i.n = m.n AND m.verdict = 'new' AND i.decision IS DISTINCT FROM 'new'
"""


def match(batch: Batch, table: str, *, points_are_own: bool = True) -> None:
    """Leaves ``person_match`` (n, customer_id, verdict) and ``person_point`` (n, kind, value, normalised).

    ``points_are_own`` false: two rows with different codes may share a phone.
    """
    batch.sql(
        "CREATE TEMP TABLE person_point (n bigint, place int, kind text, value text, normalised text) ON COMMIT DROP"
    )
    for place, (column, kind) in enumerate(POINTS):
        batch.sql(
            f"INSERT INTO person_point SELECT n, %s, %s, {column}[1], {column}[2] FROM {table} "
            f"WHERE {column} IS NOT NULL",
            [place, kind],
        )
    if "further" in batch.mapped:
        batch.sql(FURTHER.format(table=table), [len(POINTS)])
    batch.sql("ANALYZE person_point")
    customer_id = NUMBERED if batch.is_real else "customer_id"
    batch.sql(MATCH.format(table=table, customer_id=customer_id), {"points_are_own": points_are_own})
    if points_are_own:
        batch.sql(TWICE)
    _find_in_bin(batch, table)
    hide_others(batch)
    batch.sql("CREATE INDEX ON person_match (n)")
    batch.sql("ANALYZE person_match")


def _find_in_bin(batch: Batch, table: str) -> None:
    """Who was put into the recycle bin does not come back as somebody new unless a person says so."""
    if batch.value("SELECT EXISTS (SELECT FROM customers_customer WHERE deleted_at IS NOT NULL)"):
        batch.sql(IN_BIN.format(table=table))


def hide_others(batch: Batch) -> None:
    """A colleague's customer is not changed by somebody who may not see it."""
    user = batch.run.started_by
    if user is None or user.sees == Scope.ALL:
        return
    found = [
        row[0] for row in batch.rows("SELECT DISTINCT customer_id FROM person_match WHERE verdict = 'known'")
    ]
    seen = set(Customer.objects.visible_to(user).filter(pk__in=found).values_list("pk", flat=True))
    batch.sql(
        "UPDATE person_match SET verdict = 'of_colleague' WHERE verdict = 'known' AND customer_id = ANY(%s)",
        [[pk for pk in found if pk not in seen]],
    )
