"""Selling on credit: what a customer owes, what of it is overdue, and whether one more order is too much."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, DateField, DecimalField, F, Min, Q, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from regulars.core import clock, settings_store
from regulars.core.money import ZERO
from regulars.orders.amounts import CENT, base_currency
from regulars.orders.models import Order
from regulars.ui.formatting import day as told_day
from regulars.ui.formatting import money

OPEN = (F("amount") - F("paid")) * F("rate")
# Goods brought back lessen the debt at once; an order counts as overdue past its day.
FALLS_DUE = Case(
    When(kind="return", then=Coalesce("due_on", "ordered_on")), default=F("due_on"), output_field=DateField()
)


class CreditRefused(Exception):
    """The order on credit was not taken. The sentence says why, with the figures."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Standing:
    """What a customer owes on credit, in the firm's currency."""

    limit: Decimal | None
    term_days: int | None
    open: Decimal
    overdue: Decimal
    overdue_since: date | None
    overdue_orders: int
    open_orders: int
    without_rate: int
    as_of: date

    @property
    def free(self) -> Decimal | None:
        return None if self.limit is None else self.limit - self.open

    @property
    def is_shown(self) -> bool:
        return self.limit is not None or bool(self.open_orders or self.overdue)


def standing(customer: Any, *, besides: int | None = None) -> Standing:
    """``besides`` leaves one order out, which is about to be written anew."""
    today = clock.today()
    owed = Order.objects.filter(customer=customer, on_credit=True).exclude(paid=F("amount"))
    if besides:
        owed = owed.exclude(pk=besides)
    late = Q(falls_due__lt=today)
    unpaid_late = late & Q(kind="order", paid__lt=F("amount"))
    zero = Value(ZERO, DecimalField())
    sums = owed.annotate(falls_due=FALLS_DUE, owing=OPEN).aggregate(
        open=Coalesce(Sum("owing"), zero),
        overdue=Coalesce(Sum("owing", filter=late), zero),
        since=Min("falls_due", filter=unpaid_late),
        late_orders=Count("pk", filter=unpaid_late),
        open_orders=Count("pk", filter=Q(kind="order")),
        without_rate=Count("pk", filter=Q(rate=None)),
    )
    overdue = max(sums["overdue"].quantize(CENT), ZERO)
    return Standing(
        limit=customer.credit_limit,
        term_days=customer.payment_term_days,
        open=sums["open"].quantize(CENT),
        overdue=overdue,
        overdue_since=sums["since"] if overdue else None,
        overdue_orders=sums["late_orders"] if overdue else 0,
        open_orders=sums["open_orders"],
        without_rate=sums["without_rate"],
        as_of=today,
    )


def check(customer: Any, amount_base: Decimal | None, *, besides: int | None = None) -> str:
    """A sentence when an order on credit is too much, "" when it is not. Raises where the firm refuses.

    The caller holds the lock on the customer: two orders must not both see the same room."""
    problem = _problem(standing(customer, besides=besides), amount_base)
    if problem and settings_store.get("orders.credit_rule") == "refuse":
        raise CreditRefused(problem)
    return problem


def _problem(now: Standing, amount_base: Decimal | None) -> str:
    return " ".join(filter(None, [_beyond_limit(now, amount_base), _overdue(now)]))


def _beyond_limit(now: Standing, amount_base: Decimal | None) -> str:
    if now.limit is None:
        return ""
    if amount_base is None:
        return _(
            "Without an exchange rate the order cannot be held against the credit limit of {limit}."
        ).format(limit=_money(now.limit))
    total = now.open + amount_base
    if total <= now.limit:
        return ""
    return _(
        "{open} open and {amount} for this order make {total}: {beyond} beyond the credit limit of {limit}."
    ).format(
        open=_money(now.open),
        amount=_money(amount_base),
        total=_money(total),
        beyond=_money(total - now.limit),
        limit=_money(now.limit),
    )


def _overdue(now: Standing) -> str:
    if not now.overdue:
        return ""
    if now.overdue_since is None:
        return _("{amount} is overdue.").format(amount=_money(now.overdue))
    return _("{amount} is overdue, the oldest since {day}.").format(
        amount=_money(now.overdue), day=told_day(now.overdue_since)
    )


def _money(amount: Decimal) -> str:
    return money(amount, base_currency())
