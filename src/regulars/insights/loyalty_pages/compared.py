"""Loyal customers against others, and repeat against first-time customers, by what they bought in a period."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from regulars.analytics.months import months_after, months_before
from regulars.core import settings_store
from regulars.insights.loyalty.facts_joined import REFERRALS, are_joined
from regulars.insights.loyalty_pages.bought import MONTHS, Bought, Sums, quarters_shown
from regulars.insights.tallying import url
from regulars.ui.charts import Chart, Point, Series
from regulars.ui.formatting import percent


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


def loyal_and_others(bought: Bought, as_of: date) -> list[Period]:
    """By quarter, the newest first; who is loyal today, looked at through the quarters before."""
    return [_period(bought, first, as_of) for first in quarters_shown(as_of)]


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


def repeat_and_first(bought: Bought, as_of: date) -> RepeatProfit:
    """Of those with an order in the last twelve months: who ever ordered more than once, and who did not."""
    recent = f"last_order_on:after:{months_before(as_of, MONTHS).isoformat()}"
    again, once = (bought.by_repeat.get(is_again, Sums()) for is_again in (True, False))
    repeat = _group(_("Repeat customers"), again, url("order_count:more:1", recent))
    first = _group(_("First-time customers"), once, url("order_count:equals:1", recent))
    return RepeatProfit(
        _with_shares((repeat, first)),
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


def _period(bought: Bought, first: date, as_of: date) -> Period:
    last = months_after(first, 3) - timedelta(days=1)
    within = f"ordered_on:between:{first.isoformat()},{min(last, as_of).isoformat()}"
    sums, rest = (bought.by_quarter.get((first, is_loyal), Sums()) for is_loyal in (True, False))
    loyal = _group(_("Loyal"), sums, url("loyal:yes", within))
    others = _group(_("Others"), rest, url("loyal:no", within))
    label = _("{year}, quarter {n}").format(year=first.year, n=(first.month + 2) // 3)
    return Period(label, last <= as_of, _with_shares((loyal, others)))


def _group(label: Any, sums: Sums, url: str) -> Group:
    return Group(label, sums.customers, sums.orders, sums.spend, sums.profit, url)


def _with_shares(groups: tuple[Group, Group]) -> tuple[Group, Group]:
    spend, profit = sum(one.spend for one in groups), sum(one.profit for one in groups)
    first, second = (
        replace(
            one,
            spend_share=percent(one.spend / spend) if spend > 0 else "",
            profit_share=percent(one.profit / profit) if profit > 0 else "",
        )
        for one in groups
    )
    return first, second
