"""What the customers of the demo bought, as rows of the tables about orders."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from regulars.demo.book import Book
from regulars.demo.records import Browsing, Customer, Order, Product, Return
from regulars.demo.rows_of_customers import Row


@dataclass(frozen=True, slots=True)
class Sale:
    """One order with its ids: its own, then one for each return."""

    customer: Customer
    order: Order
    ids: tuple[int, ...]


def order_rows(sale: Sale, book: Book, costs: dict[str, Decimal]) -> Iterator[Row]:
    customer, order = sale.customer, sale.order
    common = _common(sale, book)
    yield {
        **common,
        "id": sale.ids[0],
        "reference": order.code,
        "kind": "order",
        "ordered_at": book.moment(order.at),
        "ordered_on": order.at.date(),
        "amount": order.amount,
        "amount_base": order.amount,
        "cost_base": sum((costs[line.product] * line.quantity for line in order.lines), Decimal(0)),
        "paid": order.paid,
        "promised_on": order.promised_on,
        "delivered_on": order.delivered_on,
        "created_at": book.moment(order.at),
        "changed_at": book.now,
        "created_by_id": book.users.get(customer.owner or ""),
    }
    for place, back in enumerate(order.returns, start=1):
        yield {**common, **_return_row(sale, back, place, book=book, cost=costs[back.product])}


def _common(sale: Sale, book: Book) -> Row:
    order = sale.order
    return {
        "customer_id": book.customers[sale.customer.code],
        "original_id": None,
        "channel": order.channel,
        "outlet": order.outlet,
        "store": order.store,
        "currency": book.currency,
        "rate": Decimal(1),
        "rate_on": order.at.date(),
        "on_credit": order.due_on is not None,
        "due_on": order.due_on,
        "remark": "",
        "is_demo": True,
    }


def _return_row(sale: Sale, back: Return, place: int, *, book: Book, cost: Decimal) -> Row:
    """Paid back where the order had been paid, else it lessens what is owed."""
    at = book.morning(back.on)
    return {
        "id": sale.ids[place],
        "reference": f"{sale.order.code}-R{place}",
        "kind": "return",
        "original_id": sale.ids[0],
        "ordered_at": at,
        "ordered_on": back.on,
        "rate_on": back.on,
        "amount": -back.refund,
        "amount_base": -back.refund,
        "cost_base": -cost * back.quantity,
        "paid": -back.refund if sale.order.payments else Decimal(0),
        "promised_on": None,
        "delivered_on": None,
        "remark": back.reason,
        "created_at": at,
        "changed_at": book.now,
        "created_by_id": book.users.get(sale.customer.owner or ""),
    }


def line_rows(sale: Sale, book: Book, goods: dict[str, Product]) -> Iterator[Row]:
    for position, line in enumerate(sale.order.lines, start=1):
        yield {
            "order_id": sale.ids[0],
            "position": position,
            "product_id": book.products[line.product],
            "description": goods[line.product].name,
            "quantity": line.quantity,
            "unit_price": line.unit_price,
            "discount": line.discount,
            "amount": line.amount,
            "unit_cost": goods[line.product].cost,
        }
    for order_id, back in zip(sale.ids[1:], sale.order.returns, strict=True):
        yield {
            "order_id": order_id,
            "position": 1,
            "product_id": book.products[back.product],
            "description": goods[back.product].name,
            "quantity": -back.quantity,
            "unit_price": back.refund / back.quantity,
            "discount": Decimal(0),
            "amount": -back.refund,
            "unit_cost": goods[back.product].cost,
        }


def payment_rows(sale: Sale, book: Book) -> Iterator[Row]:
    common = {"customer_id": book.customers[sale.customer.code], "currency": book.currency}
    for payment in sale.order.payments:
        yield {
            **common,
            "order_id": sale.ids[0],
            "paid_at": book.morning(payment.on),
            "amount": payment.amount,
            "method": payment.method,
        }
    if sale.order.payments:
        for order_id, back in zip(sale.ids[1:], sale.order.returns, strict=True):
            method = sale.order.payments[0].method
            yield {
                **common,
                "order_id": order_id,
                "paid_at": book.morning(back.on),
                "amount": -back.refund,
                "method": method,
            }


def browsing_row(customer: Customer, look: Browsing, book: Book) -> Row:
    return {
        "customer_id": book.customers[customer.code],
        "product_id": book.products[look.product],
        "happened_at": book.moment(look.at),
        "source": look.where,
    }
