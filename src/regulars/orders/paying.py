"""Money in for an order, and out again. What an order has been paid is the sum of its payments."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.core import audit, clock
from regulars.core.money import ZERO
from regulars.orders import amounts
from regulars.orders.models import Order, Payment
from regulars.orders.ordering import OrderProblem, lock, lock_order, touch
from regulars.ui.formatting import money


def record_payment(order: Order, amount: Decimal, *, by: Any, **more: Any) -> Payment:
    """A payment of up to what is open. ``more``: at, method, reference, opened."""
    return _record(order, amount, verb="payment.recorded", by=by, **more)


def record_refund(order: Order, amount: Decimal, *, by: Any, **more: Any) -> Payment:
    """Money back: for goods brought back up to their amount, for an order up to what was paid."""
    return _record(order, -amount, verb="payment.refunded", by=by, **more)


@transaction.atomic
def _record(
    order: Order,
    amount: Decimal,
    *,
    verb: str,
    by: Any,
    at: datetime | None = None,
    method: str = "",
    reference: str = "",
    opened: datetime | None = None,
) -> Payment:
    lock(order.customer)
    known = Payment.objects.filter(reference=reference).first() if reference else None
    if known:
        return _same(known, order, amount)
    stored = lock_order(order, opened)
    _check(stored, amount)
    payment = Payment.objects.create(
        customer_id=stored.customer_id,
        order=stored,
        paid_at=at or clock.now(),
        amount=amount,
        currency=stored.currency,
        method=method,
        reference=reference,
    )
    stored.paid += amount
    touch(stored)
    told = money(abs(amount), stored.currency)
    audit.record(by, verb, subject=stored, customer_id=stored.customer_id, amount=told)
    return payment


def _same(known: Payment, order: Order, amount: Decimal) -> Payment:
    """A repeated number is the same payment, or a mistake."""
    if known.order_id == order.pk and known.amount == amount:
        return known
    raise OrderProblem(_("This payment number stands on another payment already."))


def _check(order: Order, amount: Decimal) -> None:
    if amount == 0 or amount != amounts.rounded(amount, order.currency):
        raise OrderProblem(_("Give an amount in whole coins of the order's currency."))
    if amount > 0 and amount > order.amount - order.paid:
        raise OrderProblem(
            _("Only {amount} is still open on this order.").format(
                amount=money(max(order.amount - order.paid, ZERO), order.currency)
            )
        )
    most = order.paid - min(order.amount, ZERO)
    if amount < 0 and -amount > most:
        raise OrderProblem(
            _("At most {amount} can be paid back here.").format(amount=money(max(most, ZERO), order.currency))
        )
