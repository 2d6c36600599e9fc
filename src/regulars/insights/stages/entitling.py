"""The special services a firm offers its high-value customers."""

from typing import Any

from django.db import transaction

from regulars.core import audit
from regulars.insights.models import CustomerGroups, Entitlement


@transaction.atomic
def offer(service: Entitlement, *, by: Any) -> Entitlement:
    service.save()
    audit.record(by, "service.offered", subject=service, name=service.name)
    return service


@transaction.atomic
def withdraw(service: Entitlement, *, by: Any) -> bool:
    """False where it was withdrawn already."""
    if not Entitlement.objects.filter(pk=service.pk, is_offered=True).update(is_offered=False):
        return False
    audit.record(by, "service.withdrawn", subject=service, name=service.name)
    return True


@transaction.atomic
def name_types_anew(*, by: Any) -> bool:
    """Let the next computation name the customer types by the rule; False where there are none."""
    latest = CustomerGroups.objects.select_for_update().first()
    if latest is None:
        return False
    latest.is_named_anew = True
    latest.save(update_fields=["is_named_anew"])
    audit.record(by, "types.named_anew")
    return True
