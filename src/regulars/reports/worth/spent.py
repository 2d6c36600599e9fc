"""What was spent on groups of customers: the costs on record, and contacts without one at the firm's rates."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, Exists, OuterRef, Q, Sum, Value
from django.db.models.functions import Cast, Concat

from regulars.core import clock, settings_store
from regulars.costs.choices import PUT_IN
from regulars.costs.models import CareCost
from regulars.customers.choices import Channel
from regulars.customers.models import Interaction
from regulars.reports.worth import grouping

VISITS = (Channel.VISIT, Channel.MEETING)


@dataclass(frozen=True)
class Spent:
    """What was done for a group, ``recorded`` being the costs on record; contacts that have none count at the rates."""

    contacts: int = 0
    visits: int = 0
    customers: int = 0
    recorded: Decimal = Decimal(0)
    contacts_on_record: int = 0
    visits_on_record: int = 0

    @property
    def money(self) -> Decimal:
        get = settings_store.get
        contacts, visits = self.contacts - self.contacts_on_record, self.visits - self.visits_on_record
        return self.recorded + contacts * get("reports.contact_cost") + visits * get("reports.visit_cost")

    @property
    def minutes(self) -> int:
        get = settings_store.get
        return int(
            self.contacts * get("reports.contact_minutes") + self.visits * get("reports.visit_minutes")
        )

    @property
    def hours(self) -> float:
        return self.minutes / 60


def made(days: int) -> Any:
    """Contacts and visits by us in the days before today."""
    since = clock.start_of(clock.today() - timedelta(days=days))
    found = Interaction.objects.filter(is_planned=False, direction="to_customer", happened_at__gte=since)
    return found.exclude(channel=Channel.NOTE)


def spent(user: Any, by: str, days: int) -> dict[str, Spent]:
    on_record = _on_record(user, by, days)
    reference = Concat(Value("interaction:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    priced = Exists(CareCost.objects.filter(reference=reference))
    is_visit = Q(channel__in=VISITS)
    counted = (
        _of_buyers(made(days).visible_to(user))
        .annotate(group=grouping.of_rows(by, customer="customer__", pk="customer"), priced=priced)
        .values_list("group")
        .annotate(
            few=Count("pk", filter=~is_visit),
            many=Count("pk", filter=is_visit),
            people=Count("customer", distinct=True),
            few_priced=Count("pk", filter=~is_visit & Q(priced=True)),
            many_priced=Count("pk", filter=is_visit & Q(priced=True)),
        )
    )
    told = {
        group: Spent(few, many, people, on_record.pop(group, Decimal(0)), few_priced, many_priced)
        for group, few, many, people, few_priced, many_priced in counted
    }
    return told | {group: Spent(recorded=amount) for group, amount in on_record.items()}


def _on_record(user: Any, by: str, days: int) -> dict[str, Decimal]:
    since = clock.today() - timedelta(days=days)
    lines = CareCost.objects.visible_to(user).filter(kind__in=PUT_IN, spent_on__gte=since)
    grouped = _of_buyers(lines).annotate(group=grouping.of_rows(by, customer="customer__", pk="customer"))
    return dict(grouped.values_list("group").annotate(sum=Sum("amount")))


def _of_buyers(rows: Any) -> Any:
    return rows.filter(customer__measures__order_count__gt=0, customer__is_walk_in=False).order_by()
