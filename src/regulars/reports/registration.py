"""What this module hangs in the frame when the program starts."""

from django.utils.translation import gettext_lazy as _

from regulars.customers import panels
from regulars.reports import audit_sentences, settings_declared  # noqa: F401
from regulars.ui import commands, navigation


def register() -> None:
    from regulars.reports.analyses import panel
    from regulars.reports.worth.registering import register_worth

    register_worth()
    panels.register(
        panels.Panel(
            "analyses",
            _("Seven analyses"),
            "tab",
            "reports/seven/tab.html",
            panel.tab,
            order=42,
            within="figures",
        )
    )
    panel.lead_on_from_figures()
    navigation.add_entry(
        "reports",
        _("Reports"),
        url_name="reports:dashboard",
        icon="reports",
        order=120,
        namespaces=("insights", "offering"),
    )
    _add_analyses()
    commands.add_action("seven", _("Seven analyses"), url_name="reports:seven", icon="reports")
    commands.add_action("analyses", _("Analyses"), url_name="reports:analyses", icon="reports")
    commands.add_action("dashboard", _("Dashboard"), url_name="reports:dashboard", icon="reports")
    commands.add_action("promises_overdue", _("Promises overdue"), url_name="reports:promises")
    commands.add_action("requests_unanswered", _("Unanswered requests"), url_name="reports:requests")


def _add_analyses() -> None:
    navigation.add_analysis(
        "dashboard",
        _("Dashboard"),
        question="how",
        url_name="reports:dashboard",
        about=_("Who stays, who leaves, who brings most, month by month"),
        order=10,
    )
    navigation.add_analysis(
        "how_good",
        _("How good are these figures?"),
        question="good",
        url_name="reports:how_good",
        about=_("How each model did on your own past, and which one speaks"),
        order=20,
    )
    navigation.add_analysis(
        "seven",
        _("Seven analyses"),
        question="how",
        url_name="reports:seven",
        about=_(
            "Loyalty, profit, performance, future, products, promotions and switching cost, for one customer, a segment or everybody"
        ),
        order=15,
    )
