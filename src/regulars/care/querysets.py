"""Questions about care tasks."""

from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, When

from regulars.customers.querysets import OfCustomerQuerySet

# What we owe is done for those too who asked to be left alone.
DUTIES = ("promise_due", "unanswered_request")
OWED = (*DUTIES, "promise_broken")
# What people agreed or asked for on a day comes first: nothing computed crowds it out.
AGREED = ("next_step", "by_hand")
AGREED_FOR = Case(When(play__in=AGREED, then=F("due_on")))
RANK = (AGREED_FOR.asc(nulls_last=True), "-at_stake", "due_on", "id")


class CareTaskQuerySet(OfCustomerQuerySet):
    def open(self) -> "CareTaskQuerySet":
        return self.filter(outcome="", customer__deleted_at=None)

    def due(self, day: date) -> "CareTaskQuerySet":
        """Open and not put off beyond the day; whoever asked to be left alone since it was planned is left alone."""
        from regulars.customers.models import Customer

        resting = Customer.objects.resting(day).filter(pk=OuterRef("customer"))
        return self.open().filter(~Exists(resting) | Q(play__in=OWED), show_from__lte=day)

    def of(self, person: Any) -> "CareTaskQuerySet":
        """What one person should do: own customers' cards, and cards given to the person.

        The given ones are few and looked up first: beside an OR no index would serve the others.
        """
        own = Q(assignee=None, customer__owner=person.pk)
        given = self.model._default_manager.visible_to(person).filter(assignee=person.pk, outcome="")
        ids = list(given.values_list("pk", flat=True))
        return self.filter(own | Q(pk__in=ids)) if ids else self.filter(own)

    def ranked(self) -> "CareTaskQuerySet":
        return self.order_by(*RANK)
