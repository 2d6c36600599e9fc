"""What loyal customers and others bought, and how loyalty went, by month: kept by each refresh for those who see
all or a team, asked of the orders for who sees the own customers only."""
# ruff: noqa: S608

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from regulars.analytics.months import months_before
from regulars.insights import scopes
from regulars.insights.loyalty.history import shown_since
from regulars.insights.models import FirmFigures, ScoreRun

QUARTERS = 5
MONTHS = 12
# Profit: what is known of the costs, and the firm's usual margin on the rest.
BOUGHT = """
WITH seen (scope, id) AS ({seen}), bought AS MATERIALIZED (
    SELECT o.customer_id, {period} AS period, count(*) FILTER (WHERE o.kind = 'order') AS orders,
        sum(o.amount_base) AS spend, sum(o.amount_base - o.cost_base) AS known,
        sum(o.amount_base) FILTER (WHERE o.cost_base IS NULL) AS rest
    FROM orders_order o
    WHERE o.ordered_on > %s AND o.ordered_on <= %s {narrowed} GROUP BY 1, 2
)
SELECT scope, period, {group}, count(*) FILTER (WHERE orders > 0), sum(orders)::bigint, sum(spend),
    sum(COALESCE(known, 0) + COALESCE(rest, 0) * COALESCE(m.margin_rate, 0)::numeric)
FROM bought JOIN seen ON seen.id = bought.customer_id JOIN customer_measures m USING (customer_id)
WHERE {who} GROUP BY 1, 2, 3
"""
LOYAL = {
    "period": "date_trunc('quarter', o.ordered_on::timestamp)::date",
    "group": "COALESCE(m.loyal, false)",
    "who": "true",
}
REPEAT = {"period": "NULL::date", "group": "m.order_count > 1", "who": "m.order_count > 0 AND orders > 0"}
TREND = """
WITH seen (scope, id) AS ({seen})
SELECT scope, month, avg(score)::float8 FROM insights_loyaltymonth JOIN seen ON seen.id = customer_id
WHERE month >= %s GROUP BY 1, 2 ORDER BY 2
"""


@dataclass(frozen=True)
class Sums:
    customers: int = 0
    orders: int = 0
    spend: Decimal = Decimal(0)
    profit: Decimal = Decimal(0)


@dataclass(frozen=True)
class Bought:
    """Sums by the first day of a quarter and whether loyal today, and by whether ever ordered again; mean scores."""

    by_quarter: Mapping[tuple[date, bool], Sums]
    by_repeat: Mapping[bool, Sums]
    trend: list[tuple[date, float]]


def keep(run: ScoreRun, step: Callable[[str], None]) -> dict[str, Any]:
    """After a refresh, beside the other figures of each scope."""
    step("loyalty")
    told = _told(scopes.customers(), run.as_of)
    for record in FirmFigures.objects.filter(run=run).defer("members"):
        record.figures["loyalty"] = told.get(record.scope)
        record.save(update_fields=["figures"])
    return {}


def bought_by(user: Any, seen: Any, run: ScoreRun) -> Bought:
    """``seen`` are the customers the person may see."""
    kept = FirmFigures.objects.filter(run=run, scope=scopes.scope_of(user))
    told = kept.values_list("figures__loyalty", flat=True).first() or _told({"": seen}, run.as_of)[""]
    return Bought(
        {(date.fromisoformat(first), loyal): _sums(sums) for first, loyal, *sums in told["quarters"]},
        {again: _sums(sums) for again, *sums in told["repeat"]},
        [(date.fromisoformat(month), mean) for month, mean in told["trend"]],
    )


def quarters_shown(as_of: date) -> list[date]:
    """First days, the newest first."""
    quarter = as_of.replace(month=(as_of.month - 1) // 3 * 3 + 1, day=1)
    return [months_before(quarter, 3 * place) for place in range(QUARTERS)]


def _told(seen: Mapping[str, Any], as_of: date) -> dict[str, dict[str, list[Any]]]:
    """By scope, as JSON keeps it."""
    told: dict[str, dict[str, list[Any]]] = {
        scope: {"quarters": [], "repeat": [], "trend": []} for scope in seen
    }
    before = quarters_shown(as_of)[-1] - timedelta(days=1)
    for scope, first, *rest in _asked(BOUGHT, seen, before, as_of, **LOYAL):
        told[scope]["quarters"].append([first.isoformat(), *_plain(*rest)])
    for scope, _first, *rest in _asked(BOUGHT, seen, months_before(as_of, MONTHS), as_of, **REPEAT):
        told[scope]["repeat"].append(_plain(*rest))
    for scope, month, mean in _asked(TREND, seen, shown_since(as_of)):
        told[scope]["trend"].append([month.isoformat(), mean])
    return told


def _plain(group: bool, customers: int, orders: int, *money: Decimal | None) -> list[Any]:
    return [group, customers, orders, *(str(amount or 0) for amount in money)]


def _sums(told: list[Any]) -> Sums:
    customers, orders, spend, profit = told
    return Sums(customers, orders, Decimal(spend), Decimal(profit))


def _asked(statement: str, seen: Mapping[str, Any], *values: date, **parts: str) -> list[Any]:
    people, given = [], []
    for scope, customers in seen.items():
        inner, params = customers.filter(is_walk_in=False).order_by().values("pk").query.sql_with_params()
        people.append(f"SELECT %s, id FROM ({inner}) AS of_scope (id)")
        given += [scope, *params]
    with connection.cursor() as cursor:
        # Where everybody is seen, the orders of a period are read in one piece.
        narrowed = "" if scopes.ALL in seen else "AND o.customer_id IN (SELECT id FROM seen)"
        asked = statement.format(seen=" UNION ALL ".join(people), narrowed=narrowed, **parts)
        cursor.execute(asked, [*given, *values])
        return list(cursor.fetchall())
