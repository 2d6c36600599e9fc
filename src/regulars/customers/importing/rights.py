"""What an import may fill: no field that its person may not read, nobody's name to whom they give no customers."""

from typing import Any

from regulars.accounts.models import User
from regulars.customers import owning, sensitive
from regulars.customers.importing import columns
from regulars.customers.models import CustomField


def hidden_from(user: Any) -> frozenset[str]:
    """Meanings of columns that are not for this person; a dry run would tell what stands there."""
    if user is None or user.may_see_sensitive:
        return frozenset()
    own = CustomField.objects.filter(is_sensitive=True).values_list("key", flat=True)
    return sensitive.FIELDS | {f"{columns.CUSTOM}{key}" for key in own}


def owners_for(user: User | None) -> list[User]:
    """To whom this person gives customers, as on the pages; who is no manager keeps them."""
    if user is None:
        return list(User.objects.active().order_by("name", "pk"))
    return owning.people_to_give_to(user) if user.is_manager else [user]
