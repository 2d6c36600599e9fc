"""Files of products, known by their code."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.customers.importing import cells, records
from regulars.customers.importing.batch import Batch
from regulars.customers.importing.fields import Field
from regulars.orders.models import Product

FIELDS: tuple[Field, ...] = (
    Field("code", _("Product code"), ("商品编码", "商品编号", "商品代码", "货号", "款号", "条码", "编码", "stock code", "sku",
          "product id", "item code", "item no", "barcode"), cells.code, "text", 80, is_required=True),
    Field("name", pgettext_lazy("product", "Name"), ("商品", "商品名称", "名称", "品名", "产品名称", "description", "product", "product name", "title"),
          cells.text, "text", 300),
    Field("category", _("Category"), ("品类", "类别", "分类", "商品分类", "product category"), cells.name, "text", 120),
    Field("unit", _("Unit"), ("单位", "计量单位"), cells.name, "text", 20),
    Field("price", _("Price"), ("价格", "售价", "单价", "零售价", "list price", "unit price"), cells.price, "numeric"),
    Field("cost", _("Cost"), ("成本", "成本价", "进价", "unit cost"), cells.price, "numeric"),
    Field("repurchase_days", _("Usually lasts days"), ("复购周期", "使用天数", "lasts days"), cells.whole, "int"),
    Field("is_service", _("Service"), ("是否服务", "服务"), cells.boolean, "boolean"),
    Field("is_active", _("On sale"), ("在售", "是否在售", "上架", "active"), cells.boolean, "boolean"),
)  # fmt: skip
NEEDS = (("code",),)
COLUMNS = ("name", "category_id", "unit", "price", "cost", "repurchase_days", "is_service", "is_active")

RECORD = """
CREATE TEMP TABLE record ON COMMIT DROP AS
SELECT i.n, p.id, min(i.n) OVER (PARTITION BY i.code) AS twin, NULL::text AS trouble, i.code, i.name, i.category,
    CASE WHEN i.category IS NOT NULL THEN COALESCE(g.id, 0) END AS category_id, i.unit, i.price, i.cost,
    i.repurchase_days, i.is_service, i.is_active
FROM incoming i LEFT JOIN orders_product p ON p.code = i.code LEFT JOIN orders_category g ON g.name = i.category
"""


def judge(batch: Batch) -> None:
    batch.step("products")
    batch.sql(RECORD)
    records.judge(batch, COLUMNS, table="orders_product", column="code")


def apply(batch: Batch) -> None:
    batch.sql(
        "INSERT INTO orders_category (name) SELECT DISTINCT category FROM record WHERE category IS NOT NULL "
        "ON CONFLICT (name) DO NOTHING"
    )
    batch.sql("UPDATE record r SET category_id = g.id FROM orders_category g WHERE g.name = r.category")
    records.find_changes(batch, COLUMNS, table="orders_product")
    always = {"code": "r.code", "created_at": "%(now)s", "import_id": "%(run)s"}
    records.write(batch, Product, COLUMNS, always=always, witness="name price cost category_id")
