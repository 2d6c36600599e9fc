"""How the cells of a column are read: text, numbers, moments, choices, people."""

from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from regulars.customers.importing.fields import Parse, Unreadable, Ways


def text(cell: str, ways: Ways) -> str:
    return cell


def number(cell: str, ways: Ways) -> Decimal:
    try:
        return Decimal(cell)
    except InvalidOperation:
        raise Unreadable("no_number") from None


def moment(cell: str, ways: Ways) -> datetime:
    try:
        found = datetime.fromisoformat(cell)
    except ValueError:
        raise Unreadable("no_date") from None
    return found if found.tzinfo else found.replace(tzinfo=ways.zone)


def phone(cell: str, ways: Ways) -> tuple[str, str]:
    return cell, cell


email = wechat = phone
