"""Questions about care tasks."""

from datetime import date
from typing import Any

from django.db.models import Q

from regulars.customers.querysets import OfCustomerQuerySet

DUTIES = ("promise_due", "unanswered_request")  # we keep our word whatever else holds


def _left_alone(day: date) -> Q:
    """Customers whom nobody should contact on a day."""
    gone = Q(customer__do_not_contact=True) | Q(customer__is_deceased=True) | Q(customer__is_let_go=True)
    since, until = "customer__do_not_contact_from", "customer__do_not_contact_until"
    is_set = Q(**{f"{since}__isnull": False}) | Q(**{f"{until}__isnull": False})
    began = Q(**{since: None}) | Q(**{f"{since}__lte": day})
    goes_on = Q(**{until: None}) | Q(**{f"{until}__gte": day})
    return gone | (is_set & began & goes_on)


class CareTaskQuerySet(OfCustomerQuerySet):
    def open(self) -> "CareTaskQuerySet":
        return self.filter(outcome="", customer__deleted_at=None)

    def due(self, day: date) -> "CareTaskQuerySet":
        """Open, not put off beyond the day, and nobody who since asked to be left alone, our word excepted."""
        return self.open().filter(show_from__lte=day).filter(Q(play__in=DUTIES) | ~_left_alone(day))

    def of(self, person: Any) -> "CareTaskQuerySet":
        """What one person should do: own customers' cards, and cards given to the person."""
        own = Q(assignee=None, customer__owner=person.pk)
        return self.filter(own | Q(assignee=person.pk))

    def ranked(self) -> "CareTaskQuerySet":
        return self.order_by("-at_stake", "due_on", "id")
