"""When we were last in touch."""

from django.utils.translation import gettext_lazy as _

from regulars.insights import explaining
from regulars.insights.measures.declaring import CONTACT, DAYS, measure

COMMON = {"group": CONTACT, "explain": explaining.contact}
DECLARED = (
    measure(
        "neglected",
        _("Neglected"),
        "boolean",
        _(
            "Nobody contacted the customer for longer than the limit of the value class or stage; who asked not to be contacted is left out."
        ),
        **COMMON,
    ),
    measure(
        "days_without_contact",
        _("Days without contact"),
        "integer",
        _("Days since we last contacted the customer, or since the customer came to us where we never did."),
        unit=DAYS,
        indexed=True,
        **COMMON,
    ),
    measure(
        "last_outgoing_on",
        _("Last contacted"),
        "date",
        _("The day we last contacted the customer."),
        **COMMON,
    ),
    measure(
        "last_incoming_on",
        _("Last heard from"),
        "date",
        _("The day the customer last contacted us."),
        **COMMON,
    ),
    measure(
        "next_contact_due_on",
        _("Next contact due"),
        "date",
        _("Last contact plus the limit of the value class or stage."),
        indexed=True,
        **COMMON,
    ),
    measure(
        "outgoing_count", _("Contacts by us"), "integer", _("How often we contacted the customer."), **COMMON
    ),
    measure(
        "incoming_count",
        _("Contacts by the customer"),
        "integer",
        _("How often the customer contacted us."),
        **COMMON,
    ),
)
