"""What an import may fill: no field that its person may not read."""

from typing import Any

from regulars.customers import sensitive
from regulars.customers.importing import columns
from regulars.customers.models import CustomField


def hidden_from(user: Any) -> frozenset[str]:
    """Meanings of columns that are not for this person; a dry run would tell what stands there."""
    if user is None or user.may_see_sensitive:
        return frozenset()
    own = CustomField.objects.filter(is_sensitive=True).values_list("key", flat=True)
    return sensitive.FIELDS | {f"{columns.CUSTOM}{key}" for key in own}
