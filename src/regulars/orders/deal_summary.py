"""成交情况: what a customer's orders come to. Always computed, never typed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Min, Q, Sum
from django.utils.translation import gettext as _

from regulars.orders import amounts, wording
from regulars.orders.models import Order, OrderLine
from regulars.orders.product_sales import BASE_AMOUNT
from regulars.ui.formatting import day, money, num, percent

PRODUCTS_SHOWN = 8


@dataclass(frozen=True)
class Deals:
    """Amounts in the firm's currency; orders without a rate are counted but not added."""

    count: int
    returns: int
    without_rate: int
    bought: Decimal
    returned: Decimal
    average: Decimal | None
    gross_profit: Decimal | None
    cost_known_share: Decimal | None
    first_on: date | None
    last_on: date | None

    @property
    def total(self) -> Decimal:
        return self.bought + self.returned


def deals_of(customer: Any) -> Deals:
    order, back = Q(kind="order"), Q(kind="return")
    with_cost = Q(cost_base__isnull=False, amount_base__isnull=False)
    zero = Decimal(0)
    sums = Order.objects.filter(customer=customer).aggregate(
        count=Count("pk", filter=order),
        returns=Count("pk", filter=back),
        without_rate=Count("pk", filter=Q(amount_base=None)),
        counted=Count("pk", filter=order & Q(amount_base__isnull=False)),
        bought=Sum("amount_base", filter=order, default=zero),
        returned=Sum("amount_base", filter=back, default=zero),
        known=Sum("amount_base", filter=with_cost),
        known_bought=Sum("amount_base", filter=with_cost & order, default=zero),
        cost=Sum("cost_base", filter=with_cost),
        first_on=Min("ordered_on", filter=order),
        last_on=Max("ordered_on", filter=order),
    )
    base, bought = amounts.base_currency(), sums["bought"]
    return Deals(
        count=sums["count"],
        returns=sums["returns"],
        without_rate=sums["without_rate"],
        bought=bought,
        returned=sums["returned"],
        average=amounts.rounded(bought / sums["counted"], base) if sums["counted"] else None,
        gross_profit=sums["known"] - sums["cost"] if sums["known"] is not None else None,
        cost_known_share=sums["known_bought"] / bought if bought else None,
        first_on=sums["first_on"],
        last_on=sums["last_on"],
    )


def facts(deals: Deals, user: Any) -> list[dict[str, Any]]:
    """The summary as it is shown; what goods cost is for managers."""
    base = amounts.base_currency()
    told: list[dict[str, Any]] = [{"label": _("Deals"), "value": num(deals.count)}]
    told.append(
        {"label": _("Total amount"), "value": money(deals.total, base), "note": _made_of(deals, base)}
    )
    if deals.average is not None:
        told.append({"label": _("Average amount"), "value": money(deals.average, base)})
    if user.is_manager:
        told.append(_profit(deals, base))
    if deals.first_on and deals.last_on:
        told.append({"label": _("First deal"), "value": day(deals.first_on)})
        told.append({"label": _("Last deal"), "value": day(deals.last_on)})
    return told


def products_of(customer: Any) -> list[dict[str, Any]]:
    """What was bought, the most valuable first, returns taken away."""
    lines = OrderLine.objects.filter(order__customer=customer, product__isnull=False)
    rows = (
        lines.values("product", "product__name", "product__code", "product__repurchase_days")
        .annotate(
            bought=Sum("quantity"),
            value=Sum(BASE_AMOUNT),
            times=Count("order", distinct=True, filter=Q(order__kind="order")),
            last=Max("order__ordered_on", filter=Q(order__kind="order")),
        )
        .order_by(F("value").desc(nulls_last=True), "product")[:PRODUCTS_SHOWN]
    )
    return [dict(row) | {"bought_words": wording.quantity(row["bought"])} for row in rows]


def _made_of(deals: Deals, base: str) -> str:
    parts = []
    if deals.returns:
        parts.append(
            _("{bought} bought, {returned} brought back").format(
                bought=money(deals.bought, base), returned=money(-deals.returned, base)
            )
        )
    if deals.without_rate:
        parts.append(_("{count} without exchange rate left out").format(count=num(deals.without_rate)))
    return str(_("; ")).join(parts)


def _profit(deals: Deals, base: str) -> dict[str, Any]:
    if deals.gross_profit is None:
        return {"label": _("Gross profit"), "value": _("not known, costs are missing")}
    share = deals.cost_known_share
    is_partial = share is not None and share < 1
    note = (
        _("costs are known for {share} of it").format(share=percent(share))
        if is_partial and share is not None
        else ""
    )
    return {"label": _("Gross profit"), "value": money(deals.gross_profit, base), "note": note}
