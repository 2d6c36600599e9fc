"""Sales told by month, season, channel and kind of product, beside those of a year before."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from regulars.analytics.months import months_before
from regulars.core.money import ZERO
from regulars.reports.analyses import seasons
from regulars.reports.analyses.asking import Asked
from regulars.reports.sections.revenue import channel_name
from regulars.ui.formatting import percent

CENT = Decimal("0.01")
BY_MONTH_AND_CHANNEL = """
SELECT channel, date_trunc('month', ordered_on)::date AS month,
    count(*) FILTER (WHERE {now} AND NOT is_return) AS orders,
    COALESCE(sum(net) FILTER (WHERE {now}), 0) AS sales, COALESCE(sum(net) FILTER (WHERE {before}), 0) AS before
FROM {orders} o WHERE {now} OR {before} GROUP BY 1, 2
"""
BY_CATEGORY = """
SELECT p.category_id, c.name, COALESCE(sum(s.sales), 0), COALESCE(sum(s.before), 0)
FROM (
    SELECT product_id, sum(net) FILTER (WHERE {now}) AS sales, sum(net) FILTER (WHERE {before}) AS before
    FROM {products} o WHERE {now} OR {before} GROUP BY 1
) s LEFT JOIN orders_product p ON p.id = s.product_id LEFT JOIN orders_category c ON c.id = p.category_id
GROUP BY 1, 2
"""


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


def _by_month_and_channel(asked: Asked) -> list[dict[str, Any]]:
    """Of both years at once: the orders are read a single time."""
    statement = BY_MONTH_AND_CHANNEL.format(orders=asked.sold.orders(asked.people.sql), **_years(asked))
    names = ("channel", "month", "orders", "sales", "before")
    return [dict(zip(names, row, strict=True)) for row in asked.rows(statement)]


def categories(asked: Asked) -> list[Sold]:
    statement = BY_CATEGORY.format(products=asked.sold.products(asked.people.sql), **_years(asked))
    found = [
        Sold(
            name or _("Without a category"),
            asked.orders_url(category=key or "none"),
            sales=sales.quantize(CENT),
            before=before.quantize(CENT),
        )
        for key, name, sales, before in asked.rows(statement)
    ]
    return sorted(found, key=lambda each: -each.sales)


def _years(asked: Asked) -> dict[str, str]:
    return {"now": asked.period.sql, "before": asked.period.a_year_before.sql}


def share_of(part: Decimal, whole: Decimal) -> str:
    return percent(part / whole) if whole > 0 else "–"
