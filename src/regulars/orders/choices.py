"""Closed lists of values of orders."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(TextChoices):
    """线上, 线下."""

    ONLINE = "online", _("Online")
    OFFLINE = "offline", _("Offline")


class Outlet(TextChoices):
    """Where exactly: shop on the web, store, phone, rep."""

    WEBSHOP = "webshop", _("Web shop")
    STORE = "store", _("Store")
    PHONE = "phone", pgettext_lazy("outlet", "Phone")
    REP = "rep", _("Sales rep")


class OrderKind(TextChoices):
    ORDER = "order", _("Order")
    RETURN = "return", _("Return")


class PaymentMethod(TextChoices):
    CASH = "cash", _("Cash")
    CARD = "card", pgettext_lazy("payment", "Card")
    WECHAT_PAY = "wechat_pay", _("WeChat Pay")
    ALIPAY = "alipay", _("Alipay")
    TRANSFER = "transfer", _("Bank transfer")
    OTHER = "other", pgettext_lazy("payment", "Other")
