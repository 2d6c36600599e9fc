from regulars.orders.models.browsing_event import BrowsingEvent
from regulars.orders.models.exchange_rate import ExchangeRate
from regulars.orders.models.order import Order, OrderLine
from regulars.orders.models.payment import Payment
from regulars.orders.models.product import Category, Product

__all__ = ["BrowsingEvent", "Category", "ExchangeRate", "Order", "OrderLine", "Payment", "Product"]
