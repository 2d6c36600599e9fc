"""What this module hangs in the frame: its place in the menu, what search finds."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from regulars.orders.models import Order, Product
from regulars.ui import commands, navigation
from regulars.ui.formatting import day, money


def hang_in_frame() -> None:
    navigation.add_entry("orders", _("Orders"), url_name="orders:list", icon="orders", order=30)
    commands.add_source("orders", _("Orders"), find=find_orders, order=20)
    commands.add_source("products", _("Products"), find=find_products, order=30)
    commands.add_action("products", _("Products"), url_name="orders:products", icon="tag")
    commands.add_action(
        "rates", _("Exchange rates"), url_name="orders:rates", visible=lambda user: user.is_administrator
    )


def find_orders(user: Any, text: str, limit: int) -> Iterable[commands.Suggestion]:
    """By the beginning of the order number."""
    words = text.strip()
    if len(words) < 2 or "\0" in words:
        return
    found = Order.objects.visible_to(user).filter(reference__startswith=words.upper()[:80])
    if not found.exists():
        found = Order.objects.visible_to(user).filter(reference__startswith=words[:80])
    for order in found.select_related("customer").order_by("reference")[:limit]:
        detail = str(_(", ")).join(
            (order.customer.name, day(order.ordered_on), money(order.amount, order.currency))
        )
        yield commands.Suggestion(order.reference, order.get_absolute_url(), detail, icon="orders")


def find_products(user: Any, text: str, limit: int) -> Iterable[commands.Suggestion]:
    if len(text.strip()) < 2:
        return
    for product in Product.objects.named_like(text).order_by("-is_active", "code")[:limit]:
        yield commands.Suggestion(str(product), product.get_absolute_url(), product.code, icon="tag")
