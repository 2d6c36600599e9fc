"""The short form on a customer's page: a line is enough, the rest unfolds."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

from regulars.core import clock
from regulars.customers.interaction_forms import QUICK, InteractionForm
from regulars.customers.models import Contact, Customer


@dataclass(frozen=True)
class QuickForm:
    channels: list[tuple[str, Any]]
    preferred: str
    day: str
    people: list[Contact]
    rest: str


def quick_form(customer: Customer) -> QuickForm:
    preferred = customer.preferred_channel
    return QuickForm(
        [(each.value, each.label) for each in QUICK],
        preferred if preferred in QUICK else QUICK[0],
        clock.today().isoformat(),
        [each for each in customer.contacts.all() if not each.left_on] if customer.is_firm else [],
        _rest(get_language() or ""),
    )


@lru_cache(maxsize=4)
def _rest(language: str) -> str:
    """Fields that are the same for every customer are drawn once per language."""
    form = InteractionForm(customer=Customer(), user=None)
    return render_to_string("customers/page/quick_rest.html", {"form": form})
