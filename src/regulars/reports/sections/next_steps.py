"""Who waits for a contact, and who is due to order: lists of today, not of a month."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.core import clock
from regulars.customers.models import Customer
from regulars.reports.sections.wording import people

DAYS_AHEAD = (7, 14, 30, 60)
USUAL_DAYS = 14
FEW = 3
FEW_DUE = 5


@dataclass(frozen=True)
class NextSteps:
    heading: str
    total: int
    customers: list[Any]
    url: str
    days: int = 0

    @property
    def more(self) -> int:
        return self.total - len(self.customers)


def neglected(user: Any) -> NextSteps:
    """Nobody turned to them for longer than the limit of their value class."""
    found = Customer.objects.visible_to(user).filter(measures__neglected=True)
    first = found.select_related("measures", "owner").order_by("-measures__expected_margin", "pk")[:FEW]
    total = found.count()
    return NextSteps("", total, list(first), _list(("neglected:yes",), "-expected_margin"))


def due_to_order(user: Any, days: int) -> NextSteps:
    """Their next order is due within some days, by their own rhythm; late ones stand elsewhere."""
    today = clock.today()
    due = Q(
        measures__next_order_due_on__gte=today, measures__next_order_due_on__lte=today + timedelta(days=days)
    )
    found = Customer.objects.visible_to(user).filter(due).exclude(measures__status="lost")
    first = found.select_related("measures", "owner").order_by("measures__next_order_due_on", "pk")[:FEW_DUE]
    total = found.count()
    heading = _("{who} due to order within {days} days").format(who=people(total), days=days)
    conditions = (f"next_order_due_on:next:{days}", "status:not:lost")
    return NextSteps(heading, total, list(first), _list(conditions, "next_order_due_on"), days)


def days_asked(text: str) -> int:
    return int(text) if text in map(str, DAYS_AHEAD) else USUAL_DAYS


def _list(conditions: tuple[str, ...], sort: str) -> str:
    pairs = [*(("f", condition) for condition in conditions), ("sort", sort)]
    return f"{reverse('customers:list')}?{urlencode(pairs, safe=':,')}"
