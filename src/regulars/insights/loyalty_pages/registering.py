"""What loyalty hangs in the registers: its settings, history, tab and analyses."""

from django.utils.translation import gettext_lazy as _

from regulars.customers import keys, panels
from regulars.insights import runs
from regulars.insights.loyalty import history, settings_declared  # noqa: F401
from regulars.insights.loyalty_pages import bought, tab
from regulars.ui import navigation


def register() -> None:
    keys.declare("insights.LoyaltyMonth", merging="combine", erasing="delete", unique_with=("month",))
    runs.then(history.keep)
    runs.then(bought.keep)
    panels.register(
        panels.Panel(
            "loyalty",
            _("Loyalty"),
            "tab",
            "insights/loyalty/tab.html",
            tab.context,
            order=35,
            within="relation",
        )
    )
    navigation.add_analysis(
        "loyalty",
        _("Loyalty"),
        question="how",
        url_name="insights:loyalty",
        about=_("Who is loyal, of what kind, by what, and what loyal customers bring against others"),
        order=40,
    )
    navigation.add_analysis(
        "switching",
        _("Switching cost"),
        question="how",
        url_name="insights:switching",
        about=_("What leaving would cost each customer, and who could leave cheaply and is worth much"),
        order=45,
    )
