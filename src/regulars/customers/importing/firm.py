"""Currency and time zone of the firm, said on the command line: set while nothing depends on them."""

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from regulars.core import settings_store
from regulars.core.command_line import Refusal


def agree(*, currency: str | None, timezone: str | None) -> None:
    """Put what is given where there are no orders yet; else it has to be what is set."""
    _agree("firm.currency", currency and currency.upper(), _("currency"))
    _agree("firm.timezone", timezone, _("time zone"))


def _agree(key: str, wanted: Any, word: str) -> None:
    if not wanted or settings_store.get(key) == wanted:
        return
    if _has_orders():
        raise Refusal(
            _(
                "The firm's {what} is {set}, not {given}, and there are orders already. Leave the option out."
            ).format(what=word, set=settings_store.get(key), given=wanted)
        )
    try:
        settings_store.put(key, wanted)
    except ValueError as error:
        raise Refusal(str(error)) from None


def _has_orders() -> bool:
    """By its table: this module knows nothing of the orders' models."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM orders_order)")
        return bool(cursor.fetchone()[0])
