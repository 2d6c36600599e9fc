"""客户份额: our sales over what a customer is believed to spend in a category, estimate by estimate."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from regulars.analytics.months import months_before
from regulars.customers.models import Customer
from regulars.customers.telling import tell
from regulars.insights.wording import amount
from regulars.orders.models import Order, OrderLine
from regulars.reports.models import WalletEstimate
from regulars.ui import formatting
from regulars.ui.charts import Chart, Point, Series


@dataclass(frozen=True)
class WalletShare:
    """One estimate beside our sales of the 12 months up to its day."""

    estimate: WalletEstimate
    ours: Decimal

    @property
    def share(self) -> float:
        return float(self.ours / self.estimate.yearly_total)

    @property
    def category(self) -> str:
        return category_name(self.estimate)

    @property
    def is_above_whole(self) -> bool:
        """We sold more than the estimate says the customer spends: the estimate is too low."""
        return self.ours > self.estimate.yearly_total


def category_name(estimate: WalletEstimate) -> str:
    return str(estimate.category) if estimate.category else _("everything that we sell")


def shares_of(customer: Customer) -> list[WalletShare]:
    """All estimates, the newest first."""
    estimates = WalletEstimate.objects.filter(customer=customer).select_related("category", "made_by")
    return [WalletShare(estimate, sales_before(estimate)) for estimate in estimates]


def sales_before(estimate: WalletEstimate) -> Decimal:
    """Orders less returns of the 12 months up to the day of the estimate, in its category."""
    day = estimate.estimated_on
    within = {"ordered_on__gt": months_before(day, 12), "ordered_on__lte": day}
    if estimate.category_id is None:
        orders = Order.objects.filter(customer=estimate.customer_id, **within)
        return orders.aggregate(total=Sum("amount_base"))["total"] or Decimal(0)
    lines = OrderLine.objects.filter(
        order__customer=estimate.customer_id,
        product__category=estimate.category_id,
        **{f"order__{name}": value for name, value in within.items()},
    )
    return lines.aggregate(total=Sum(F("amount") * F("order__rate")))["total"] or Decimal(0)


@transaction.atomic
def keep(estimate: WalletEstimate, *, by: Any) -> WalletEstimate:
    verb = "wallet.changed" if estimate.pk else "wallet.added"
    if not estimate.pk:
        estimate.made_by = by
    estimate.save()
    tell(by, verb, estimate.customer, total=amount(estimate.yearly_total), category=category_name(estimate))
    return estimate


@transaction.atomic
def remove(estimate: WalletEstimate, *, by: Any) -> None:
    customer, total, category = estimate.customer, amount(estimate.yearly_total), category_name(estimate)
    estimate.delete()
    tell(by, "wallet.removed", customer, total=total, category=category)


def trend(shares: list[WalletShare]) -> Chart | None:
    """The share of the category that was estimated last, from the first estimate to the newest."""
    if not shares:
        return None
    same = [one for one in reversed(shares) if one.estimate.category_id == shares[0].estimate.category_id]
    if len(same) < 2:
        return None
    first, last = same[0], same[-1]
    return Chart(
        name="wallet",
        summary=_("Share of wallet from {first} on {start} to {last} on {end}.").format(
            first=formatting.percent(first.share),
            start=first.estimate.estimated_on,
            last=formatting.percent(last.share),
            end=last.estimate.estimated_on,
        ),
        series=[Series(_("Share of wallet"), [Point(one.share) for one in same])],
        categories=[one.estimate.estimated_on.isoformat() for one in same],
        category_label=_("Estimated on"),
        unit="percent",
        height="low",
    )
