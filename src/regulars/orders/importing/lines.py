"""The lines of a file at their places within their orders, and the products they name."""

from regulars.core import money
from regulars.customers.importing.batch import Batch
from regulars.orders.amounts import rounded_in_sql

LINES = """
CREATE TEMP TABLE line ON COMMIT DROP AS
WITH placed AS (
    SELECT i.n, h.id AS header, h.order_id, h.is_return, i.ordered_at, i.product_code, i.description, i.category,
        i.quantity, i.line_discount, i.unit_cost, i.unit_price, i.amount,
        row_number() OVER (PARTITION BY h.id ORDER BY i.n) AS position,
        COALESCE(h.currency, %(currency)s) = ANY(%(without_minor)s) AS is_whole
    FROM incoming i
    JOIN invoice v USING (reference)
    JOIN header h ON h.invoice = v.id AND h.is_return = (i.quantity < 0)
    WHERE h.trouble IS NULL AND (NOT v.is_mixed OR i.who IS NULL OR i.who = v.who)
), priced AS (
    SELECT n, header, order_id, is_return, ordered_at, position::int, product_code, description, category,
        quantity, COALESCE(line_discount, 0) AS discount, unit_cost,
        COALESCE(unit_price, CASE WHEN quantity <> 0 THEN round((amount + COALESCE(line_discount, 0)) / quantity, 4)
            ELSE 0 END) AS unit_price,
        COALESCE(amount, CASE WHEN is_whole THEN {whole} ELSE {cents} END - COALESCE(line_discount, 0)) AS amount
    FROM placed
)
SELECT priced.*, kept.id AS kept_id,
    CASE
        WHEN kept.id IS NULL THEN 'new'
        WHEN (kept.quantity, kept.unit_price, kept.discount, kept.amount, COALESCE(p.code, '')) =
            (priced.quantity, priced.unit_price, priced.discount, priced.amount, COALESCE(priced.product_code, ''))
            AND kept.description = COALESCE(priced.description, kept.description)
            AND (priced.unit_cost IS NULL OR priced.unit_cost IS NOT DISTINCT FROM kept.unit_cost) THEN 'same'
        ELSE 'changed'
    END AS verdict
FROM priced
LEFT JOIN orders_orderline kept ON kept.order_id = priced.order_id AND kept.position = priced.position
LEFT JOIN orders_product p ON p.id = kept.product_id
"""

# The newest line that says anything names the product.
WARES = """
CREATE TEMP TABLE ware ON COMMIT DROP AS
SELECT named.code, named.name, named.named_at, p.id, p.name AS old_name, p.named_at AS old_named_at,
    p.cost, p.category_id AS old_category, named.category
FROM (
    SELECT DISTINCT ON (product_code) product_code AS code, description AS name, ordered_at AS named_at, category
    FROM line WHERE product_code IS NOT NULL
    ORDER BY product_code, description IS NULL, ordered_at DESC, n DESC
) named
LEFT JOIN orders_product p ON p.code = named.code
"""


def place(batch: Batch) -> None:
    """Leaves ``line`` (with its verdict) and ``ware``."""
    product = "quantity * unit_price"
    batch.sql(
        LINES.format(whole=rounded_in_sql(product, 0), cents=rounded_in_sql(product, 2)),
        {"currency": batch.ways.currency, "without_minor": sorted(money.WITHOUT_MINOR_UNIT)},
    )
    batch.sql("CREATE INDEX ON line (header)")
    batch.sql("ANALYZE line")
    batch.sql(WARES)
    batch.sql("ANALYZE ware")
