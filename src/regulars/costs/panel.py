"""The tab “Costs” on the customer page: each line, and what the last twelve months left."""

from typing import Any

from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regulars.core import clock
from regulars.costs import wording
from regulars.costs.measures import of_customer
from regulars.costs.models import CareCost
from regulars.customers.actions import Action

SHOWN = 50


def tab(customer: Any, user: Any) -> dict[str, Any]:
    today = clock.today()
    found = of_customer(customer, today)
    reversed_by = CareCost.objects.filter(reference=Concat(OuterRef("reference"), Value(":reversed")))
    lines = (
        CareCost.objects.visible_to(user)
        .filter(customer=customer)
        .annotate(is_taken_back=Exists(reversed_by))
        .select_related("created_by")
        .order_by("-spent_on", "-pk")
    )
    return {
        "lines": list(lines[:SHOWN]),
        "statement": wording.statement(found),
        "estimated": wording.estimated(found),
        "is_empty": found.is_empty,
        "as_of": today,
        "may_write": user.may_write,
    }


def _may(user: Any, customer: Any) -> bool:
    return bool(user.may_write)


NEW_COST = Action(
    "cost",
    _("Record a cost"),
    allowed=_may,
    url=lambda customer: reverse("costs:new", args=[customer.pk]),
    order=60,
)
