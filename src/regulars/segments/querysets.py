"""Questions about segments that chain like a sentence."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from regulars.customers.querysets import OfCustomerQuerySet

if TYPE_CHECKING:
    from regulars.segments.models import Segment  # noqa: F401 (named in a string below)


class SegmentQuerySet(models.QuerySet["Segment"]):
    def visible_to(self, user: Any) -> Self:
        """One's own, the team's and the firm's; never one whose rule names what the person may not see."""
        from regulars.accounts.models import Scope

        if not getattr(user, "is_active", False):
            return self.none()
        teams = Q() if user.sees == Scope.ALL else Q(team=None) | Q(team=user.team_id)
        found = self.filter(Q(owner=user.pk) | Q(is_shared=True) & teams)
        return found if user.may_see_sensitive else found.filter(is_sensitive=False)

    def in_use(self) -> Self:
        return self.filter(is_active=True)

    def dynamic(self) -> Self:
        return self.filter(kind="dynamic")


class StayQuerySet(OfCustomerQuerySet):
    def present(self) -> Self:
        return self.filter(left_at=None)
