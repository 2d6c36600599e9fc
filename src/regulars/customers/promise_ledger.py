"""The ledger of promises: what is open, what is late, how many were kept, by whom and to whom."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from regulars.core import clock
from regulars.customers.choices import PromiseStatus
from regulars.customers.models import Promise

KEPT = Q(status=PromiseStatus.KEPT)
BROKEN = Q(status=PromiseStatus.BROKEN)
OPEN = Q(status=PromiseStatus.OPEN)
STATES = ("late", "open", "kept", "broken")


@dataclass(frozen=True)
class Rate:
    """How many of the closed promises were kept; None while none is closed."""

    name: str
    pk: int | None
    kept: int
    broken: int
    open: int
    late: int

    @property
    def closed(self) -> int:
        return self.kept + self.broken

    @property
    def share(self) -> float | None:
        return self.kept / self.closed if self.closed else None


def seen_by(user: Any) -> QuerySet[Promise]:
    return Promise.objects.visible_to(user)


def in_state(promises: QuerySet[Promise], state: str) -> QuerySet[Promise]:
    """The ones that press first, first."""
    if state == "late":
        return promises.filter(OPEN, due_on__lt=clock.today()).order_by("due_on", "pk")
    if state == "open":
        return promises.filter(OPEN).order_by("due_on", "pk")
    return promises.filter(status=state).order_by("-closed_at", "-pk")


def totals(promises: QuerySet[Promise]) -> Rate:
    counts = promises.aggregate(**_counts())
    return Rate("", None, **counts)


def by_staff(promises: QuerySet[Promise]) -> list[Rate]:
    rows: Any = (
        promises.values(name=F("made_by__name"), person=F("made_by")).annotate(**_counts()).order_by("name")
    )
    return [_rate(row, "person") for row in rows]


def by_customer(promises: QuerySet[Promise], *, limit: int) -> list[Rate]:
    """Customers to whom most was broken or is late first."""
    rows: Any = promises.values(name=F("customer__name"), who=F("customer")).annotate(**_counts())
    worst = rows.filter(Q(late__gt=0) | Q(broken__gt=0)).order_by("-late", "-broken", "name", "who")
    return [_rate(row, "who") for row in worst[:limit]]


def _rate(row: dict[str, Any], key: str) -> Rate:
    return Rate(row["name"] or "", row[key], row["kept"], row["broken"], row["open"], row["late"])


def _counts() -> dict[str, Count]:
    return {
        "kept": Count("pk", filter=KEPT),
        "broken": Count("pk", filter=BROKEN),
        "open": Count("pk", filter=OPEN),
        "late": Count("pk", filter=OPEN & Q(due_on__lt=clock.today())),
    }
