"""Goods brought back: an order of negative quantities that names the one they were bought with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.core import audit, clock
from regulars.orders import amounts
from regulars.orders.choices import OrderKind
from regulars.orders.models import Order, OrderLine
from regulars.orders.ordering import OrderProblem, convert, lock, lock_order, told, touch


@dataclass
class Bought:
    """A line of an order and what of it came back so far."""

    line: OrderLine
    returned: Decimal = Decimal(0)
    returned_amount: Decimal = Decimal(0)

    @property
    def left(self) -> Decimal:
        return self.line.quantity - self.returned

    def worth(self, quantity: Decimal, currency: str) -> Decimal:
        """What was paid for so many; the last ones take what is left, so that nothing is lost by rounding."""
        if quantity == self.left:
            return self.line.amount - self.returned_amount
        return amounts.rounded(self.line.amount * quantity / self.line.quantity, currency)


def bought_of(order: Order) -> list[Bought]:
    """The lines of an order beside what came back of each. A return names the product, not the line."""
    found = [Bought(line) for line in order.lines.select_related("product").order_by("position")]
    back = OrderLine.objects.filter(order__original=order, order__kind=OrderKind.RETURN).order_by(
        "order_id", "position"
    )
    for line in back:
        _allot(found, line)
    return found


@transaction.atomic
def return_goods(
    order: Order,
    quantities: Mapping[int, Decimal],
    *,
    by: Any,
    at: datetime | None = None,
    remark: str = "",
    opened: datetime | None = None,
) -> Order:
    """Take back so much of each position. The money follows with record_refund, or lessens what is owed."""
    lock(order.customer)
    stored = lock_order(order, opened)
    if stored.is_return:
        raise OrderProblem(_("These goods were brought back already."))
    bought = bought_of(stored)
    rows = _rows(bought, quantities, stored.currency)
    back = _return_of(stored, at=at or clock.now(), remark=remark, by=by)
    back.discount = -_discount_back(stored, bought, rows)
    back.amount = sum((row.amount for row in rows), Decimal(0)) - back.discount
    back.cost_base = amounts.cost_of(rows, amounts.base_currency())
    convert(back)
    back.save(force_insert=True)
    for row in rows:
        row.order = back
    OrderLine.objects.bulk_create(rows)
    touch(stored)
    audit.record(
        by,
        "order.returned",
        subject=back,
        customer_id=stored.customer_id,
        original=str(stored),
        amount=told(back),
    )
    return back


def _allot(found: Sequence[Bought], back: OrderLine) -> None:
    """To the line of the same place and product, else to the first of that product with room."""
    rest, worth = -back.quantity, -back.amount
    alike = [each for each in found if _same(each.line, back)]
    for each in sorted(alike, key=lambda each: each.line.position != back.position):
        taken = min(rest, each.left)
        if taken > 0:
            share = worth if taken == rest else amounts.rounded(worth * taken / rest, back.order.currency)
            each.returned += taken
            each.returned_amount += share
            rest, worth = rest - taken, worth - share


def _same(line: OrderLine, back: OrderLine) -> bool:
    if line.product_id or back.product_id:
        return line.product_id == back.product_id
    return line.description == back.description


def _rows(bought: Sequence[Bought], quantities: Mapping[int, Decimal], currency: str) -> list[OrderLine]:
    rows = []
    by_position = {each.line.position: each for each in bought}
    for position, quantity in sorted(quantities.items()):
        if quantity <= 0:
            continue
        each = by_position.get(position)
        if each is None or quantity > each.left:
            raise OrderProblem(
                _("More is coming back than was bought. Of {product} {left} can still come back.").format(
                    product=each.line.description if each else "?",
                    left=f"{each.left.normalize():f}" if each else 0,
                )
            )
        rows.append(_row(each, quantity, currency))
    if not rows:
        raise OrderProblem(_("Say how many of at least one line come back."))
    return rows


def _row(each: Bought, quantity: Decimal, currency: str) -> OrderLine:
    """Negative quantity at the price of then; the discount of the line is what makes up the difference."""
    line, amount = each.line, -each.worth(quantity, currency)
    return OrderLine(
        position=line.position,
        product=line.product,
        description=line.description,
        quantity=-quantity,
        unit_price=line.unit_price,
        discount=amounts.rounded(-quantity * line.unit_price, currency) - amount,
        amount=amount,
        unit_cost=line.unit_cost,
    )


def _discount_back(order: Order, bought: Sequence[Bought], rows: Sequence[OrderLine]) -> Decimal:
    """The part of the order's own discount that goes back with these lines; all that is left with the last."""
    if not order.discount:
        return Decimal(0)
    before = -sum((each.discount for each in order.returns.all()), Decimal(0))
    going = {row.position: -row.quantity for row in rows}
    if all(each.left == going.get(each.line.position, 0) for each in bought):
        return order.discount - before
    total = sum((each.line.amount for each in bought), Decimal(0))
    value = -sum((row.amount for row in rows), Decimal(0))
    return amounts.rounded(order.discount * value / total, order.currency) if total else Decimal(0)


def _return_of(order: Order, *, at: datetime, remark: str, by: Any) -> Order:
    back = Order(
        kind=OrderKind.RETURN, customer_id=order.customer_id, original=order, created_by=by, remark=remark
    )
    for name in ("contact_id", "channel", "outlet", "store", "currency", "on_credit", "due_on", "department"):
        setattr(back, name, getattr(order, name))
    back.reference = _number(order)
    back.ordered_at, back.ordered_on = at, clock.day_of(at)
    back.created_at = back.changed_at = clock.now()
    return back


def _number(order: Order) -> str:
    """The order's number and /R, as files of orders have it; /R2 for the second time."""
    taken = set(
        Order.objects.filter(reference__startswith=f"{order.reference}/R").values_list("reference", flat=True)
    )
    numbers = [f"{order.reference}/R", *(f"{order.reference}/R{count}" for count in range(2, len(taken) + 3))]
    return next(number for number in numbers if number not in taken)
