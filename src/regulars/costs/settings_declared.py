"""What a contact, an order and a day of credit cost, where nobody notes it one by one."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from regulars.core.settings_store import Setting, declare

NOT_COUNTED = _("0 means: not counted.")


MOST = 1_000_000


def _amount(key: str, label: Any, consequence: Any = NOT_COUNTED, *, maximum: int = MOST) -> None:
    declare(Setting(f"costs.{key}", 0, label, consequence, kind="decimal", minimum=0, maximum=maximum))


_amount(
    "of_visit",
    _("A visit costs"),
    _(
        "In the firm's currency. Each contact that took place is written down at this price once; a later price holds from then on."
    ),
)
_amount("of_meeting", _("A meeting costs"))
_amount("of_phone", _("A call costs"))
_amount("of_wechat", _("A WeChat message costs"))
_amount("of_sms", _("An SMS costs"))
_amount("of_email", _("An e-mail costs"))
_amount("of_social", _("A contact on social media costs"))
_amount("of_shop", _("A conversation in the shop costs"))
_amount("of_service_hour", _("An hour of service costs"), _("Turns minutes of service into money."))
_amount("of_order", _("Handling an order or a return costs"), _("Packing, booking, clearing: per order."))
_amount(
    "payment_percent",
    _("Payment fees, % of sales"),
    _("What the bank or the payment service keeps."),
    maximum=100,
)
_amount(
    "credit_percent",
    _("Interest on credit, % a year"),
    _("What money costs you while an order on credit is open. Written down for each month that is over."),
    maximum=100,
)
