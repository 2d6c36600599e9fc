"""When a customer orders."""

from django.utils.translation import gettext_lazy as _

from regulars.insights import explaining, foretold
from regulars.insights.measures.classes import CHANNELS
from regulars.insights.measures.declaring import DAYS, RHYTHM, measure
from regulars.orders.explaining import channels

COMMON = {"group": RHYTHM, "explain": explaining.rhythm}
DECLARED = (
    measure("first_order_on", _("First order"), "date", _("Day of the first order."), **COMMON),
    measure("last_order_on", _("Last order"), "date", _("Day of the last order."), indexed=True, **COMMON),
    measure(
        "days_since_last_order",
        _("Days since last order"),
        "integer",
        _("Days from the last order to the day the figures are true for."),
        unit=DAYS,
        **COMMON,
    ),
    measure(
        "typical_interval_days",
        _("Typical interval"),
        "days",
        _(
            "Half of the gaps between order days are shorter, half longer. Borrowed from similar customers below three order days."
        ),
        unit=DAYS,
        **COMMON,
    ),
    measure(
        "next_order_due_on",
        _("Due by own rhythm"),
        "date",
        _("Last order plus the typical interval."),
        indexed=True,
        **COMMON,
    ),
    measure(
        "next_order_expected_on",
        _("Next order expected"),
        "date",
        _("Half of the orders that come within the firm's horizon come before this day, half after it."),
        group=RHYTHM,
        indexed=True,
        explain=foretold.next_order,
    ),
    measure(
        "overdue_days",
        _("Days late"),
        "integer",
        _("Days past the day the next order was due."),
        unit=DAYS,
        indexed=True,
        **COMMON,
    ),
    measure(
        "tenure_days",
        _("Customer for days"),
        "integer",
        _("Days since the first order."),
        unit=DAYS,
        **COMMON,
    ),
    measure(
        "usual_channel",
        _("Usual channel"),
        "choice",
        _("Where most orders came from."),
        choices=CHANNELS,
        group=RHYTHM,
        explain=channels,
    ),
)
