"""One change of class by a person, dated, and shown at once. Imports no engine: pages use it."""

from typing import Any

from django.db import connection
from psycopg import sql

from regulars.core import clock
from regulars.insights.models import ClassChange
from regulars.insights.table import TABLE

# Classes whose changes are dated, with the column that says which rule decided.
CLASSES = {
    "stage": "stage_rule",
    "value_class": "",
    "status": "lost_rule",
    "risk_level": "risk_reason",
    "loyalty_type": "",
    "spurious_kind": "",
}
OVERRIDABLE = ("stage", "value_class", "status", "loyalty_type", "spurious_kind", "customer_type")


def move(customer: Any, measure: str, new: str, *, is_override: bool, reason: dict[str, Any]) -> None:
    """Date one change made by a person, and let pages show it at once."""
    old = customer.measured(measure) or ""
    if old == new:
        return
    ClassChange.objects.update_or_create(
        customer=customer,
        measure=measure,
        changed_on=clock.today(),
        defaults={"old": old, "new": new, "is_override": is_override, "reason": reason, "run": None},
    )
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("UPDATE {} SET {} = %s WHERE customer_id = %s").format(
                sql.Identifier(TABLE), sql.Identifier(measure)
            ),
            [new, customer.pk],
        )
