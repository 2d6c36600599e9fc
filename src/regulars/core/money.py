"""Amounts: decimals in the database, integer minor units in the snapshot."""

from decimal import ROUND_HALF_EVEN, Decimal

ZERO = Decimal(0)
WITHOUT_MINOR_UNIT = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "UGX"})
WITH_THREE_DIGITS = frozenset({"BHD", "KWD", "OMR", "TND", "JOD", "IQD", "LYD"})


def digits(currency: str) -> int:
    if currency in WITHOUT_MINOR_UNIT:
        return 0
    return 3 if currency in WITH_THREE_DIGITS else 2


def rounded(amount: Decimal, currency: str) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-digits(currency)), rounding=ROUND_HALF_EVEN)


def to_minor(amount: Decimal, currency: str) -> int:
    return int(rounded(amount, currency).scaleb(digits(currency)))


def from_minor(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-digits(currency))
