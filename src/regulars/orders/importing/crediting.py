"""Orders on credit that go beyond the customer's limit, or meet an overdue balance: flagged, not refused."""

from regulars.customers.importing import problems
from regulars.customers.importing.batch import Batch

BEYOND = """
SELECT h.n, 'on_credit', 'warning', 'beyond_credit_limit', h.reference,
    jsonb_build_object('reference', h.reference, 'limit', c.credit_limit,
        'owed', COALESCE(owed.amount, 0) + h.running)
FROM (
    SELECT header.*, m.customer_id, sum(amount_base) OVER (PARTITION BY m.customer_id ORDER BY header.ordered_at, header.id) AS running
    FROM header JOIN person_match m ON m.n = header.buyer AND m.verdict = 'known'
    WHERE on_credit AND order_id IS NULL AND trouble IS NULL
) h
JOIN customers_customer c ON c.id = h.customer_id AND c.credit_limit IS NOT NULL
LEFT JOIN (
    SELECT customer_id, sum(amount_base - paid) AS amount FROM orders_order WHERE on_credit GROUP BY customer_id
) owed ON owed.customer_id = h.customer_id
WHERE COALESCE(owed.amount, 0) + h.running > c.credit_limit
"""

OVERDUE = """
SELECT h.n, 'on_credit', 'warning', 'overdue_balance', h.reference,
    jsonb_build_object('reference', h.reference, 'overdue', sum(o.amount - o.paid))
FROM header h
JOIN person_match m ON m.n = h.buyer AND m.verdict = 'known'
JOIN orders_order o ON o.customer_id = m.customer_id AND o.on_credit AND o.due_on < h.ordered_on AND o.paid < o.amount
WHERE h.on_credit AND h.order_id IS NULL AND h.trouble IS NULL
GROUP BY h.n, h.reference
"""


def flag(batch: Batch) -> None:
    if "on_credit" in batch.mapped:
        problems.add(batch, BEYOND)
        problems.add(batch, OVERDUE)
