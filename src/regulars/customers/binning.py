"""The recycle bin: deleted customers wait there, come back, or go for good."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext as _

from regulars.core import audit, clock, settings_store
from regulars.customers.models import Customer


@transaction.atomic
def delete(customer: Customer, *, by: Any) -> bool:
    """Into the bin; False where it lies there already."""
    moved = Customer.objects.present().filter(pk=customer.pk).update(deleted_at=clock.now(), deleted_by=by)
    if moved:
        audit.record(by, "customer.deleted", subject=customer, customer_id=customer.pk)
    return bool(moved)


@transaction.atomic
def restore(customer: Customer, *, by: Any) -> None:
    """Back as it was. A number that somebody else was given meanwhile cannot come back."""
    locked = Customer.objects.select_for_update().get(pk=customer.pk)
    if locked.code and Customer.objects.present().filter(code=locked.code).exclude(pk=locked.pk).exists():
        raise ValidationError(
            _("The number {code} belongs to another customer now. Change that one first.").format(
                code=locked.code
            )
        )
    if Customer.objects.deleted().filter(pk=locked.pk).update(deleted_at=None, deleted_by=None):
        audit.record(by, "customer.restored", subject=locked, customer_id=locked.pk)


def in_bin(user: Any) -> QuerySet[Customer]:
    """What this person may bring back: the same customers they would see outside."""
    from regulars.customers.querysets import visible

    return Customer.objects.deleted().filter(visible(user), erased_at=None)


def purge() -> int:
    """Remove for good what has lain in the bin too long. Customers that orders hang on stay, out of sight."""
    since = clock.now() - timedelta(days=settings_store.get("customers.bin_days"))
    gone = 0
    for customer in Customer.objects.deleted().filter(deleted_at__lt=since, erased_at=None).order_by("pk"):
        gone += _remove(customer)
    return gone


def _remove(customer: Customer) -> int:
    name, pk = str(customer), customer.pk
    try:
        with transaction.atomic():
            customer.delete()
            audit.record(None, "customer.purged", customer_id=pk, name=name)
    except ProtectedError:
        return 0
    return 1
