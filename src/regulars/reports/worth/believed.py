"""What customers could still spend with us by what they are believed to spend a year, group by group."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, DecimalField, F, OuterRef, Subquery, Sum
from django.db.models.functions import Cast, Coalesce, Greatest

from regulars.customers.querysets import CustomerQuerySet
from regulars.reports.models import WalletEstimate
from regulars.reports.worth import grouping

AMOUNT = DecimalField(max_digits=18, decimal_places=2)


@dataclass(frozen=True)
class Believed:
    """Customers of a group with an estimate, what they spend elsewhere, and the potential reckoned for the same."""

    customers: int
    elsewhere: Decimal
    reckoned: Decimal


def believed(buyers: CustomerQuerySet, by: str) -> dict[str, Believed]:
    """By the newest estimate of each, less what its share of wallet says is ours already."""
    newest = WalletEstimate.objects.filter(customer=OuterRef("pk")).order_by("-estimated_on", "-pk")
    known = buyers.filter(measures__share_of_wallet__isnull=False).annotate(
        group=grouping.of_rows(by),
        yearly=Subquery(newest.values("yearly_total")[:1]),
        ours=Cast("measures__share_of_wallet", DecimalField(max_digits=9, decimal_places=6)),
    )
    left = Greatest(F("yearly") * (1 - F("ours")), Decimal(0), output_field=AMOUNT)
    rows = (
        known.order_by()
        .values_list("group")
        .annotate(
            n=Count("pk"),
            elsewhere=Sum(left, output_field=AMOUNT),
            reckoned=Coalesce(Sum("measures__potential"), Decimal(0), output_field=AMOUNT),
        )
    )
    return {group: Believed(n, elsewhere or Decimal(0), reckoned) for group, n, elsewhere, reckoned in rows}
