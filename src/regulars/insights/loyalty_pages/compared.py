"""Loyal customers against others, and repeat against first-time customers, by what they bought in a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from regulars.analytics.months import months_after, months_before
from regulars.core import settings_store
from regulars.insights.loyalty.facts_joined import REFERRALS, are_joined
from regulars.insights.loyalty_pages.addresses import customers
from regulars.ui.charts import Chart, Point, Series
from regulars.ui.formatting import percent

QUARTERS = 5
MONTHS = 12
# Profit: what is known of the costs, and the firm's usual margin on the rest.
BOUGHT = """
WITH seen (id) AS ({seen}), bought AS (
    SELECT o.customer_id, {period} AS period, count(*) FILTER (WHERE o.kind = 'order') AS orders,
        sum(o.amount_base) AS spend, sum(o.amount_base - o.cost_base) AS known,
        sum(o.amount_base) FILTER (WHERE o.cost_base IS NULL) AS rest
    FROM orders_order o JOIN seen ON seen.id = o.customer_id
    WHERE o.ordered_on > %s AND o.ordered_on <= %s GROUP BY 1, 2
)
SELECT period, {group} AS is_first, count(*) FILTER (WHERE orders > 0), sum(orders)::bigint, sum(spend),
    sum(COALESCE(known, 0) + COALESCE(rest, 0) * COALESCE(m.margin_rate, 0)::numeric)
FROM bought JOIN customer_measures m USING (customer_id) WHERE {who} GROUP BY 1, 2
"""
LOYAL = {
    "period": "date_trunc('quarter', o.ordered_on)::date",
    "group": "COALESCE(m.loyal, false)",
    "who": "true",
}
REPEAT = {"period": "NULL::date", "group": "m.order_count > 1", "who": "m.order_count > 0 AND orders > 0"}


@dataclass(frozen=True)
class Group:
    """What some customers bought in a period. ``url`` opens them."""

    label: Any
    customers: int
    orders: int
    spend: Decimal
    profit: Decimal
    url: str
    spend_share: str = ""
    profit_share: str = ""

    @property
    def frequency(self) -> float | None:
        return self.orders / self.customers if self.customers else None

    @property
    def spend_each(self) -> Decimal | None:
        return _each(self.spend, self.customers)

    @property
    def profit_each(self) -> Decimal | None:
        return _each(self.profit, self.customers)

    @property
    def profit_of_order(self) -> Decimal | None:
        return _each(self.profit, self.orders)


@dataclass(frozen=True)
class Period:
    label: str
    is_whole: bool
    groups: tuple[Group, Group]


@dataclass(frozen=True)
class RepeatProfit:
    """What a repeat customer brings against one who ordered once, and what an order of theirs does."""

    groups: tuple[Group, Group]
    gain: str  # empty where it cannot be said
    gain_of_order: str


def loyal_and_others(seen: Any, as_of: date) -> list[Period]:
    """By quarter, the newest first; who is loyal today, looked at through the quarters before."""
    quarter = as_of.replace(month=(as_of.month - 1) // 3 * 3 + 1, day=1)
    start = months_before(quarter, 3 * (QUARTERS - 1))
    found = {
        (period, loyal): row for period, loyal, *row in _asked(seen, LOYAL, start - timedelta(days=1), as_of)
    }
    quarters = [months_before(quarter, 3 * place) for place in range(QUARTERS)]
    return [_period(found, first, as_of) for first in quarters]


def chart_of(periods: list[Period]) -> Chart:
    """Profit of a customer, quarter by quarter: loyal ones and others."""
    oldest_first = [period.groups for period in reversed(periods)]
    labels, tones = (_("Loyal"), _("Others")), ("ours", "comparison")
    return Chart(
        name="loyal-profit",
        summary=_("Profit of a customer by quarter, loyal ones and others"),
        series=[
            Series(label, [Point(pair[place].profit_each, pair[place].url) for pair in oldest_first], tone)
            for place, (label, tone) in enumerate(zip(labels, tones, strict=True))
        ],
        categories=[period.label for period in reversed(periods)],
        category_label=_("Profit of a customer"),
        unit=settings_store.get("firm.currency"),
        height="low",
    )


def referrals(seen: Any) -> str:
    """How many new customers a loyal one and another have referred; empty until somebody counts them."""
    if not are_joined()["referrals"]:
        return ""
    total, known = Sum(f"measures__{REFERRALS}"), Count("pk")
    found = {
        row["measures__loyal"]: row for row in seen.values("measures__loyal").annotate(sum=total, n=known)
    }
    each = {loyal: number_format((row["sum"] or 0) / row["n"], 2) for loyal, row in found.items()}
    return _("Referrals so far: {loyal} by a loyal customer, {others} by another.").format(
        loyal=each.get(True, 0), others=each.get(False, 0)
    )


def repeat_and_first(seen: Any, as_of: date) -> RepeatProfit:
    """Of those with an order in the last twelve months: who ever ordered more than once, and who did not."""
    after = months_before(as_of, MONTHS)
    found = {is_repeat: row for _period, is_repeat, *row in _asked(seen, REPEAT, after, as_of)}
    recent = f"last_order_on:after:{after.isoformat()}"
    repeat = _group(_("Repeat customers"), found.get(True), customers("order_count:more:1", recent))
    first = _group(_("First-time customers"), found.get(False), customers("order_count:equals:1", recent))
    groups = _with_shares((repeat, first))
    return RepeatProfit(
        groups,
        _more(repeat.profit_each, first.profit_each),
        _more(repeat.profit_of_order, first.profit_of_order),
    )


def _each(amount: Decimal, count: int) -> Decimal | None:
    """For one of so many, in whole units of the currency."""
    return Decimal(round(amount / count)) if count else None


def _more(one: Decimal | None, other: Decimal | None) -> str:
    """By how much one is above the other, with its sign; empty where that makes no sense."""
    if one is None or other is None or other <= 0:
        return ""
    share = one / other - 1
    return f"+{percent(share)}" if share >= 0 else percent(share)


def _asked(seen: Any, parts: Mapping[str, str], after: date, until: date) -> list[Any]:
    inner, values = seen.order_by().values("pk").query.sql_with_params()
    statement = BOUGHT.format(seen=inner, **parts)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, after, until])
        return list(cursor.fetchall())


def _period(found: dict[Any, list[Any]], first: date, as_of: date) -> Period:
    last = months_after(first, 3) - timedelta(days=1)
    within = f"ordered_on:between:{first.isoformat()},{min(last, as_of).isoformat()}"
    loyal = _group(_("Loyal"), found.get((first, True)), customers("loyal:yes", within))
    others = _group(_("Others"), found.get((first, False)), customers("loyal:no", within))
    label = _("{year}, quarter {n}").format(year=first.year, n=(first.month + 2) // 3)
    return Period(label, last <= as_of, _with_shares((loyal, others)))


def _group(label: Any, row: list[Any] | None, url: str) -> Group:
    count, orders, spend, profit = row or (0, 0, None, None)
    return Group(label, count or 0, orders or 0, spend or Decimal(0), profit or Decimal(0), url)


def _with_shares(groups: tuple[Group, Group]) -> tuple[Group, Group]:
    spend, profit = sum(one.spend for one in groups), sum(one.profit for one in groups)
    first, second = (
        Group(
            one.label,
            one.customers,
            one.orders,
            one.spend,
            one.profit,
            one.url,
            percent(one.spend / spend) if spend > 0 else "",
            percent(one.profit / profit) if profit > 0 else "",
        )
        for one in groups
    )
    return first, second
