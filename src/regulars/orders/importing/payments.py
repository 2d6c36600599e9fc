"""Files of payments: known by their number, else by customer, moment, amount and how often."""

from django.utils.translation import gettext_lazy as _

from regulars.customers.importing import cells, changes, people, records
from regulars.customers.importing.batch import Batch
from regulars.customers.importing.fields import Field
from regulars.customers.importing.kinds.customer_fields import of_customer
from regulars.orders.choices import PaymentMethod
from regulars.orders.models import Payment

METHODS = {"cash": ("现金",), "card": ("刷卡", "银行卡", "credit card", "debit card"), "wechat_pay": ("微信", "微信支付", "wechat"),
           "alipay": ("支付宝",), "transfer": ("转账", "银行转账", "对公转账", "wire"), "other": ("其他", "其它")}  # fmt: skip
FIELDS: tuple[Field, ...] = (
    Field("reference", _("Payment number"), ("付款单号", "收款单号", "流水号", "支付单号", "交易号", "payment no", "payment id",
          "transaction id"), cells.code, "text", 120),
    Field("order_reference", _("Order number"), ("订单号", "订单编号", "单号", "invoice no", "order no", "order", "invoice"),
          cells.code, "text", 80),
    of_customer("customer_code"),
    of_customer("customer_name"),
    of_customer("customer_phone"),
    of_customer("customer_email"),
    Field("paid_at", _("Paid at"), ("付款时间", "支付时间", "收款日期", "付款日期", "日期", "时间", "date", "payment date", "paid on"),
          cells.moment, "timestamptz", is_required=True),
    Field("amount", _("Amount"), ("金额", "付款金额", "实收", "收款金额", "支付金额", "paid", "payment"), cells.amount, "numeric",
          is_required=True),
    Field("currency", _("Currency"), ("币种", "货币"), cells.currency, "text"),
    Field("method", _("Method"), ("支付方式", "付款方式", "收款方式", "payment method"), cells.choice(PaymentMethod, METHODS),
          "text"),
)  # fmt: skip
NEEDS = (
    ("paid_at",),
    ("amount",),
    ("order_reference", "customer_code", "customer_name", "customer_phone", "customer_email"),
)
COLUMNS = ("order_id", "paid_at", "amount", "currency", "method")

RECORD = """
CREATE TEMP TABLE record ON COMMIT DROP AS
WITH placed AS (
    SELECT i.n, i.reference, i.paid_at, i.amount, i.method, o.id AS order_id,
        COALESCE(i.currency, o.currency, %(currency)s) AS currency, COALESCE(o.customer_id, f.customer_id) AS customer_id,
        CASE WHEN i.order_reference IS NOT NULL THEN CASE WHEN o.id IS NULL THEN 'unknown_order' END
            ELSE f.trouble END AS trouble
    FROM incoming i JOIN found f USING (n) LEFT JOIN orders_order o ON o.reference = i.order_reference
), told AS (
    SELECT *, CASE WHEN reference IS NULL THEN row_number() OVER (
        PARTITION BY reference, customer_id, order_id, paid_at, amount ORDER BY n) END AS nth
    FROM placed
), kept AS (
    SELECT id, reference, customer_id, order_id, paid_at, amount, row_number() OVER (
        PARTITION BY reference, customer_id, order_id, paid_at, amount ORDER BY id) AS nth
    FROM orders_payment WHERE customer_id IN (SELECT customer_id FROM placed)
)
SELECT t.n, COALESCE(by_number.id, kept.id) AS id,
    CASE WHEN t.reference IS NULL THEN t.n ELSE min(t.n) OVER (PARTITION BY t.reference) END AS twin,
    CASE WHEN by_number.customer_id <> t.customer_id THEN 'payment_of_another' ELSE t.trouble END AS trouble,
    t.reference, t.customer_id, t.order_id, t.paid_at, t.amount, t.currency, t.method
FROM told t
LEFT JOIN orders_payment by_number ON by_number.reference = t.reference AND t.reference <> ''
LEFT JOIN kept ON t.reference IS NULL AND kept.reference = '' AND kept.customer_id = t.customer_id
    AND kept.order_id IS NOT DISTINCT FROM t.order_id AND kept.paid_at = t.paid_at AND kept.amount = t.amount
    AND kept.nth = t.nth
"""

# What has been paid for an order is the sum of its payments in its own currency.
PAID = """
CREATE TEMP TABLE order_paid ON COMMIT DROP AS
SELECT o.id, jsonb_build_object('paid', o.paid) AS before, jsonb_build_object('paid', s.paid) AS after, s.paid
FROM orders_order o JOIN (
    SELECT p.order_id, sum(p.amount) AS paid FROM orders_payment p JOIN orders_order x ON x.id = p.order_id
        AND x.currency = p.currency
    WHERE p.order_id IN (SELECT order_id FROM record WHERE is_new IS NOT NULL) GROUP BY p.order_id
) s ON s.order_id = o.id
WHERE o.paid <> s.paid
"""


def judge(batch: Batch) -> None:
    batch.step("payments")
    people.find(batch)
    batch.sql(RECORD, {"currency": batch.ways.currency})
    records.judge(batch, COLUMNS, table="orders_payment", column="order_reference")


def apply(batch: Batch) -> None:
    always = {
        "customer_id": "r.customer_id",
        "reference": "COALESCE(r.reference, '')",
        "import_id": "%(run)s",
    }
    records.write(batch, Payment, COLUMNS, always=always, witness="amount paid_at customer_id order_id")
    batch.sql(PAID)
    batch.sql(
        "UPDATE orders_order o SET paid = p.paid, changed_at = %s FROM order_paid p WHERE p.id = o.id",
        [batch.now],
    )
    changes.note_changed(batch, "orders.Order", "SELECT id, before, after FROM order_paid")
