"""What this module hangs in the registers when the program starts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from regulars.care import audit_sentences, settings_declared  # noqa: F401
from regulars.customers import keys
from regulars.ui import commands, navigation


def register() -> None:
    from regulars.care import duties, measures, outcomes, panel, planning
    from regulars.customers import actions, panels, promising, recording
    from regulars.insights import runs

    measures.register_all()
    keys.declare("care.CareTask", merging="combine", erasing="delete", unique_with=("play", "occasion"))
    recording.then(outcomes.settle_by_contact)
    recording.about_requests(duties.follow_request)
    promising.then(duties.follow_promise)
    recording.when_taken_back(outcomes.open_again)
    runs.then(planning.follow_refresh)
    navigation.add_entry(
        "today",
        _("Today"),
        url_name="care:today",
        icon="today",
        order=10,
        count=_left_today,
    )
    commands.add_action("plays", _("Plays"), url_name="care:plays", visible=lambda user: user.is_manager)
    navigation.add_settings_link(
        "plays",
        _("Plays"),
        url_name="care:plays",
        about=_("Which occasions bring a customer on the worklist"),
        order=20,
        visible=lambda user: user.is_manager,
    )
    panels.register(
        panels.Panel("why_today", _("Why today"), "now", "care/why_today.html", panel.context, order=10)
    )
    actions.register(panel.PUT_ON_LIST)


def _left_today(request: Any) -> int:
    """The page Today has counted already."""
    from regulars.care import worklist

    counted = getattr(request, "left_today", None)
    return worklist.count_of(request.user) if counted is None else int(counted)
