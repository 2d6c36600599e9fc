"""What this module hangs in the registers when the program starts."""

from django.utils.translation import gettext_lazy as _

from regulars.customers import keys, panels, timeline
from regulars.insights import audit_sentences, measures, settings_declared, settings_of_stages  # noqa: F401
from regulars.ui import commands, navigation


def register() -> None:
    from regulars.customers import recording
    from regulars.insights import contacting, panel, panel_ahead
    from regulars.insights.loyalty_pages import registering
    from regulars.insights.timeline import entries

    keys.declare("insights.ClassChange", merging="keep", erasing="delete")
    keys.declare("insights.Override", merging="combine", erasing="delete", unique_with=("measure",))
    keys.declare("insights.DeclineCause", merging="move", erasing="delete")
    keys.declare("insights.RescueDecision", merging="keep", erasing="delete")
    measures.register_all()
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
        panels.Panel(
            "ahead",
            _("Value to come"),
            "now",
            "insights/ahead_panel.html",
            panel_ahead.context,
            order=25,
        )
    )
    panels.register(
        panels.Panel("figures", _("Figures"), "tab", "insights/figures.html", panel.figures, order=40)
    )
    registering.register()
    navigation.add_analysis(
        "value_classes",
        _("Value classes"),
        url_name="insights:classes",
        about=_("What each class means, who is in it, which means of marketing fit it"),
        order=60,
    )
    navigation.add_analysis(
        "value_to_come",
        _("Value to come and potential"),
        url_name="insights:ahead",
        about=_("What customers will still bring in 12 months, and what more they could spend"),
        order=65,
    )
    commands.add_action("value_to_come", _("Value to come and potential"), url_name="insights:ahead")
    commands.add_action("value_classes", _("Value classes"), url_name="insights:classes")
    commands.add_action(
        "refresh",
        _("Compute the figures again"),
        url_name="insights:runs",
        visible=lambda user: user.is_manager,
    )
