"""What the columns of a file of order lines can mean."""

from django.utils.translation import gettext_lazy as _

from regulars.customers.importing import cells
from regulars.customers.importing.fields import Field
from regulars.customers.importing.kinds.customer_fields import of_customer
from regulars.orders.choices import Channel, Outlet

# What shops write into this column: the shop or the platform, seldom the word itself.
CHANNELS = {
    "online": ("网店", "网上", "网络", "电商", "微信", "小程序", "微商城", "淘宝", "天猫", "京东", "拼多多", "抖音", "快手",
               "小红书", "美团", "饿了么", "web", "website", "webshop", "web shop", "internet", "e-commerce"),
    "offline": ("门店", "店铺", "实体店", "店内", "到店", "现场", "柜台", "store", "shop", "in store", "in the shop"),
}  # fmt: skip

FIELDS: tuple[Field, ...] = (
    Field("reference", _("Order number"), ("订单号", "订单编号", "单号", "销售单号", "发票号", "小票号", "invoice no",
          "invoice", "invoice number", "invoiceno", "order no", "order id", "order", "order reference", "receipt no"),
          cells.code, "text", 78, is_required=True),
    Field("ordered_at", _("Ordered at"), ("下单时间", "下单日期", "订单时间", "订单日期", "购买时间", "购买日期", "销售日期", "成交时间", "成交日期",
          "日期", "时间", "invoice date", "order date", "date", "date time", "ordered on", "purchase date", "created at"),
          cells.moment, "timestamptz", is_required=True),
    of_customer("customer_code", "买家编号"),
    of_customer("customer_name", "买家", "收货人", "买家姓名", "buyer", "bill to"),
    of_customer("customer_phone", "买家电话", "收货人电话", "收货电话"),
    of_customer("customer_email", "买家邮箱"),
    of_customer("country"),
    of_customer("city"),
    Field("product_code", _("Product code"), ("商品编码", "商品编号", "商品代码", "货号", "款号", "条码", "stock code",
          "stockcode", "sku", "product id", "item code", "item no", "barcode", "article"), cells.code, "text", 80),
    Field("description", _("Product name"), ("商品", "商品名称", "品名", "产品", "产品名称", "description", "product",
          "item", "item name", "title"), cells.text, "text", 300),
    Field("category", _("Category"), ("品类", "类别", "分类", "商品分类", "category", "product category"),
          cells.text, "text", 120),
    Field("quantity", _("Quantity"), ("数量", "件数", "购买数量", "qty", "units"), cells.quantity, "numeric"),
    Field("unit_price", _("Unit price"), ("单价", "价格", "售价", "成交单价", "price", "unit price", "unitprice",
          "price each"), cells.price, "numeric"),
    Field("amount", _("Line amount"), ("金额", "小计", "实付金额", "成交金额", "销售额", "行金额", "amount", "line total",
          "total", "line amount"), cells.amount, "numeric"),
    Field("line_discount", _("Line discount"), ("折扣", "折扣金额", "优惠", "优惠金额", "discount", "line discount"),
          cells.amount, "numeric"),
    Field("unit_cost", _("Unit cost"), ("成本", "成本价", "进价", "cost", "unit cost"), cells.price, "numeric"),
    Field("channel", _("Channel"), ("渠道", "销售渠道", "线上线下", "sales channel"),
          cells.choice(Channel, CHANNELS), "text"),
    Field("outlet", _("Outlet"), ("销售点", "来源平台", "outlet"), cells.choice(Outlet), "text"),
    Field("store", _("Store"), ("门店", "店铺", "店名", "shop", "branch"), cells.text, "text", 80),
    Field("currency", _("Currency"), ("币种", "货币", "currency code"), cells.currency, "text"),
    Field("order_discount", _("Discount on the whole order"), ("整单折扣", "整单优惠", "订单优惠", "order discount"),
          cells.amount, "numeric"),
    Field("tax", _("Tax included"), ("税额", "税", "vat", "tax", "sales tax"), cells.amount, "numeric"),
    Field("on_credit", _("On credit"), ("赊销", "是否赊销", "挂账", "on account"), cells.boolean, "boolean"),
    Field("due_on", _("Payment due on"), ("应付日期", "到期日", "付款期限", "due date", "payment due"), cells.day, "date"),
    Field("promised_on", _("Delivery promised for"), ("承诺交期", "承诺送达", "预计送达", "promised date",
          "promised delivery"), cells.day, "date"),
    Field("delivered_on", _("Delivered on"), ("送达日期", "实际交期", "签收日期", "delivered", "delivery date"),
          cells.day, "date"),
    Field("original", _("Original order of a return"), ("原订单号", "原单号", "original order", "original invoice"),
          cells.code, "text", 80),
    Field("department", _("From department"), ("来源部门", "部门", "department"), cells.department, "text"),
    Field("remark", _("Remark"), ("备注", "说明", "note", "notes", "comment"), cells.text, "text", 300),
)  # fmt: skip
NEEDS = (
    ("reference",),
    ("ordered_at",),
    ("unit_price", "amount"),
)
