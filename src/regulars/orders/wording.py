"""Quantities and unit prices as a shop writes them: no more decimals than they have."""

from decimal import Decimal

from regulars.core.money import digits
from regulars.ui.formatting import MINUS, SIGNS, num


def quantity(value: Decimal) -> str:
    return num(value, _places(value, least=0))


def unit_price(value: Decimal, currency: str) -> str:
    sign = SIGNS.get(currency, f"{currency}\N{NO-BREAK SPACE}")
    words = num(abs(value), _places(value, least=digits(currency)))
    return f"{MINUS if value < 0 else ''}{sign}{words}"


def _places(value: Decimal, *, least: int) -> int:
    return max(least, -int(value.normalize().as_tuple().exponent))
