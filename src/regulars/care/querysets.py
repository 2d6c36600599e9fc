"""Questions about care tasks."""

from datetime import date
from typing import Any

from django.db.models import Q

from regulars.customers.querysets import OfCustomerQuerySet, resting

# What we owe is done for those too who asked to be left alone.
DUTIES = ("promise_due", "unanswered_request")
OWED = (*DUTIES, "promise_broken")


class CareTaskQuerySet(OfCustomerQuerySet):
    def open(self) -> "CareTaskQuerySet":
        return self.filter(outcome="", customer__deleted_at=None)

    def due(self, day: date) -> "CareTaskQuerySet":
        """Open and not put off beyond the day; whoever asked to be left alone since it was planned is left alone."""
        return self.open().filter(~resting(day, "customer__") | Q(play__in=OWED), show_from__lte=day)

    def of(self, person: Any) -> "CareTaskQuerySet":
        """What one person should do: own customers' cards, and cards given to the person."""
        own = Q(assignee=None, customer__owner=person.pk)
        return self.filter(own | Q(assignee=person.pk))

    def ranked(self) -> "CareTaskQuerySet":
        return self.order_by("-at_stake", "due_on", "id")
