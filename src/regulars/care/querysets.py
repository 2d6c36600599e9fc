"""Questions about care tasks."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, Exists, F, Func, OuterRef, Q, When

from regulars.customers.querysets import OfCustomerQuerySet

# What we owe is done for those too who asked to be left alone.
DUTIES = ("promise_due", "unanswered_request")
OWED = (*DUTIES, "promise_broken")
# What people agreed or asked for on a day comes first: nothing computed crowds it out.
AGREED = ("next_step", "by_hand")
AGREED_FOR = Case(When(play__in=AGREED, then=F("due_on")))
RANK = (AGREED_FOR.asc(nulls_last=True), "-at_stake", "due_on", "id")


class Among(Func):
    """A column's value is one of an array: a walk along the index, where IN would look up row by row."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


class CareTaskQuerySet(OfCustomerQuerySet):
    def open(self) -> "CareTaskQuerySet":
        return self.filter(outcome="", customer__deleted_at=None)

    def due(self, day: date) -> "CareTaskQuerySet":
        return self.open().waiting(day)

    def waiting(self, day: date) -> "CareTaskQuerySet":
        """Neither settled nor put off beyond the day; whoever asked to be left alone since it was planned is
        left alone. Of customers who are present, ``due`` asks for that too."""
        from regulars.customers.models import Customer

        resting = Customer.objects.resting(day).filter(pk=OuterRef("customer"))
        return self.filter(~Exists(resting) | Q(play__in=OWED), outcome="", show_from__lte=day)

    def of(self, person: Any) -> "CareTaskQuerySet":
        """What one person should do: own customers' cards, and cards given to the person. All are present.

        The given ones are few and looked up first: beside an OR no index would serve the others.
        """
        from regulars.customers.models import Customer

        customers = ArraySubquery(Customer.objects.present().filter(owner=person.pk).values("pk"))
        own = Q(Among(F("customer"), customers), assignee=None)
        given = self.model._default_manager.filter(assignee=person.pk, outcome="")
        ids = list(given.visible_to(person).values_list("pk", flat=True)) if given.exists() else []
        return self.filter(own | Q(pk__in=ids)) if ids else self.filter(own)

    def ranked(self) -> "CareTaskQuerySet":
        return self.order_by(*RANK)
