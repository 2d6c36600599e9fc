"""What stands before sales figures: promises overdue, requests nobody has answered."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from regulars.core import clock
from regulars.customers.models import Interaction, Promise


@dataclass(frozen=True)
class Waiting:
    """One thing a customer waits for: what, since or until when, whose it is."""

    customer: Any
    text: str
    day: date
    owner: Any

    @property
    def days_late(self) -> int:
        return (clock.today() - self.day).days


@dataclass(frozen=True)
class WaitingList:
    """The longest waiting first, and how many there are in all."""

    shown: list[Waiting]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.shown)


def promises(user: Any, *, most: int) -> WaitingList:
    found = overdue_promises(user)
    return WaitingList([_of_promise(each) for each in found[:most]], found.count())


def requests(user: Any, *, most: int) -> WaitingList:
    found = unanswered_requests(user)
    return WaitingList([_of_request(each) for each in found[:most]], found.count())


def overdue_promises(user: Any) -> QuerySet[Promise]:
    overdue = Promise.objects.visible_to(user).open().filter(due_on__lt=clock.today())
    return overdue.select_related("customer__owner", "made_by").order_by("due_on", "pk")


def unanswered_requests(user: Any) -> QuerySet[Interaction]:
    asked = Interaction.objects.visible_to(user).unanswered()
    return asked.select_related("customer__owner", "staff").order_by("happened_at", "pk")


def _of_promise(promise: Promise) -> Waiting:
    owner = promise.customer.owner or promise.made_by
    return Waiting(promise.customer, promise.text, promise.due_on, owner)


def _of_request(request: Interaction) -> Waiting:
    text = request.requests or request.customer_words or request.summary
    owner = request.customer.owner or request.staff
    return Waiting(request.customer, text, clock.day_of(request.happened_at), owner)
