"""Which fields are sensitive: income, family, finance, personality, habits. One list for all pages."""

from typing import Any

from regulars.core import audit
from regulars.customers.models import Customer, CustomField

INCOME = ("income_band", "income_recorded_on")
FAMILY = ("family",)
FINANCE = ("financial_situation", "credit_grade", "credit_limit")
PERSONALITY = ("personality",)
HABITS = ("community", "region", "home_town", "association")
FIELDS = frozenset(INCOME + FAMILY + FINANCE + PERSONALITY + HABITS)
MASK = "•••"


def is_sensitive(field: str) -> bool:
    """Fields of the firm's own are named ``custom.<key>`` and say it themselves."""
    if field.startswith("custom."):
        return CustomField.objects.filter(key=field.removeprefix("custom."), is_sensitive=True).exists()
    return field in FIELDS


def may_see(user: Any, field: str) -> bool:
    return bool(user.may_see_sensitive) or not is_sensitive(field)


def log_view(user: Any, customer: Customer, *, fields: list[str]) -> None:
    """Once per page: who looked at which sensitive fields of whom."""
    if fields:
        audit.record(
            user,
            "customer.viewed_sensitive",
            subject=customer,
            customer_id=customer.pk,
            fields=sorted(fields),
        )
