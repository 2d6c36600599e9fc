"""What this module hangs in the registers when the program starts."""

from django.utils.translation import gettext_lazy as _

from regulars.customers import actions, filter_fields, keys, panels, timeline
from regulars.orders import audit_sentences, settings_declared  # noqa: F401
from regulars.orders.importing.registering import register_kinds


def register() -> None:
    from regulars.orders import buyers, measures, panel
    from regulars.orders.frame import hang_in_frame
    from regulars.orders.timeline import entries

    register_kinds()
    keys.declare("orders.Order", merging="move", erasing="keep")
    keys.declare("orders.Order", "contact", merging="move", erasing="blank")
    keys.declare("orders.Payment", merging="move", erasing="keep")
    keys.declare("orders.BrowsingEvent", merging="move", erasing="delete")
    measures.register_all()
    filter_fields.register(buyers.filter_fields)
    timeline.register(timeline.Kind("order", _("Orders"), entries, order=20))
    panels.register(
        panels.Panel("orders", _("Orders"), "tab", "orders/tab.html", panel.tab, order=20, count=panel.count)
    )
    panels.register(
        panels.Panel("credit", _("Sold on credit"), "who", "orders/credit.html", panel.who, order=60)
    )
    actions.register(panel.NEW_ORDER)
    hang_in_frame()
