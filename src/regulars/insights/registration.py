"""What this module hangs in the registers when the program starts."""

from django.utils.translation import gettext_lazy as _

from regulars.customers import keys, panels, timeline
from regulars.insights import audit_sentences, measures, settings_declared  # noqa: F401
from regulars.ui import commands, navigation


def register() -> None:
    from regulars.customers import recording
    from regulars.insights import contacting, panel, runs
    from regulars.insights.loyalty import history
    from regulars.insights.loyalty import settings_declared as loyalty_settings  # noqa: F401
    from regulars.insights.loyalty_pages import tab
    from regulars.insights.timeline import entries

    keys.declare("insights.ClassChange", merging="keep", erasing="delete")
    keys.declare("insights.Override", merging="combine", erasing="delete", unique_with=("measure",))
    keys.declare("insights.LoyaltyMonth", merging="combine", erasing="delete", unique_with=("month",))
    measures.register_all()
    runs.then(history.keep)
    recording.then(contacting.restart_cadence)
    timeline.register(timeline.Kind("class", _("Stage and class"), entries, order=60))
    panels.register(
        panels.Panel(
            "value",
            _("Value and relationship"),
            "now",
            "insights/panel.html",
            panel.context,
            order=20,
        )
    )
    panels.register(
        panels.Panel("figures", _("Figures"), "tab", "insights/figures.html", panel.figures, order=40)
    )
    panels.register(
        panels.Panel("loyalty", _("Loyalty"), "tab", "insights/loyalty/tab.html", tab.context, order=35)
    )
    navigation.add_analysis(
        "loyalty",
        _("Loyalty"),
        url_name="insights:loyalty",
        about=_("Who is loyal, of what kind, by what, and what loyal customers bring against others"),
        order=40,
    )
    navigation.add_analysis(
        "switching",
        _("Switching cost"),
        url_name="insights:switching",
        about=_("What leaving would cost each customer, and who could leave cheaply and is worth much"),
        order=45,
    )
    navigation.add_analysis(
        "value_classes",
        _("Value classes"),
        url_name="insights:classes",
        about=_("What each class means, who is in it, which means of marketing fit it"),
        order=60,
    )
    commands.add_action("value_classes", _("Value classes"), url_name="insights:classes")
    commands.add_action(
        "refresh",
        _("Compute the figures again"),
        url_name="insights:runs",
        visible=lambda user: user.is_manager,
    )
