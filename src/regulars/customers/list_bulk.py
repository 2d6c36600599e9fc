"""What can be done with the picked customers of a list."""

from typing import Any

from django.utils.translation import gettext as _


def offered(user: Any) -> list[dict[str, Any]]:
    if not user.may_write:
        return []
    return [
        {"value": "tag", "label": _("Tag"), "is_primary": False},
        {"value": "untag", "label": _("Remove a tag"), "is_primary": False},
        {"value": "owner", "label": _("Change the owner"), "is_primary": False},
    ]
