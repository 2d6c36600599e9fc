"""A small shop as a snapshot, written by hand."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pyarrow as pa

from regulars.analytics.snapshot import SCHEMAS, write_part

OPENED = date(2020, 1, 1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def customer(customer_id: int, **facts) -> dict:
    plain = {"created_on": OPENED, "owner_id": None, "kind": "person"}
    gone = {"deceased": False, "erased": False, "let_go": False, "resting": False}
    return {"customer_id": customer_id, **plain, **gone, **facts}


def order(customer_id: int, on: str, amount: int | None = 10_000, **facts) -> dict:
    plain = {"cost_minor": None, "channel": None, "promised_on": None, "delivered_on": None}
    back = amount is not None and amount < 0
    about = {"customer_id": customer_id, "ordered_on": day(on), "amount_minor": amount, "is_return": back}
    return {**plain, **about, **facts}


def contact(customer_id: int, on: str, direction: str = "to_customer", **facts) -> dict:
    plain = {"channel": "phone", "answered": None}
    return {"customer_id": customer_id, "happened_on": day(on), "direction": direction, **plain, **facts}


def line(customer_id: int, on: str, product_id: int, amount: int = 1_000, **facts) -> dict:
    plain = {"order_id": 0, "quantity": 1.0, "cost_minor": None, "is_return": False}
    about = {"customer_id": customer_id, "ordered_on": day(on), "product_id": product_id}
    return {**plain, **about, "amount_minor": amount, **facts}


def write_shop(
    directory: Path,
    *,
    customers: Iterable[dict],
    orders: Iterable[dict] = (),
    contacts: Iterable[dict] = (),
    lines: Iterable[dict] = (),
) -> Path:
    numbered = [{"order_id": number, **row} for number, row in enumerate(orders, 1)]
    happened = [{"interaction_id": number, **row} for number, row in enumerate(contacts, 1)]
    rows = {
        "customers": list(customers),
        "orders": numbered,
        "order_lines": list(lines),
        "interactions": happened,
    }
    for name, part in rows.items():
        write_part(directory, name, pa.Table.from_pylist(part, schema=SCHEMAS[name]))
    return directory
