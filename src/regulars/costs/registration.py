"""What this module hangs in the registers when the program starts."""

from django.utils.translation import gettext_lazy as _

from regulars.costs import audit_sentences, settings_declared  # noqa: F401
from regulars.customers import actions, keys, panels, recording
from regulars.insights import runs


def register() -> None:
    from regulars.costs import filling, measures, panel

    keys.declare("costs.CareCost", merging="move", erasing="blank")
    measures.register_all()
    recording.then(filling.of_contact)
    recording.when_taken_back(filling.when_taken_back)
    runs.then(filling.after_refresh)
    panels.register(
        panels.Panel("costs", _("Costs"), "tab", "costs/tab.html", panel.tab, order=45, within="figures")
    )
    actions.register(panel.NEW_COST)
