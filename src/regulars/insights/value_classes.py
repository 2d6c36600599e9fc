"""The value classes as a manager sees them: who belongs to each, who is in it, what to do for them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from regulars.core import settings_store
from regulars.customers.models import Customer
from regulars.insights import means
from regulars.insights.measures.classes import VALUE_CLASSES


@dataclass(frozen=True)
class ClassInWords:
    """One value class as a manager sets it: who belongs to it, who is in it, what to do for them."""

    code: str
    label: Any
    rule: str
    customers: int
    value: Any
    every_days: int
    means: str


def classes(user: Any) -> list[ClassInWords]:
    """Every class with the customers a person may see in it."""
    seen = Customer.objects.visible_to(user).filter(is_walk_in=False)
    rows = seen.values("measures__value_class").annotate(customers=Count("pk"), value=Sum("measures__value"))
    found: dict[Any, dict[str, Any]] = {row["measures__value_class"]: {**row} for row in rows.order_by()}
    return [_in_words(code, label, found.get(code, {})) for code, label in VALUE_CLASSES]


def _in_words(code: str, label: Any, row: dict[str, Any]) -> ClassInWords:
    return ClassInWords(
        code,
        label,
        means.rule(code),
        row.get("customers", 0),
        row.get("value") or 0,
        settings_store.get(f"insights.contact_days_{code}"),
        means.recommended(code),
    )
