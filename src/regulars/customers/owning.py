"""Who answers for a customer: giving, claiming from the pool 公海, putting back into it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from regulars.accounts.models import Scope, User
from regulars.core import audit, clock, settings_store
from regulars.customers.models import Customer, Interaction

BATCH = 1000


def people_to_give_to(user: Any) -> list[User]:
    """Administrators give to anybody, managers to their team."""
    people = User.objects.active().exclude(role="read_only").order_by("name", "pk")
    return list(people if user.sees == Scope.ALL else people.filter(team=user.team_id))


@transaction.atomic
def give(customer: Customer, owner: User | None, *, by: Any) -> None:
    locked = Customer.objects.select_for_update().get(pk=customer.pk)
    if locked.owner == owner:
        return
    _set_owner([locked.pk], owner)
    if owner:
        audit.record(by, "customer.assigned", subject=locked, customer_id=locked.pk, owner=str(owner))
    else:
        audit.record(by, "customer.released", subject=locked, customer_id=locked.pk)


@transaction.atomic
def claim(customer: Customer, *, by: Any) -> bool:
    """Take a customer from the pool; False where a colleague was quicker."""
    taken = Customer.objects.filter(pk=customer.pk, owner=None).update(
        owner=by, team=by.team, owner_since=clock.now()
    )
    if taken:
        audit.record(by, "customer.claimed", subject=customer, customer_id=customer.pk)
    return bool(taken)


def give_many(ids: Sequence[int], owner: User | None) -> list[list[Any]]:
    """The rows to go back by: customer, owner and team before. Those who had this owner already are left alone."""
    others = Customer.objects.select_for_update().filter(pk__in=ids)
    others = others.exclude(owner=owner) if owner else others.filter(owner__isnull=False)
    rows = list(others.order_by("pk").values_list("pk", "owner_id", "team_id", "owner_since"))
    _set_owner([pk for pk, *_before in rows], owner)
    return [[pk, was, team, since.isoformat() if since else None] for pk, was, team, since in rows]


def _set_owner(ids: Sequence[int], owner: User | None) -> None:
    """A customer in the pool stays with the team of the last owner."""
    changes: dict[str, Any] = {"owner": owner, "owner_since": clock.now() if owner else None}
    if owner:
        changes["team"] = owner.team
    for start in range(0, len(ids), BATCH):
        Customer.objects.filter(pk__in=ids[start : start + BATCH]).update(**changes)


@transaction.atomic
def return_to_pool() -> int:
    """Customers whose owner has had them for so long without a contact go back. 0 days means never."""
    days = settings_store.get("customers.pool_after_days")
    if not days:
        return 0
    since = clock.now() - timedelta(days=days)
    contact = Interaction.objects.filter(customer=OuterRef("pk"), is_planned=False, happened_at__gte=since)
    silent = Customer.objects.present().filter(
        ~Q(Exists(contact)),
        Q(owner_since__lt=since) | Q(owner_since=None, created_at__lt=since),
        owner__isnull=False,
    )
    found = list(silent.select_for_update(of=("self",)).order_by("pk"))
    _set_owner([customer.pk for customer in found], None)
    for customer in found:
        audit.record(None, "customer.released", subject=customer, customer_id=customer.pk)
    return len(found)
