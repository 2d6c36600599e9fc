"""What can be done with the picked customers of a list."""

from typing import Any

from django.utils.translation import gettext as _

from regulars.customers import bulk


def offered(user: Any) -> list[dict[str, Any]]:
    if not user.may_write:
        return []
    shown = [{"value": "tag", "label": _("Give a tag"), "is_primary": False}]
    shown += [{"value": "untag", "label": _("Remove a tag"), "is_primary": False}]
    if user.is_manager:
        shown += [{"value": "owner", "label": _("Change the owner"), "is_primary": False}]
    others = [
        {"value": each.code, "label": each.label, "is_primary": False} for each in bulk.offered_actions(user)
    ]
    if others:
        others[0]["is_primary"] = True
    return [*shown, *reversed(others)]
