"""Writing down what a customer cost, once, and taking it back."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from regulars.core import audit, clock
from regulars.costs import prices
from regulars.costs.choices import CostKind, CostSource
from regulars.costs.models import CareCost
from regulars.customers.models import Customer
from regulars.orders import amounts
from regulars.ui.formatting import money

REVERSED = ":reversed"


class CostProblem(Exception):
    """Nothing was written. The sentence says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def record(
    customer: Customer,
    kind: str,
    *,
    by: Any,
    spent_on: date,
    amount: Decimal | None = None,
    minutes: int | None = None,
    note: str = "",
    reference: str = "",
) -> CareCost:
    """One cost; minutes without an amount are counted at the firm's hour. A repeated reference is the same cost."""
    cost = amount if amount is not None else _of_minutes(minutes)
    if cost <= 0 or cost != amounts.rounded(cost, amounts.base_currency()):
        raise CostProblem(_("Give an amount above zero in whole coins of the firm's currency."))
    if spent_on > clock.today():
        raise CostProblem(_("The day has not come yet. Record the cost when it is spent."))
    locked = Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    reference = reference or f"hand:{get_random_string(16)}"
    if reference.endswith(REVERSED):  # it would stand in the way of taking another cost back
        raise CostProblem(_("This number stands on another cost already."))
    known = CareCost.objects.filter(reference=reference).first()
    if known:
        return _same(known, locked, kind=kind, amount=cost)
    line = CareCost.objects.create(
        customer=locked,
        kind=kind,
        amount=cost,
        minutes=minutes,
        spent_on=spent_on,
        note=note,
        reference=reference,
        source=CostSource.HAND,
        created_by=by,
    )
    _tell(line, "cost.recorded", by)
    return line


@transaction.atomic
def take_back(line: CareCost, *, by: Any) -> bool:
    """A line of the opposite amount on the same day; False where somebody took it back already."""
    stored = CareCost.objects.select_for_update(no_key=True).get(pk=line.pk)
    if stored.amount < 0 or CareCost.objects.filter(reference=reversal_of(stored)).exists():
        return False
    CareCost.objects.create(
        customer_id=stored.customer_id,
        kind=stored.kind,
        amount=-stored.amount,
        spent_on=stored.spent_on,
        note=stored.note,
        reference=reversal_of(stored),
        source=stored.source,
        created_by=by,
    )
    _tell(stored, "cost.taken_back", by)
    return True


def reversal_of(line: CareCost) -> str:
    return f"{line.reference}{REVERSED}"


def _of_minutes(minutes: int | None) -> Decimal:
    if not minutes:
        raise CostProblem(_("Give an amount, or the minutes it took."))
    if not prices.of_an_hour():
        raise CostProblem(
            _("What an hour of service costs is not set yet: give the amount, or set it first.")
        )
    return prices.of_minutes(minutes)


def _same(known: CareCost, customer: Customer, *, kind: str, amount: Decimal) -> CareCost:
    if (known.customer_id, known.kind, known.amount) == (customer.pk, kind, amount):
        return known
    raise CostProblem(_("This number stands on another cost already."))


def _tell(line: CareCost, verb: str, by: Any) -> None:
    told = money(line.amount, amounts.base_currency())
    kind = str(CostKind(line.kind).label)
    audit.record(by, verb, subject=line.customer, customer_id=line.customer_id, amount=told, kind=kind)
