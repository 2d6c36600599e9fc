"""Who waits for a contact, and who is due to order: lists of today, not of a month."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.core import clock
from regulars.customers.models import Customer
from regulars.reports.sections.wording import people

DAYS_AHEAD = (7, 14, 30, 60)
USUAL_DAYS = 14
FEW = 3
FEW_DUE = 5
# By the model that did best on the firm's own past, once one could be tried.
FORESEEN, BY_RHYTHM = "next_order_expected_on", "next_order_due_on"


@dataclass(frozen=True)
class NextSteps:
    heading: str
    total: int
    customers: list[Any]
    url: str
    days: int = 0
    is_foreseen: bool = False

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
    """Their next order is due within some days; late ones stand elsewhere."""
    today, customers = clock.today(), Customer.objects.visible_to(user)
    is_foreseen = customers.filter(measures__next_order_expected_on__isnull=False).exists()
    name = FORESEEN if is_foreseen else BY_RHYTHM
    due = Q(**{f"measures__{name}__range": (today, today + timedelta(days=days))})
    found = customers.filter(due).exclude(measures__status="lost").annotate(due_on=F(f"measures__{name}"))
    first = found.select_related("measures", "owner").order_by("due_on", "pk")[:FEW_DUE]
    total = found.count()
    heading = _("{who} due to order within {days} days").format(who=people(total), days=days)
    conditions = (f"{name}:next:{days}", "status:not:lost")
    return NextSteps(heading, total, list(first), _list(conditions, name), days, is_foreseen)


def days_asked(text: str) -> int:
    return int(text) if text in map(str, DAYS_AHEAD) else USUAL_DAYS


def _list(conditions: tuple[str, ...], sort: str) -> str:
    pairs = [*(("f", condition) for condition in conditions), ("sort", sort)]
    return f"{reverse('customers:list')}?{urlencode(pairs, safe=':,')}"
