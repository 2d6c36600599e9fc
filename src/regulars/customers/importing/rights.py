"""What an import may fill: no field that its person may not read, nobody's name to whom they give no customers."""

from typing import Any

from regulars.accounts.models import User
from regulars.customers import owning, sensitive
from regulars.customers.importing import columns
from regulars.customers.models import CustomField, Import


def hidden_from(user: Any) -> frozenset[str]:
    """Meanings of columns that are not for this person; a dry run would tell what stands there."""
    if user is None or user.may_see_sensitive:
        return frozenset()
    own = CustomField.objects.filter(is_sensitive=True).values_list("key", flat=True)
    return sensitive.FIELDS | {f"{columns.CUSTOM}{key}" for key in own}


def hidden_places(run: Import, user: Any) -> frozenset[int]:
    """Columns of a colleague's file with a meaning that is not for this person; one's own file one knows."""
    if user is None or run.started_by_id == user.pk:
        return frozenset()
    hidden = hidden_from(user)
    return frozenset(int(place) for place, meaning in run.mapping.items() if meaning in hidden)


def masked(cells: list[str | None], hidden: frozenset[int]) -> list[str | None]:
    return [sensitive.MASK if text and place in hidden else text for place, text in enumerate(cells)]


def owners_for(user: User | None) -> list[User]:
    """To whom this person gives customers, as on the pages; who is no manager keeps them."""
    if user is None:
        return list(User.objects.active().order_by("name", "pk"))
    return owning.people_to_give_to(user) if user.is_manager else [user]
