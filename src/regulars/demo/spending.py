"""What the shop spends on its customers: the prices of a contact, and gifts to those who buy most."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from regulars.costs.models import CareCost
from regulars.demo.book import Book
from regulars.demo.copying import Row, copy_in
from regulars.demo.drawing import Draw
from regulars.demo.records import Both, Business, Customer

PRICES: dict[str, Any] = {
    "costs.of_visit": 60,
    "costs.of_meeting": 60,
    "costs.of_phone": 3,
    "costs.of_wechat": 1,
    "costs.of_service_hour": 50,
    "costs.of_order": 4,
    "costs.payment_percent": 0.6,
    "costs.credit_percent": 5,
}
REGULARS = 60  # who buy most often are given something
YEARS = 2
GIFTS = (
    (Both("中秋礼盒", "Mid-Autumn gift box"), (9, 12), (88, 168)),
    (Both("新春茶礼", "New Year tea gift"), (1, 20), (68, 138)),
)
TASTING = Both("到店品茶，陪同讲解", "Tea tasting in the shop")


def spend(business: Business, book: Book) -> int:
    """Gifts of the last two years and an hour of tasting here and there; how many lines."""
    often = sorted(business.customers, key=lambda customer: (-len(customer.orders), customer.code))
    rows = [row for customer in often[:REGULARS] for row in _of(customer, business, book)]
    return copy_in(CareCost, rows) if rows else 0


def _of(customer: Customer, business: Business, book: Book) -> Iterator[Row]:
    draw = Draw(customer.code, "spending")
    for back in range(YEARS):
        year = business.as_of.year - back
        for note, (month, day), (low, high) in GIFTS:
            amount, on = Decimal(draw.whole(low, high)), date(year, month, day)
            if draw.chance(0.7):
                yield from _line(customer, business, book, on=on, kind="gift", amount=amount, note=note)
        on = date(year, draw.whole(1, 12), draw.whole(1, 28))
        yield from _line(customer, business, book, on=on, kind="service", amount=Decimal(50), note=TASTING)


def _line(
    customer: Customer, business: Business, book: Book, *, on: date, kind: str, amount: Decimal, note: Both
) -> Iterator[Row]:
    if not customer.created_on < on <= business.as_of - timedelta(days=1):
        return
    yield {
        "customer_id": book.customers[customer.code],
        "kind": kind,
        "amount": amount,
        "minutes": 60 if kind == "service" else None,
        "spent_on": on,
        "note": note.to(business.language),
        "reference": f"{business.prefix}-{customer.code}-{kind}-{on.isoformat()}",
        "created_by_id": book.users.get(customer.owner or ""),
    }
