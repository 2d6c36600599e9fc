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


def resting(day: date, prefix: str = "") -> Q:
    """Who is not to be contacted on a day, as a condition on a (related) customer."""
    start, end = f"{prefix}do_not_contact_from", f"{prefix}do_not_contact_until"
    has_window = Q(**{f"{start}__isnull": False}) | Q(**{f"{end}__isnull": False})
    window = (
        has_window
        & (Q(**{start: None}) | Q(**{f"{start}__lte": day}))
        & (Q(**{end: None}) | Q(**{f"{end}__gte": day}))
    )
    gone = Q(**{f"{prefix}is_deceased": True}) | Q(**{f"{prefix}is_let_go": True})
    return gone | Q(**{f"{prefix}do_not_contact": True}) | window


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


class OfCustomerQuerySet(models.QuerySet[Any]):
    """Rows that belong to a customer are seen by whoever sees the customer."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(visible(user, "customer__"), customer__deleted_at=None)
