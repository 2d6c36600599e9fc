"""客户投资与利润: what was sold, what it cost to sell and to keep the customer, and what is left.

One statement in SQL, grouped by customer or by month; pages and the measure read the same.
"""
# ruff: noqa: S608

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from regulars.core import settings_store
from regulars.core.money import ZERO
from regulars.costs.choices import OF_TRANSACTIONS, PUT_IN, CostKind
from regulars.insights.sold import GIVEN_ON_LINES, LIVE, ORDERS, Sold, kept
from regulars.orders import amounts

KINDS = tuple(kind.value for kind in (*PUT_IN, *OF_TRANSACTIONS))
GROUPS = {
    "customer": ("o.customer_id", "k.customer_id"),
    "month": ("date_trunc('month', o.ordered_on)::date", "date_trunc('month', k.spent_on)::date"),
    "all": ("1", "1"),
}
ADDED_UP = ("orders", "dealings", "net", "goods", "estimated", "discounts", *KINDS)
NO_KINDS = ", ".join(f"0 AS {kind}" for kind in KINDS)
BY_KIND = ", ".join(
    f"COALESCE(sum(k.amount) FILTER (WHERE k.kind = '{kind}'), 0) AS {kind}" for kind in KINDS
)
# The goods of an order without known costs are taken at the usual share of those that have them.
FACTS = f"""
SELECT {{of_order}} AS key, count(*) FILTER (WHERE NOT o.is_return) AS orders, count(*) AS dealings,
    sum(o.net) AS net, sum(COALESCE(o.cost, o.net * {{cost_share}})) AS goods,
    COALESCE(sum(o.net * {{cost_share}}) FILTER (WHERE o.cost IS NULL), 0) AS estimated,
    sum(o.given) AS discounts, {NO_KINDS}
FROM {{orders}} o
WHERE o.ordered_on >= {{since}} AND o.ordered_on <= {{until}}
GROUP BY 1
UNION ALL
SELECT {{of_cost}}, 0, 0, 0, 0, 0, 0, {BY_KIND}
FROM costs_carecost k
WHERE k.spent_on >= {{since}} AND k.spent_on <= {{until}} {{costs_of}}
GROUP BY 1
"""
SUMS = ", ".join(f"sum({name}) AS {name}" for name in ADDED_UP)
STATEMENT = f"SELECT key, {SUMS} FROM ({FACTS}) facts WHERE key IS NOT NULL GROUP BY key"
# In the same order as `Profit.net_profit`.
NET_PROFIT = (
    "net - goods - dealings * {per_order} - GREATEST(net, 0) * {fee} - "
    + " - ".join(KINDS)
)  # fmt: skip
# The same sum, of no more than what it takes.
RANKED = f"""
SELECT key FROM (
    SELECT customer_id AS key, sum(net) AS net, sum(COALESCE(cost, net * {{cost_share}})) AS goods, count(*) AS dealings
    FROM {{orders}} o WHERE ordered_on >= {{since}} AND ordered_on <= {{until}} GROUP BY 1
) sold FULL JOIN (
    SELECT customer_id AS key, sum(amount) AS spent FROM costs_carecost
    WHERE spent_on >= {{since}} AND spent_on <= {{until}} AND kind IN ({", ".join(f"'{kind}'" for kind in KINDS)})
    GROUP BY 1
) put_in USING (key)
WHERE key IN ({{people}})
ORDER BY COALESCE(net - goods - dealings * {{per_order}} - GREATEST(net, 0) * {{fee}}, 0) - COALESCE(spent, 0) DESC, key
{{page}}
"""
ALL_ORDERS = f"({ORDERS.format(lines=GIVEN_ON_LINES)})"
# 1 − the firm's usual margin, as analytics.firm finds it.
COST_SHARE = """
SELECT sum(cost) / NULLIF(GREATEST(sum(net), 0), 0) FROM {known} o WHERE ordered_on <= {until}
"""


@dataclass(frozen=True)
class Rates:
    """``per_order`` and ``fee`` (a share of sales) are the firm's; ``cost_share`` is what goods usually cost."""

    cost_share: Decimal
    per_order: Decimal
    fee: Decimal
    is_assumed: bool = False


