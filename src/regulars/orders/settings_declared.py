"""Settings about orders."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.core.settings_store import Setting, declare

declare(
    Setting(
        "orders.credit_rule",
        "flag",
        _("Orders on credit beyond the limit"),
        _("Holds for orders beyond the credit limit and for customers with an overdue balance."),
        kind="choice",
        choices=(
            ("flag", pgettext_lazy("credit rule", "Take them and say so")),
            ("refuse", pgettext_lazy("credit rule", "Refuse them")),
        ),
    )
)
declare(
    Setting(
        "orders.payment_term_days",
        30,
        _("Payment term in days for customers without their own"),
        _("An order on credit falls due so many days after it, unless the customer has another term."),
        kind="integer",
        minimum=0,
        maximum=365,
    )
)
