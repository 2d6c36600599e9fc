"""Taking and changing orders. Whoever owes on credit is locked first, so that two orders never share one limit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from regulars.core import audit, clock, settings_store
from regulars.customers.models import Customer
from regulars.orders import amounts, credit, rates
from regulars.orders.models import Order, OrderLine, Product
from regulars.ui.formatting import money

CHANGEABLE = (
    "ordered_at", "contact", "channel", "outlet", "store", "discount", "tax", "on_credit", "due_on", "promised_on",
    "delivered_on", "department", "remark",
)  # fmt: skip
TICK = timedelta(microseconds=1)


class OrderProblem(Exception):
    """Nothing was written. The sentence says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class AlreadyRecorded(OrderProblem):
    """The order number is taken; ``order`` is the one that has it."""

    def __init__(self, order: Order) -> None:
        super().__init__(_("There is an order with this number already."))
        self.order = order


class ChangedMeanwhile(OrderProblem):
    def __init__(self, order: Order) -> None:
        super().__init__(_("Somebody changed this order after you opened it. Look again, then repeat."))
        self.order = order


@dataclass(frozen=True)
class LineGiven:
    """One line as it was entered; without a price it is the product's."""

    product: Product | None
    quantity: Decimal
    unit_price: Decimal
    discount: Decimal = Decimal(0)
    description: str = ""


@dataclass(frozen=True)
class Placed:
    """``problem`` is what stands against selling on credit; "" when nothing does."""

    order: Order
    problem: str = ""


@transaction.atomic
def place_order(
    customer: Customer,
    lines: Sequence[LineGiven],
    *,
    by: Any,
    reference: str = "",
    currency: str = "",
    details: Mapping[str, Any] | None = None,
) -> Placed:
    """Take an order. ``details`` are fields of CHANGEABLE; without a number it gets one of its own."""
    customer = lock(customer)
    taken = Order.objects.filter(reference=reference).first() if reference else None
    if taken:
        raise AlreadyRecorded(taken)
    order = Order(customer=customer, currency=currency or amounts.base_currency(), created_by=by)
    order.created_at = order.ordered_at = clock.now()
    _set(order, details or {})
    rows = [_row(line, order.currency) for line in lines]
    _add_up(order, rows)
    problem = credit.check(customer, order.amount_base) if order.on_credit else ""
    order.pk = _next_id()
    order.reference = reference or f"{order.ordered_on:%Y%m%d}-{order.pk}"
    order.changed_at = clock.now()
    _insert(order)
    _write_lines(order, rows)
    audit.record(by, "order.placed", subject=order, customer_id=customer.pk, amount=told(order))
    _flag(order, problem)
    return Placed(order, problem)


@transaction.atomic
def change_order(
    order: Order,
    details: Mapping[str, Any],
    *,
    by: Any,
    lines: Sequence[LineGiven] | None = None,
    opened: datetime | None = None,
) -> Placed:
    """Write an order anew. Lines of an order with goods brought back stay as they are."""
    customer = lock(order.customer)
    stored = lock_order(order, opened)
    before, old_rows = (
        {name: getattr(stored, name) for name in CHANGEABLE},
        list(stored.lines.order_by("position")),
    )
    _set(stored, details)
    rows = old_rows if lines is None else _renewed(old_rows, lines, stored.currency)
    has_new_lines = [_shape(row) for row in rows] != [_shape(row) for row in old_rows]
    fields = [name for name in CHANGEABLE if before[name] != getattr(stored, name)]
    if not fields and not has_new_lines:
        return Placed(stored)
    if has_new_lines and stored.returns.exists():
        raise OrderProblem(_("Goods of this order were brought back, so its lines stay as they are."))
    _add_up(stored, rows)
    if stored.amount < stored.paid:
        raise OrderProblem(
            _("{paid} is paid already, more than the new amount. Record the refund first.").format(
                paid=money(stored.paid, stored.currency)
            )
        )
    problem = ""
    if stored.on_credit and (has_new_lines or {"on_credit", "discount", "ordered_at"} & set(fields)):
        problem = credit.check(customer, _still_open(stored), besides=stored.pk)
    touch(stored)
    if has_new_lines:
        stored.lines.all().delete()
        _write_lines(stored, rows)
    named = [str(Order._meta.get_field(name).verbose_name) for name in fields]  # type: ignore[union-attr]
    changed = [*named, *([_("Lines")] if has_new_lines else [])]
    audit.record(by, "order.changed", subject=stored, customer_id=customer.pk, fields=changed)
    _flag(stored, problem)
    return Placed(stored, problem)


