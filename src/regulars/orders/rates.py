"""Exchange rates: what an order in another currency is worth in the firm's, on its day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from regulars.core import audit, clock
from regulars.orders.amounts import base_currency, places_of, rounded, rounded_in_sql
from regulars.orders.models import ExchangeRate

FILL = """
UPDATE orders_order SET rate = %(rate)s, rate_on = %(day)s, changed_at = %(now)s, amount_base = {worth}
WHERE currency = %(currency)s AND rate IS NULL AND ordered_on >= %(day)s
"""


@dataclass(frozen=True)
class Rate:
    """One unit of a currency in the firm's, and the day this was said."""

    rate: Decimal
    rate_on: date

    def in_base(self, amount: Decimal) -> Decimal:
        return rounded(amount * self.rate, base_currency())


def valid_on(currency: str, day: date) -> Rate | None:
    """The latest rate said by that day, or None."""
    if currency == base_currency():
        return Rate(Decimal(1), day)
    found = (
        ExchangeRate.objects.filter(currency=currency, valid_from__lte=day).order_by("-valid_from").first()
    )
    return Rate(found.rate, found.valid_from) if found else None


@transaction.atomic
def set_rate(currency: str, rate: Decimal, *, valid_from: date, by: Any) -> int:
    """Say a rate; orders that had none take it. How many did comes back. Orders that have one keep it."""
    ExchangeRate.objects.update_or_create(currency=currency, valid_from=valid_from, defaults={"rate": rate})
    audit.record(
        by, "rate.set", currency=currency, rate=format(rate.normalize(), "f"), day=valid_from.isoformat()
    )
    worth = rounded_in_sql("amount * %(rate)s", places_of(base_currency()))
    values: dict[str, Any] = {"rate": rate, "day": valid_from, "now": clock.now(), "currency": currency}
    with connection.cursor() as cursor:
        cursor.execute(FILL.format(worth=worth), values)
        return cursor.rowcount
