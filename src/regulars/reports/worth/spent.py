"""What was spent on groups of customers: the costs on record, and the time contacts took."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from regulars.core import clock, settings_store
from regulars.costs.choices import PUT_IN
from regulars.costs.models import CareCost
from regulars.customers.choices import Channel
from regulars.customers.models import Interaction
from regulars.reports.worth import grouping

VISITS = (Channel.VISIT, Channel.MEETING)


@dataclass(frozen=True)
class Spent:
    """What was done for a group; ``money`` is what stands on record as its cost."""

    contacts: int = 0
    visits: int = 0
    customers: int = 0
    money: Decimal = Decimal(0)

    @property
    def minutes(self) -> int:
        return minutes(self.contacts, self.visits)

    @property
    def hours(self) -> float:
        return self.minutes / 60


def minutes(contacts: int, visits: int) -> int:
    """Working time by the firm's settings."""
    get = settings_store.get
    return int(contacts * get("reports.contact_minutes") + visits * get("reports.visit_minutes"))


def made(days: int) -> Any:
    """Contacts and visits by us in the days before today."""
    since = clock.start_of(clock.today() - timedelta(days=days))
    found = Interaction.objects.filter(is_planned=False, direction="to_customer", happened_at__gte=since)
    return found.exclude(channel=Channel.NOTE)


def spent(user: Any, by: str, days: int) -> dict[str, Spent]:
    on_record = _on_record(user, by, days)
    is_visit = Q(channel__in=VISITS)
    counted = (
        _of_buyers(made(days).visible_to(user))
        .annotate(group=grouping.of_rows(by, customer="customer__", pk="customer"))
        .values_list("group")
        .annotate(
            few=Count("pk", filter=~is_visit),
            many=Count("pk", filter=is_visit),
            people=Count("customer", distinct=True),
        )
    )
    told = {
        group: Spent(few, many, people, on_record.pop(group, Decimal(0)))
        for group, few, many, people in counted
    }
    return told | {group: Spent(money=amount) for group, amount in on_record.items()}


def _on_record(user: Any, by: str, days: int) -> dict[str, Decimal]:
    since = clock.today() - timedelta(days=days)
    lines = CareCost.objects.visible_to(user).filter(kind__in=PUT_IN, spent_on__gte=since)
    grouped = _of_buyers(lines).annotate(group=grouping.of_rows(by, customer="customer__", pk="customer"))
    return dict(grouped.values_list("group").annotate(sum=Sum("amount")))


def _of_buyers(rows: Any) -> Any:
    return rows.filter(customer__measures__order_count__gt=0, customer__is_walk_in=False).order_by()
