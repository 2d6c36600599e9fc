"""Cards that people put on a list themselves."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.care.catalogue import ReadyPlay, add
from regulars.care.plays.who import greeting

CODE = "by_hand"


def sentence(figures: Mapping[str, Any]) -> str:
    who, note = figures.get("by", ""), figures.get("note", "")
    if note:
        return _("Put on the list by {who}: {note}").format(who=who, note=note)
    return _("Put on the list by {who}.").format(who=who)


add(
    ReadyPlay(
        CODE,
        gettext_lazy("Put on the list by hand"),
        gettext_lazy("Somebody chose these customers in a list and put them on the worklist."),
        lambda look: (),
        sentence,
        lambda figures: _("Get in touch and note what came of it."),
        lambda figures, who: greeting(who),
        ends_with_contact=True,
        is_owed=True,
        order=900,
    )
)
