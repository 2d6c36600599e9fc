"""Sales told by month, season, channel and kind of product, beside those of a year before."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from regulars.analytics.months import months_before
from regulars.core.money import ZERO
from regulars.orders.product_sales import BASE_AMOUNT
from regulars.reports.analyses import seasons
from regulars.reports.analyses.asking import Asked
from regulars.reports.analyses.periods import Period
from regulars.reports.sections.revenue import channel_name
from regulars.ui.formatting import percent

CENT = Decimal("0.01")


@dataclass
class Sold:
    """Of one group: orders and sales after returns, and the same a year before."""

    label: str
    url: str = ""
    orders: int = 0
    sales: Decimal = ZERO
    before: Decimal = ZERO

    @property
    def change(self) -> str:
        return changed(self.sales, self.before)


@dataclass(frozen=True)
class Breakdown:
    """The same sales told in several ways."""

    total: Sold
    months: list[tuple[date, Decimal, Decimal]]
    seasons: list[Sold]
    channels: list[Sold]
    categories: list[Sold]


def changed(now: Decimal, before: Decimal) -> str:
    """+12% on a year before; a dash where there was nothing to compare with."""
    if before <= 0:
        return "–"
    share = now / before - 1
    return f"+{percent(share)}" if share > 0 else percent(share)


def breakdown(asked: Asked) -> Breakdown:
    """One question for this period and one for the year before, told by month, season and channel."""
    months: dict[date, list[Decimal]] = {month: [ZERO, ZERO] for month in asked.period.months}
    by_season = {
        code: Sold(seasons.season_name(code), asked.orders_url(season=code)) for code in seasons.MONTHS_OF
    }
    by_channel: dict[str, Sold] = {}
    total = Sold(_("All"), asked.orders_url())
    for row in _by_month_and_channel(asked):
        code = row["channel"] or "unknown"
        channel = by_channel.setdefault(
            code, Sold(channel_name(row["channel"] or None), asked.orders_url(channel=code))
        )
        for each in (total, by_season[seasons.season_of(row["month"].month)], channel):
            _add(each, row)
        for month, place, sales in ((row["month"], 0, row["sales"]), (_next_year(row), 1, row["before"])):
            if sales or month in months:
                months.setdefault(month, [ZERO, ZERO])[place] += sales
    return Breakdown(
        total,
        [(month, *both) for month, both in sorted(months.items())],  # type: ignore[misc]
        [each for each in by_season.values() if each.sales or each.before],
        sorted(by_channel.values(), key=lambda each: -each.sales),
        categories(asked),
    )


def _next_year(row: dict[str, Any]) -> date:
    return months_before(row["month"], -12)


def _add(group: Sold, row: dict[str, Any]) -> None:
    group.orders += row["orders"]
    group.sales += row["sales"]
    group.before += row["before"]


def _by_month_and_channel(asked: Asked) -> Any:
    """Of both years at once: the orders are read a single time."""
    now, before = (_within(period, "ordered_on") for period in (asked.period, asked.period.a_year_before))
    grouped = asked.orders(_both(asked)).filter(now | before).order_by()
    return grouped.values("channel", month=TruncMonth("ordered_on")).annotate(
        orders=Count("pk", filter=Q(kind="order") & now),
        sales=Sum("amount_base", filter=now, default=ZERO),
        before=Sum("amount_base", filter=before, default=ZERO),
    )


def categories(asked: Asked) -> list[Sold]:
    day = "order__ordered_on"
    now, before = (_within(period, day) for period in (asked.period, asked.period.a_year_before))
    grouped = asked.lines(_both(asked)).filter(now | before).order_by()
    rows = grouped.values("product__category", "product__category__name").annotate(
        sales=Sum(BASE_AMOUNT, filter=now, default=ZERO), before=Sum(BASE_AMOUNT, filter=before, default=ZERO)
    )
    found = [
        Sold(
            row["product__category__name"] or _("Without a category"),
            asked.orders_url(category=row["product__category"] or "none"),
            sales=row["sales"].quantize(CENT),
            before=row["before"].quantize(CENT),
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: -each.sales)


def _both(asked: Asked) -> Period:
    return Period(asked.period.a_year_before.since, asked.period.until)


def _within(period: Period, day: str) -> Q:
    return Q(**{f"{day}__gte": period.since, f"{day}__lte": period.until})


def share_of(part: Decimal, whole: Decimal) -> str:
    return percent(part / whole) if whole > 0 else "–"
