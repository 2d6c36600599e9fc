"""What this module hangs in the registers when the program starts."""

from django.utils.translation import gettext_lazy as _

from regulars.customers import audit_sentences, keys, settings_declared  # noqa: F401
from regulars.customers.importing.registering import register_kinds


def register() -> None:
    from regulars.customers import ahead, happenings, panels
    from regulars.customers.frame import hang_in_frame

    register_kinds()
    declare_keys()
    hang_in_frame()
    happenings.register_kinds()
    panels.register(
        panels.Panel("ahead", _("What lies ahead"), "now", "customers/page/ahead.html", ahead.panel, order=15)
    )


def declare_keys() -> None:
    for model in (
        "Contact",
        "FamilyEvent",
        "Interaction",
        "LoyaltySign",
        "MemoryNote",
        "Need",
        "ProjectCycle",
        "Promise",
    ):
        keys.declare(f"customers.{model}", merging="move", erasing="delete")
    keys.declare("customers.Notice", merging="move", erasing="delete", exporting="no")
    keys.declare(
        "customers.ContactPoint",
        merging="combine",
        erasing="delete",
        unique_with=("contact", "kind", "normalised"),
    )
    keys.declare("customers.ContactPoint", "contact", merging="move", erasing="delete")
    keys.declare("customers.Interaction", "contact", merging="move", erasing="blank")
    keys.declare("customers.CustomerTag", merging="combine", erasing="delete", unique_with=("tag",))
    keys.declare("customers.Consent", merging="move", erasing="keep")
    keys.declare("customers.Fact", merging="move", erasing="delete")
    keys.declare("customers.SearchEntry", merging="combine", erasing="delete", exporting="no")
    keys.declare("customers.CustomerMeasures", merging="combine", erasing="delete", exporting="no")
