"""What this module hangs in the registers when the program starts."""

from django.utils.translation import gettext_lazy as _

from regulars.customers import filter_fields, keys, list_links, panels
from regulars.insights import runs
from regulars.segments import audit_sentences  # noqa: F401
from regulars.ui import commands, navigation


def register() -> None:
    from regulars.segments import filters, panel, recounting

    keys.declare("segments.Stay", merging="combine", erasing="delete", unique_with=("segment",))
    filter_fields.register(filters.filter_fields)
    runs.then(recounting.follow_refresh)
    panels.register(
        panels.Panel(
            "segments", _("Segments"), "tab", "segments/tab.html", panel.context, order=50, within="relation"
        )
    )
    list_links.register(
        list_links.ListLink(_("Segments"), "segments:segments", lambda user: True, of_list=False)
    )
    list_links.register(
        list_links.ListLink(_("Save as a segment"), "segments:new", lambda user: user.may_write)
    )
    navigation.add_analysis(
        "segments",
        _("Segments"),
        question="who",
        url_name="segments:segments",
        about=_("Which groups of customers there are, how large they are, who entered and who left"),
        order=50,
    )
    navigation.add_analysis(
        "overlap",
        _("Overlap of segments"),
        question="who",
        url_name="segments:overlap",
        about=_("Who is in two groups at once, and who in one of them only"),
        order=51,
    )
    commands.add_action("segments", _("Segments"), url_name="segments:segments")
    commands.add_action(
        "new_segment",
        _("New segment"),
        url_name="segments:new",
        visible=lambda user: user.may_write,
    )
