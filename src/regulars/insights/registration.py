"""What this module hangs in the registers when the program starts."""

from django.utils.translation import gettext_lazy as _

from regulars.customers import filter_fields, keys, panels, timeline
from regulars.insights import audit_sentences, measures, settings_declared, settings_of_stages  # noqa: F401
from regulars.ui import commands, navigation


def register() -> None:
    from regulars.customers import recording
    from regulars.insights import contacting
    from regulars.insights.loyalty_pages import registering
    from regulars.insights.timeline import entries

    keys.declare("insights.ClassChange", merging="keep", erasing="delete")
    keys.declare("insights.Override", merging="combine", erasing="delete", unique_with=("measure",))
    keys.declare("insights.DeclineCause", merging="move", erasing="delete")
    keys.declare("insights.RescueDecision", merging="keep", erasing="delete")
    measures.register_all()
    recording.then(contacting.restart_cadence)
    timeline.register(timeline.Kind("class", _("Stage and class"), entries, order=60))
    _add_figures()
    registering.register()
    _add_stages()
    navigation.add_analysis(
        "value_classes",
        _("Value classes"),
        question="worth",
        url_name="insights:classes",
        about=_("What each class means, who is in it, which means of marketing fit it"),
        order=60,
    )
    _add_value_to_come()
    commands.add_action("value_classes", _("Value classes"), url_name="insights:classes")
    commands.add_action(
        "refresh",
        _("Compute the figures again"),
        url_name="insights:runs",
        visible=lambda user: user.is_manager,
    )


def _add_figures() -> None:
    from regulars.insights import panel

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
            "figures",
            _("Figures"),
            "tab",
            "insights/figures.html",
            panel.figures,
            order=40,
            first_title=_("All figures"),
        )
    )


def _add_stages() -> None:
    from regulars.insights.stages import filters
    from regulars.insights.stages.panel import relation

    panels.register(
        panels.Panel(
            "relation",
            _("Relationship"),
            "tab",
            "insights/stages/relation.html",
            relation,
            order=30,
            first_title=_("Stage and signs"),
        )
    )
    filter_fields.register(filters.fields)
    _add_pages_of_stages()


def _add_pages_of_stages() -> None:
    navigation.add_analysis(
        "high_value",
        _("High-value customers"),
        question="worth",
        url_name="insights:high",
        about=_("What they may ask for, of whom contact, spend or satisfaction dropped, and who grows"),
        order=62,
    )
    navigation.add_analysis(
        "customer_types",
        _("Customer types"),
        question="who",
        url_name="insights:types",
        about=_("Who is demanding, hesitant, thrifty or sophisticated, and what each group wants"),
        order=64,
    )
    navigation.add_analysis(
        "signs",
        _("Early signs"),
        question="how",
        url_name="insights:signs",
        about=_("Who in growth may jump to decline, and where stability shows its first cracks"),
        order=66,
    )
    _add_losses()


def _add_losses() -> None:
    navigation.add_analysis(
        "rescue",
        _("Decline: invest or let go"),
        question="do",
        url_name="insights:rescue",
        about=_("What each declining customer may still bring, against what winning back costs"),
        order=68,
    )
    navigation.add_analysis(
        "win_back",
        _("Win back"),
        question="do",
        url_name="insights:win_back",
        about=_("Whom to win back first: what they brought in a year, times the chance to come back"),
        order=67,
    )
    navigation.add_analysis(
        "churn",
        _("Lost customers"),
        question="how",
        url_name="insights:churn",
        about=_("Who was lost, by cause, value class, stage and period, and the value lost with them"),
        order=69,
    )
    navigation.add_analysis(
        "last_care",
        _("Care before the loss"),
        question="how",
        url_name="insights:last_care",
        about=_("How many of the lost customers left without anybody having been in touch"),
        order=70,
    )


def _add_value_to_come() -> None:
    """On the customer page, and a page of its own."""
    from regulars.insights import panel_ahead

    panels.register(
        panels.Panel(
            "value_to_come",
            _("Value to come"),
            "now",
            "insights/ahead_panel.html",
            panel_ahead.context,
            order=25,
        )
    )
    navigation.add_analysis(
        "value_to_come",
        _("Value to come and potential"),
        question="worth",
        url_name="insights:ahead",
        about=_("What customers will still bring in 12 months, and what more they could spend"),
        order=65,
    )
    commands.add_action("value_to_come", _("Value to come and potential"), url_name="insights:ahead")
