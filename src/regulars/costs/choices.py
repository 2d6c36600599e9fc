"""What money goes into, and which of it is the price of doing business and which is put in to gain more."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class CostKind(TextChoices):
    """拜访, 联系, 礼品, 优惠券, 服务时间, 赊销利息, 配送, 其他."""

    VISIT = "visit", pgettext_lazy("cost", "Visits")
    CONTACT = "contact", pgettext_lazy("cost", "Calls and messages")
    GIFT = "gift", pgettext_lazy("cost", "Gifts")
    COUPON = "coupon", pgettext_lazy("cost", "Coupons")
    SERVICE = "service", pgettext_lazy("cost", "Service time")
    OTHER = "other", pgettext_lazy("cost", "Other care")
    CREDIT = "credit", pgettext_lazy("cost", "Interest on credit")
    DELIVERY = "delivery", pgettext_lazy("cost", "Delivery")


class CostSource(TextChoices):
    HAND = "hand", pgettext_lazy("cost", "Entered by hand")
    SETTINGS = "settings", pgettext_lazy("cost", "From the firm's settings")
    IMPORT = "import", pgettext_lazy("cost", "Imported")


# 交易成本: what selling itself costs. The others are 资金投入: put in to keep the customer.
OF_TRANSACTIONS = (CostKind.CREDIT, CostKind.DELIVERY)
PUT_IN = (
    CostKind.VISIT,
    CostKind.CONTACT,
    CostKind.GIFT,
    CostKind.COUPON,
    CostKind.SERVICE,
    CostKind.OTHER,
)
