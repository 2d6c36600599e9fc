"""Questions about customers that chain like a sentence."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from regulars.customers.models import Customer  # noqa: F401 (named in a string below)


def visible(user: Any, prefix: str = "") -> Q:
    """Which customers a member of staff may see, as a condition on a (related) customer."""
    from regulars.accounts.models import Scope

    if not getattr(user, "is_active", False):
        return Q(pk__in=[])
    if user.sees == Scope.ALL:
        return Q()
    pool = Q(**{f"{prefix}owner": None}) & (
        Q(**{f"{prefix}team": None}) | Q(**{f"{prefix}team": user.team_id})
    )
    own = Q(**{f"{prefix}owner": user.pk})
    if user.sees == Scope.OWN or user.team_id is None:
        return own | pool
    return own | pool | Q(**{f"{prefix}owner__team": user.team_id})


HAS_WINDOW = Q(do_not_contact_from__isnull=False) | Q(do_not_contact_until__isnull=False)
FOR_GOOD = Q(is_deceased=True) | Q(is_let_go=True) | Q(do_not_contact=True)
MAY_REST = FOR_GOOD | HAS_WINDOW  # usually few: an index holds just them


def resting(day: date) -> Q:
    """Who is not to be contacted on a day, as a condition on a customer."""
    has_begun = Q(do_not_contact_from=None) | Q(do_not_contact_from__lte=day)
    goes_on = Q(do_not_contact_until=None) | Q(do_not_contact_until__gte=day)
    return MAY_REST & (FOR_GOOD | has_begun & goes_on)


class CustomerQuerySet(models.QuerySet["Customer"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(visible(user), deleted_at=None)

    def present(self) -> Self:
        """Neither deleted nor erased."""
        return self.filter(deleted_at=None)

    def deleted(self) -> Self:
        return self.filter(deleted_at__isnull=False)

    def owned_by(self, user: Any) -> Self:
        return self.filter(owner=user)

    def in_pool(self) -> Self:
        return self.filter(owner=None)

    def resting(self, day: date) -> Self:
        return self.filter(resting(day))


class OfCustomerQuerySet(models.QuerySet[Any]):
    """Rows that belong to a customer are seen by whoever sees the customer."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(visible(user, "customer__"), customer__deleted_at=None)
