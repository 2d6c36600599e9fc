"""A shop of five products: tea and a cup go together, the calendar is sold in winter."""

from datetime import date, timedelta

import pyarrow as pa

from regulars.analytics.offering.purchases import Purchases

UNTIL = date(2026, 9, 30)


def lines(*bought):
    """(customer, product, days ago)."""
    return pa.table(
        {
            "customer_id": [each[0] for each in bought],
            "product_id": [each[1] for each in bought],
            "ordered_on": [UNTIL - timedelta(days=each[2]) for each in bought],
        }
    )


SHOP = lines(
    ("Zhou", "tea", 5), ("Zhou", "tea", 35), ("Zhou", "cup", 35), ("Zhou", "calendar", 270), ("Zhou", "calendar", 271),
    ("Zhou", "calendar", 272),
    ("Lin", "tea", 3), ("Lin", "cup", 3), ("Lin", "cup", 3),
    ("Chen", "tea", 60), ("Chen", "cup", 61),
    ("Wu", "tea", 20),
    ("Song", "vase", 2),
    ("Later", "tea", -1),
)  # fmt: skip


def purchases():
    return Purchases.of(SHOP, UNTIL)


def named(found, lists, customer):
    """The offers of one customer by name, and None where there is none."""
    row = found.customers.to_pylist().index(customer)
    return [found.products[int(each)].as_py() if each >= 0 else None for each in lists.product[row]]