@transaction.atomic
def deliver(order: Order, on: date | None, *, by: Any, opened: datetime | None = None) -> Order:
    """Note the day of delivery; None takes it back."""
    stored = lock_order(order, opened)
    if on and on < stored.ordered_on:
        raise OrderProblem(_("It cannot have been delivered before it was ordered."))
    if stored.delivered_on == on:
        return stored
    stored.delivered_on = on
    touch(stored)
    audit.record(
        by,
        "order.delivered",
        subject=stored,
        customer_id=stored.customer_id,
        day=on.isoformat() if on else "–",
    )
    return stored


def lock(customer: Customer) -> Customer:
    """One at a time for each customer; others may still write other things about them."""
    return Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)


def lock_order(order: Order, opened: datetime | None = None) -> Order:
    """``opened`` is the moment the order carried when its page was opened."""
    stored = Order.objects.select_for_update(no_key=True).get(pk=order.pk)
    if opened is not None and stored.changed_at != opened:
        raise ChangedMeanwhile(stored)
    return stored


def touch(order: Order) -> None:
    """Save, with a moment of change that is later than the last whatever the clock says."""
    order.changed_at = max(clock.now(), order.changed_at + TICK)
    order.save()


def told(order: Order) -> str:
    return money(order.amount, order.currency)


def default_due_on(customer: Customer, ordered_on: date) -> date:
    term = customer.payment_term_days
    days = int(settings_store.get("orders.payment_term_days")) if term is None else term
    return ordered_on + timedelta(days=days)


def _set(order: Order, details: Mapping[str, Any]) -> None:
    for name, value in details.items():
        if name not in CHANGEABLE:
            raise ValueError(f"{name} is no field of an order that one may set.")
        setattr(order, name, value)
    order.ordered_on = clock.day_of(order.ordered_at)
    if not order.on_credit:
        order.due_on = None
    elif order.due_on is None:
        order.due_on = default_due_on(order.customer, order.ordered_on)


def _row(line: LineGiven, currency: str) -> OrderLine:
    row = OrderLine(
        product=line.product,
        description=line.description or str(line.product or ""),
        quantity=line.quantity,
        unit_price=line.unit_price,
        discount=line.discount,
        unit_cost=line.product.cost if line.product else None,
    )
    row.amount = amounts.of_line(row, currency)
    return row


def _renewed(old: Sequence[OrderLine], lines: Sequence[LineGiven], currency: str) -> list[OrderLine]:
    """Lines that name a product of before keep its description and cost of then."""
    rows = [_row(line, currency) for line in lines]
    known = {row.product_id: row for row in old if row.product_id}
    for row in rows:
        if row.product_id and (before := known.get(row.product_id)):
            row.unit_cost, row.description = before.unit_cost, before.description
    return rows


def _shape(row: OrderLine) -> tuple[Any, ...]:
    return row.product_id, row.description, row.quantity, row.unit_price, row.discount, row.amount


def _add_up(order: Order, rows: Sequence[OrderLine]) -> None:
    if not rows:
        raise OrderProblem(_("An order needs at least one line."))
    order.amount = sum((row.amount for row in rows), Decimal(0)) - order.discount
    if order.amount < 0:
        raise OrderProblem(_("The discount is larger than the order."))
    if max(order.amount, *(row.amount for row in rows)) > amounts.LARGEST:
        raise OrderProblem(_("The amount is too large to be true. Check quantities and prices."))
    order.cost_base = amounts.cost_of(rows, amounts.base_currency())
    convert(order)


def convert(order: Order) -> None:
    """In the firm's currency, at the rate of the order's day."""
    rate = rates.valid_on(order.currency, order.ordered_on)
    order.rate, order.rate_on = (rate.rate, rate.rate_on) if rate else (None, None)
    order.amount_base = rate.in_base(order.amount) if rate else None


def _still_open(order: Order) -> Decimal | None:
    if order.rate is None:
        return None
    return amounts.rounded((order.amount - order.paid) * order.rate, amounts.base_currency())


def _insert(order: Order) -> None:
    try:
        with transaction.atomic():
            order.save(force_insert=True)
    except IntegrityError:  # for another customer, at the same moment
        raise AlreadyRecorded(Order.objects.get(reference=order.reference)) from None


def _write_lines(order: Order, rows: Sequence[OrderLine]) -> None:
    for position, row in enumerate(rows, start=1):
        row.pk, row.order, row.position = None, order, position
    OrderLine.objects.bulk_create(rows)


def _flag(order: Order, problem: str) -> None:
    if problem:
        audit.record(None, "order.flagged", subject=order, customer_id=order.customer_id, problem=problem)


def _next_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('orders_order', 'id'))")
        return int(cursor.fetchone()[0])
