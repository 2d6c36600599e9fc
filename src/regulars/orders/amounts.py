"""What lines and orders come to: exact decimals, rounded half to even to the currency's smallest coin."""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Protocol

from regulars.core import money, settings_store

CENT = Decimal("0.01")
LARGEST = Decimal("999999999999.99")


class Priced(Protocol):
    """Whatever has a price and a quantity."""

    quantity: Decimal
    unit_price: Decimal
    discount: Decimal


class Costed(Protocol):
    quantity: Decimal
    unit_cost: Decimal | None


def base_currency() -> str:
    return str(settings_store.get("firm.currency"))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """To the currency's coin; the books keep two places at most."""
    return amount.quantize(Decimal(1).scaleb(-places_of(currency)), rounding=ROUND_HALF_EVEN)


def places_of(currency: str) -> int:
    return min(money.digits(currency), 2)


def rounded_in_sql(amount: str, places: int) -> str:
    """The same as an expression: PostgreSQL's own round() takes halves away from zero."""
    unit = 10**places
    return (
        f"CASE WHEN mod(({amount}) * {unit}, 1) IN (0.5, -0.5) THEN round(({amount}) * {unit} / 2) * 2 / {unit} "
        f"ELSE round({amount}, {places}) END"
    )


def of_line(line: Priced, currency: str) -> Decimal:
    """Quantity times price, rounded, less the discount."""
    return rounded(line.quantity * line.unit_price, currency) - line.discount


def cost_of(lines: Iterable[Costed], currency: str) -> Decimal | None:
    """What the goods cost in the firm's currency; None where the cost of one is not known."""
    total = Decimal(0)
    for line in lines:
        if line.unit_cost is None:
            return None
        total += rounded(line.quantity * line.unit_cost, currency)
    return total