@dataclass(frozen=True)
class Profit:
    """Sums of one period in the firm's currency; discounts are those given away on orders and lines."""

    rates: Rates
    orders: int = 0
    dealings: int = 0
    net: Decimal = ZERO
    goods: Decimal = ZERO
    estimated: Decimal = ZERO
    discounts: Decimal = ZERO
    visit: Decimal = ZERO
    contact: Decimal = ZERO
    gift: Decimal = ZERO
    coupon: Decimal = ZERO
    service: Decimal = ZERO
    other: Decimal = ZERO
    credit: Decimal = ZERO
    delivery: Decimal = ZERO

    @property
    def revenue(self) -> Decimal:
        """Before discounts, which stand among what was put in."""
        return self.net + self.discounts

    @property
    def handling(self) -> Decimal:
        return _coin(self.dealings * self.rates.per_order + max(self.net, ZERO) * self.rates.fee)

    @property
    def transaction_cost(self) -> Decimal:
        return self.handling + self.credit + self.delivery

    @property
    def spent_on_care(self) -> Decimal:
        return sum((self.of(kind) for kind in PUT_IN), ZERO)

    @property
    def put_in(self) -> Decimal:
        return self.discounts + self.spent_on_care

    @property
    def gross_profit(self) -> Decimal:
        """What was paid less what the goods cost: the measure profit_12m, where the period is its own."""
        return self.net - self.goods

    @property
    def by_cost_of_selling(self) -> Decimal:
        """Before all that was put in, discounts among it."""
        return self.gross_profit + self.discounts - self.transaction_cost

    @property
    def net_profit(self) -> Decimal:
        return self.by_cost_of_selling - self.put_in

    @property
    def return_on_investment(self) -> Decimal | None:
        """Net profit for each unit put in; None where nothing was."""
        return self.net_profit / self.put_in if self.put_in > 0 else None

    def of(self, kind: CostKind) -> Decimal:
        return Decimal(getattr(self, kind.value))

    @property
    def is_empty(self) -> bool:
        return not (self.dealings or self.put_in or self.transaction_cost)


@dataclass(frozen=True)
class People:
    """Whose: a query of customer ids with its parameters, or everybody."""

    sql: str
    params: tuple[Any, ...] = ()

    @classmethod
    def of(cls, customers: Any) -> "People":
        sql, params = customers.order_by().values("pk").query.sql_with_params()
        return cls(sql, tuple(params))


def rates_on(day: date) -> Rates:
    """What goods usually cost is that of the last refresh, like the measures."""
    get = settings_store.get
    with connection.cursor() as cursor:
        cursor.execute(COST_SHARE.format(known=kept().known(), until="%s::date"), [day])
        share = cursor.fetchone()[0]
    assumed = 1 - Decimal(get("insights.assumed_margin_percent")) / 100
    return Rates(
        cost_share=assumed if share is None else Decimal(share),
        per_order=Decimal(str(get("costs.of_order"))),
        fee=Decimal(str(get("costs.payment_percent"))) / 100,
        is_assumed=share is None,
    )


def total(people: People, since: date, until: date) -> Profit:
    rates = rates_on(until)
    found = _grouped("all", people, since, until=until, rates=rates, sold=LIVE)
    return next((profit for _key, profit in found), Profit(rates))


def by_month(
    people: People, since: date, until: date, *, rates: Rates | None = None, sold: Sold = LIVE
) -> list[tuple[date, Profit]]:
    rates = rates or rates_on(until)
    return sorted(_grouped("month", people, since, until=until, rates=rates, sold=sold))


def by_customer(
    people: People,
    since: date,
    until: date,
    *,
    rates: Rates | None = None,
    sold: Sold = LIVE,
    first: int = 0,
    most: int | None = None,
) -> list[tuple[int, Profit]]:
    """Those who brought most first."""
    rates = rates or rates_on(until)
    asked: dict[str, Any] = {"until": until, "rates": rates, "sold": sold}
    page = f"OFFSET {int(first)}" + (f" LIMIT {int(most)}" if most else "")
    keys = _ranked(people, since, **asked, page=page)
    shown = People("SELECT unnest(%s::bigint[])", (keys,)) if most else people
    found = dict(_grouped("customer", shown, since, **asked))
    return [(key, found[key]) for key in keys]


def _ranked(people: People, since: date, *, until: date, rates: Rates, sold: Sold, page: str) -> list[int]:
    """Only what ranks them is added up for all. What is kept is grouped first: each customer is looked up once."""
    statement = RANKED.format(
        orders=sold.orders("" if sold.is_kept else people.sql),
        since=f"DATE '{since.isoformat()}'",
        until=f"DATE '{until.isoformat()}'",
        cost_share=f"{rates.cost_share:f}",
        per_order=rates.per_order,
        fee=rates.fee,
        people=people.sql,
        page=page,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, people.params * (1 if sold.is_kept else 2))
        return [row[0] for row in cursor.fetchall()]


def _grouped(
    group: str, people: People, since: date, *, until: date, rates: Rates, sold: Sold
) -> list[tuple[Any, Profit]]:
    statement = STATEMENT.format(
        of_order=GROUPS[group][0],
        of_cost=GROUPS[group][1],
        orders=sold.orders(people.sql),
        since=f"DATE '{since.isoformat()}'",
        until=f"DATE '{until.isoformat()}'",
        cost_share=f"{rates.cost_share:f}",
        costs_of=f"AND k.customer_id IN ({people.sql})",
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, people.params * 2)
        return [(row[0], _profit(row[1:], rates)) for row in cursor.fetchall()]


def _profit(row: Iterable[Any], rates: Rates) -> Profit:
    values: dict[str, Any] = dict(zip(ADDED_UP, row, strict=True))
    whole = ("orders", "dealings")
    told = {name: int(value) if name in whole else _coin(Decimal(value)) for name, value in values.items()}
    return Profit(rates, **told)  # type: ignore[arg-type]


def _coin(amount: Decimal) -> Decimal:
    return amounts.rounded(amount, amounts.base_currency())
