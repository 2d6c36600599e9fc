"""Whom the pages about value are about."""

from typing import Any

from regulars.customers.models import Customer
from regulars.customers.querysets import CustomerQuerySet


def buyers(user: Any) -> CustomerQuerySet:
    """Everybody one may see who has ordered; a walk-in has orders of many people."""
    return Customer.objects.visible_to(user).filter(is_walk_in=False, measures__order_count__gt=0)
