"""Which known customer a row of something else belongs to: by own code, phone, e-mail or an only name."""

from regulars.accounts.models import Scope
from regulars.customers.importing.batch import Batch
from regulars.customers.models import Customer

FIND = """
CREATE TEMP TABLE found ON COMMIT DROP AS
WITH point AS (
    SELECT n, 'phone' AS kind, customer_phone[2] AS normalised FROM incoming WHERE customer_phone IS NOT NULL
    UNION ALL SELECT n, 'email', customer_email[2] FROM incoming WHERE customer_email IS NOT NULL
), by_point AS (
    SELECT p.n, array_agg(DISTINCT kept.customer_id) AS ids FROM point p
    JOIN customers_contactpoint kept ON kept.kind = p.kind AND kept.normalised = p.normalised
    JOIN customers_customer c ON c.id = kept.customer_id AND c.deleted_at IS NULL
    GROUP BY p.n
), by_name AS (
    SELECT i.n, array_agg(c.id) AS ids FROM incoming i
    JOIN customers_customer c ON lower(c.name) = lower(i.customer_name) AND c.deleted_at IS NULL
    WHERE i.customer_code IS NULL AND i.customer_phone IS NULL AND i.customer_email IS NULL
    GROUP BY i.n
), told AS (
    SELECT i.n, c.id AS by_code, COALESCE(by_point.ids, by_name.ids) AS ids, i.customer_code IS NOT NULL AS has_code
    FROM incoming i
    LEFT JOIN customers_customer c ON c.code = i.customer_code AND c.deleted_at IS NULL
    LEFT JOIN by_point ON by_point.n = i.n
    LEFT JOIN by_name ON by_name.n = i.n
)
SELECT n, CASE WHEN has_code THEN by_code WHEN cardinality(ids) = 1 THEN ids[1] END AS customer_id,
    CASE
        WHEN by_code IS NOT NULL OR (NOT has_code AND cardinality(ids) = 1) THEN NULL
        WHEN NOT has_code AND cardinality(ids) > 1 THEN 'several_match'
        ELSE 'unknown_customer'
    END AS trouble
FROM told
"""


def find(batch: Batch) -> None:
    """Leaves ``found`` (n, customer_id, trouble)."""
    batch.sql(FIND)
    user = batch.run.started_by
    if user is not None and user.sees != Scope.ALL:
        ids = [
            row[0]
            for row in batch.rows("SELECT DISTINCT customer_id FROM found WHERE customer_id IS NOT NULL")
        ]
        seen = set(Customer.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
        batch.sql(
            "UPDATE found SET trouble = 'of_colleague', customer_id = NULL WHERE customer_id = ANY(%s)",
            [[pk for pk in ids if pk not in seen]],
        )
    batch.sql("CREATE INDEX ON found (n)")
    batch.sql("ANALYZE found")
