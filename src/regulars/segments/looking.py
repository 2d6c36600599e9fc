"""What a rule would find while it is being written: how many, and a few of them."""

from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, transaction

from regulars.customers.counting import Count, at_most, count_within
from regulars.customers.models import Customer
from regulars.segments import rules
from regulars.segments.rules import Group

PATIENCE = 2_000  # milliseconds for the count, and again for the sample
SAMPLE = 6


@dataclass(frozen=True)
class Look:
    found: Count
    everybody: Count
    sample: list[Customer]

    @property
    def share(self) -> float | None:
        return self.found / self.everybody if self.everybody else None


def look(rule: Group, user: Any) -> Look:
    """As far as this person sees customers. Never takes long: then the number is an estimate, and says so."""
    seen = Customer.objects.visible_to(user)
    found = rules.apply(rule, seen, user)
    return Look(
        count_within(found, milliseconds=PATIENCE),
        count_within(seen, milliseconds=PATIENCE),
        _sample(found),
    )


def _sample(found: Any) -> list[Customer]:
    try:
        with transaction.atomic(), at_most(PATIENCE):
            return list(found.select_related("owner", "measures").order_by("-pk")[:SAMPLE])
    except OperationalError:
        return []
