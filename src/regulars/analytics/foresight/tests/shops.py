"""CDNOW as a snapshot: the real purchases, and generated ones of the same shape."""

from datetime import date

from regulars.analytics.clv.tests import cdnow
from regulars.analytics.tests.shop import customer, write_shop


def write_cdnow(directory, lines):
    """The path comes back; amounts in cents."""
    bought = cdnow.read(lines).to_pylist()
    ids = sorted({int(each["customer_id"]) for each in bought})
    orders = [
        {
            "customer_id": int(each["customer_id"]),
            "ordered_on": each["ordered_on"],
            "amount_minor": round(each["amount"] * 100),
            "is_return": False,
            "cost_minor": None,
            "channel": None,
            "promised_on": None,
            "delivered_on": None,
        }
        for each in bought
    ]
    began = date(1997, 1, 1)
    return write_shop(directory, customers=[customer(each, created_on=began) for each in ids], orders=orders)
