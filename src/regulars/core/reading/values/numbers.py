"""Numbers and amounts as people write them."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from .characters import narrowed, says_nothing
from .problems import Problem

DecimalPoint = Literal[".", ","]

_PLAIN = re.compile(r"-?\d{1,20}(?:\.\d{1,12})?", re.ASCII)
_POINTED = re.compile(r"(\d{1,3}(?:[,' ]\d{3})+|\d+)?(?:\.(\d*))?", re.ASCII)
_COMMAED = re.compile(r"(\d{1,3}(?:[.' ]\d{3})+|\d+)?(?:,(\d*))?", re.ASCII)
_SCIENTIFIC = re.compile(r"(\d+(?:\.\d+)?)e([+-]?\d{1,2})", re.ASCII | re.IGNORECASE)
_CURRENCIES = {
    "rmb": "CNY", "cny": "CNY", "人民币": "CNY", "元": "CNY", "圆": "CNY", "块": "CNY", "¥": "CNY",
    "us$": "USD", "usd": "USD", "美元": "USD", "hk$": "HKD", "hkd": "HKD", "港币": "HKD", "港元": "HKD",
    "nt$": "TWD", "twd": "TWD", "€": "EUR", "eur": "EUR", "欧元": "EUR", "£": "GBP", "gbp": "GBP", "英镑": "GBP",
    "jpy": "JPY", "日元": "JPY", "円": "JPY", "$": "",
}  # fmt: skip
_CURRENCY = re.compile("|".join(sorted(map(re.escape, _CURRENCIES), key=len, reverse=True)), re.IGNORECASE)
_MULTIPLES = {
    "万": 10_000,
    "萬": 10_000,
    "千": 1_000,
    "百万": 1_000_000,
    "亿": 100_000_000,
    "億": 100_000_000,
}
_MULTIPLE = re.compile(r"(百万|万|萬|千|亿|億)$")
_MINUS = "-−–‑﹣"
_MOST_DIGITS = 40
_FEW_PLACES = 2


class Money(NamedTuple):
    """`currency` is None where the cell does not say, or says only $."""

    amount: Decimal
    currency: str | None


def parse_decimal(text: str | None, *, point: DecimalPoint | None = None) -> Decimal | Problem | None:
    """The number a cell holds; percents become fractions. `point` is the column's decimal mark where known."""
    if text and point != "," and _PLAIN.fullmatch(text):
        return Decimal(text)
    found = _understood(text, point) if text else None
    return found.amount if isinstance(found, Money) else found


def parse_money(text: str | None, *, point: DecimalPoint | None = None) -> Money | Problem | None:
    """An amount with the currency it is written in."""
    if text and point != "," and _PLAIN.fullmatch(text):
        return Money(Decimal(text), None)
    return _understood(text, point) if text else None


def parse_integer(text: str | None, *, point: DecimalPoint | None = None) -> int | Problem | None:
    """A whole number; 12.0 is one, 12.5 is not."""
    if text and text.isascii() and text.isdigit() and len(text) <= 18:
        return int(text)
    number = parse_decimal(text, point=point)
    if not isinstance(number, Decimal):
        return number
    return int(number) if number == number.to_integral_value() else Problem("not_whole", text or "")


def infer_decimal_point(values: Iterable[str | None]) -> DecimalPoint | None:
    """The decimal mark with which every number of a column can be read; None unless only one serves."""
    possible: set[DecimalPoint] = {".", ","}
    for text in values:
        if text and ("," in text or "." in text or "，" in text):
            plain = _bare(narrowed(text))
            readable: set[DecimalPoint] = {mark for mark in possible if _digits(plain, mark) is not None}
            possible = readable or possible
    return possible.pop() if len(possible) == 1 else None


@lru_cache(maxsize=50_000)
def _understood(text: str, point: DecimalPoint | None) -> Money | Problem | None:
    plain = narrowed(text)
    if says_nothing(plain):
        return None
    currency = _currency_in(plain)
    negative = _is_negative(plain)
    factor, bare = _factor(_bare(plain))
    if lost := _SCIENTIFIC.fullmatch(bare):
        return _scientific(text, lost, negative, currency)
    digits = _digits(bare, point) if point else _digits(bare, ".") or _clearly_commaed(bare)
    if digits is None or len(digits) > _MOST_DIGITS:
        return Problem("not_a_number", text)
    amount = Decimal(digits) * factor
    return Money(-amount if negative else amount, currency)


def _scientific(text: str, match: re.Match[str], negative: bool, currency: str | None) -> Money | Problem:
    if int(match[2]) >= len(match[1].replace(".", "")):
        return Problem("digits_lost", text)
    amount = Decimal(match[0])
    return Money(-amount if negative else amount, currency)


def _currency_in(plain: str) -> str | None:
    match = _CURRENCY.search(plain)
    return (_CURRENCIES[match[0].lower()] or None) if match else None


def _is_negative(plain: str) -> bool:
    bare = _CURRENCY.sub("", plain).strip()
    return bare[:1] in _MINUS or bare[-1:] in _MINUS or (bare[:1] == "(" and bare[-1:] == ")")


def _bare(plain: str) -> str:
    """Without currency, sign and brackets."""
    bare = _CURRENCY.sub("", plain).strip()
    if bare[:1] == "(" and bare[-1:] == ")":
        bare = bare[1:-1].strip()
    elif bare[:1] in (*_MINUS, "+"):
        bare = bare[1:].strip()
    elif bare[-1:] in tuple(_MINUS):
        bare = bare[:-1].strip()
    return bare


def _factor(bare: str) -> tuple[Decimal, str]:
    if bare.endswith("%"):
        return Decimal("0.01"), bare[:-1].strip()
    if match := _MULTIPLE.search(bare):
        return Decimal(_MULTIPLES[match[1]]), bare[: match.start()].strip()
    return Decimal(1), bare


def _clearly_commaed(bare: str) -> str | None:
    """1.234,56 and 12,5 leave no doubt; 1,2345 does."""
    digits = _digits(bare, ",")
    return digits if digits and len(digits.rpartition(".")[2]) <= _FEW_PLACES else None


def _digits(bare: str, mark: DecimalPoint) -> str | None:
    """The number in Python's writing, if it can be read with this decimal mark."""
    bare = bare.removesuffix("%").strip().replace("’", "'")
    match = (_POINTED if mark == "." else _COMMAED).fullmatch(bare)
    if not match or not (match[1] or match[2]):
        return None
    whole = re.sub(r"\D", "", match[1] or "0")
    return f"{whole}.{match[2]}" if match[2] else whole
