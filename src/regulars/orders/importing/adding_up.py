"""What the orders of a file come to: exact to the coin, each amount rounded half to even as everywhere."""

from regulars.customers.importing.batch import Batch
from regulars.orders.amounts import places_of, rounded_in_sql

HEADERS = """
ALTER TABLE header ADD COLUMN amount numeric, ADD COLUMN rate numeric, ADD COLUMN rate_on date,
    ADD COLUMN amount_base numeric, ADD COLUMN cost_base numeric;
UPDATE header h SET amount = l.amount - COALESCE(h.order_discount, 0), cost_base = l.cost FROM (
    SELECT line.header, sum(line.amount) AS amount,
        CASE WHEN bool_and(COALESCE(line.unit_cost, w.cost) IS NOT NULL) THEN sum({cost}) END AS cost
    FROM line LEFT JOIN ware w ON w.code = line.product_code GROUP BY line.header
) l WHERE l.header = h.id;
UPDATE header h SET currency = COALESCE(currency, %(currency)s);
UPDATE header h SET rate = 1, rate_on = ordered_on, amount_base = amount WHERE currency = %(currency)s;
UPDATE header h SET rate = r.rate, rate_on = r.valid_from, amount_base = {worth}
FROM (
    SELECT DISTINCT ON (h.id) h.id, r.rate, r.valid_from FROM header h
    JOIN orders_exchangerate r ON r.currency = h.currency AND r.valid_from <= h.ordered_on
    WHERE h.currency <> %(currency)s ORDER BY h.id, r.valid_from DESC
) r WHERE r.id = h.id
"""

PATCHES = """
UPDATE order_patch p SET
    before = p.before || jsonb_build_object('amount', o.amount, 'amount_base', o.amount_base,
        'cost_base', o.cost_base, 'changed_at', o.changed_at),
    after = p.after || jsonb_build_object('amount', {amount}, 'amount_base', {worth}, 'cost_base', s.cost,
        'changed_at', %s::timestamptz)
FROM orders_order o JOIN (
    SELECT order_id, sum(amount) AS amount,
        CASE WHEN bool_and(unit_cost IS NOT NULL) THEN sum({cost}) END AS cost
    FROM orders_orderline WHERE order_id IN (SELECT id FROM order_patch) GROUP BY order_id
) s ON s.order_id = o.id
WHERE p.id = o.id
"""


def headers(batch: Batch) -> None:
    """The amounts of ``header``, from its ``line`` rows."""
    places = places_of(batch.ways.currency)
    statement = HEADERS.format(
        cost=rounded_in_sql("line.quantity * COALESCE(line.unit_cost, w.cost)", places),
        worth=rounded_in_sql("h.amount * r.rate", places),
    )
    batch.sql(statement, {"currency": batch.ways.currency})


def patches(batch: Batch) -> None:
    """The same for orders that were there, from all their lines; kept in ``order_patch``."""
    places = places_of(batch.ways.currency)
    amount = "(s.amount - COALESCE((p.after->>'discount')::numeric, o.discount))"
    statement = PATCHES.format(
        amount=amount,
        worth=rounded_in_sql(f"{amount} * o.rate", places),
        cost=rounded_in_sql("quantity * unit_cost", places),
    )
    batch.sql(statement, [batch.now])
