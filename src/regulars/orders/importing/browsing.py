"""Files of what customers looked at: the same look told twice is kept once."""

from django.utils.translation import gettext_lazy as _

from regulars.customers.importing import cells, people, records
from regulars.customers.importing.batch import Batch
from regulars.customers.importing.fields import Field
from regulars.customers.importing.kinds.customer_fields import of_customer
from regulars.orders.importing import order_fields
from regulars.orders.models import BrowsingEvent

PRODUCT = [field for field in order_fields.FIELDS if field.key in ("product_code", "description")]
FIELDS: tuple[Field, ...] = (
    of_customer("customer_code"),
    of_customer("customer_name"),
    of_customer("customer_phone"),
    of_customer("customer_email"),
    *PRODUCT,
    Field("happened_at", _("When"), ("时间", "日期", "浏览时间", "访问时间", "浏览日期", "date", "time", "viewed at", "visited at",
          "timestamp"), cells.moment, "timestamptz", is_required=True),
    Field("source", _("Where"), ("来源", "渠道", "页面", "平台", "source", "channel", "site", "page"), cells.text, "text", 80),
)  # fmt: skip
NEEDS = (
    ("happened_at",),
    ("product_code", "description"),
    ("customer_code", "customer_name", "customer_phone", "customer_email"),
)
COLUMNS = ("product_id", "happened_at", "source")

RECORD = """
CREATE TEMP TABLE record ON COMMIT DROP AS
WITH told AS (
    SELECT i.n, f.customer_id, p.id AS product_id, i.happened_at, COALESCE(i.source, '') AS source,
        COALESCE(f.trouble, CASE WHEN p.id IS NULL THEN 'unknown_product' END) AS trouble
    FROM incoming i JOIN found f USING (n)
    LEFT JOIN LATERAL (
        SELECT id FROM orders_product WHERE CASE WHEN i.product_code IS NOT NULL THEN code = i.product_code
            ELSE name = i.description END
        ORDER BY id LIMIT 1
    ) p ON true
)
SELECT t.*, kept.id, min(t.n) OVER (PARTITION BY t.customer_id, t.product_id, t.happened_at, t.source) AS twin
FROM told t
LEFT JOIN LATERAL (
    SELECT id FROM orders_browsingevent b WHERE b.customer_id = t.customer_id AND b.product_id = t.product_id
        AND b.happened_at = t.happened_at AND b.source = t.source
    ORDER BY id LIMIT 1
) kept ON true
"""


def judge(batch: Batch) -> None:
    batch.step("browsing")
    people.find(batch)
    batch.sql(RECORD)
    records.judge(batch, COLUMNS, table="orders_browsingevent", column="customer_name")


def apply(batch: Batch) -> None:
    always = {"customer_id": "r.customer_id"}
    records.write(batch, BrowsingEvent, COLUMNS, always=always, witness="product_id happened_at customer_id")
