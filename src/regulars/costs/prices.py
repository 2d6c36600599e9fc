"""What a contact, a visit and an hour cost by the firm's settings: the one place to ask."""

from decimal import Decimal

from regulars.core import settings_store
from regulars.orders import amounts


def of_channel(channel: str) -> Decimal:
    """What one contact through a channel costs; 0 where it is not counted."""
    return amounts.rounded(_set(channel), amounts.base_currency())


def of_contacts(contacts: int, visits: int) -> Decimal:
    """What is to be reckoned with for contacts still to come: each counts as a call, or as a visit."""
    return contacts * of_channel("phone") + visits * of_channel("visit")


def of_minutes(minutes: float) -> Decimal:
    """Working time in money."""
    return amounts.rounded(of_an_hour() * Decimal(str(minutes)) / 60, amounts.base_currency())


def of_an_hour() -> Decimal:
    return _set("service_hour")


def _set(name: str) -> Decimal:
    return Decimal(str(settings_store.get(f"costs.of_{name}")))
