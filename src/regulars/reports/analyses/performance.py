"""性能: what is bought, in which season, through which channel, how punctually it is paid, and what changed in a year."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from regulars.analytics.months import month_end
from regulars.core import clock
from regulars.core.money import ZERO
from regulars.reports.analyses import behind_orders
from regulars.reports.analyses.asking import Asked
from regulars.reports.analyses.breakdown import Breakdown, Sold, breakdown, share_of
from regulars.reports.analyses.findings import Analysis, Findings, Part, Sheet
from regulars.reports.analyses.periods import Period
from regulars.reports.sections.wording import currency
from regulars.ui import formatting
from regulars.ui.charts import Chart, Point, Series
from regulars.ui.formatting import num, percent
from regulars.ui.tables import Cell, Column, Table

CATEGORIES_SHOWN = 12
# In the order of `behind_orders.PAYMENTS`, which lists the orders by the same conditions.
PAYMENTS = """
SELECT count(*) FILTER (WHERE is_paid AND (settled_on IS NULL OR settled_on <= due_on)),
    count(*) FILTER (WHERE is_paid AND settled_on > due_on),
    count(*) FILTER (WHERE NOT is_paid AND due_on < DATE '{today}'),
    count(*) FILTER (WHERE NOT is_paid AND due_on >= DATE '{today}'),
    avg(settled_on - due_on) FILTER (WHERE is_paid AND settled_on > due_on)
FROM {credit} o WHERE {within}
"""


def find(asked: Asked, place: int) -> Findings:
    found = breakdown(asked)
    if not found.total.orders:
        return Findings(_("Not enough data yet: no order in this period."), explained=_explained())
    paid = _payments(asked)
    parts = [
        Part(_("Against a year before"), _chart_note(asked), chart=_chart(asked, found)),
        Part(
            _("By kind of product"),
            "",
            table=categories_table(found.categories),
        ),
        Part(_("By season"), "", table=_table("seasons", _("Season"), found.seasons, found.total)),
        Part(_("By channel"), "", table=_table("channels", _("Channel"), found.channels, found.total)),
        _punctuality(asked, paid),
    ]
    return Findings(
        _answer(found), _strip(asked, found, paid), parts, explained=_explained(), missing=_missing(found)
    )


def sheet(asked: Asked) -> Sheet:
    unit = currency()
    headers = [
        pgettext("of a breakdown", "By"),
        _("Group"),
        _("Orders"),
        f"{_('Sales')} ({unit})",
        f"{_('A year before')} ({unit})",
    ]
    return Sheet(headers, _rows(asked))


def _rows(asked: Asked) -> Iterator[list[Any]]:
    found = breakdown(asked)
    for month, now, before in found.months:
        yield [_("Month"), f"{month:%Y-%m}", None, now, before]
    told = ((_("Category"), found.categories), (_("Season"), found.seasons), (_("Channel"), found.channels))
    for by, groups in told:
        for each in groups:
            yield [by, each.label, each.orders or None, each.sales, each.before]
    for label, orders, _days in _payments(asked).values():
        yield [_("Payment"), label, orders, None, None]


def _payments(asked: Asked) -> dict[str, tuple[str, int, float | None]]:
    """How many orders on credit were paid how, and the mean of the days late."""
    credit = asked.sold.credit(asked.people.sql)
    statement = PAYMENTS.format(credit=credit, today=clock.today().isoformat(), within=asked.period.sql)
    *counts, mean = asked.rows(statement)[0]
    return {
        name: (words(), count, float(mean) if name == "late" and mean is not None else None)
        for (name, (_condition, words)), count in zip(behind_orders.PAYMENTS.items(), counts, strict=True)
    }


def _answer(found: Breakdown) -> str:
    sales, best = _told(found.total.sales), max(found.categories, key=lambda each: each.sales, default=None)
    said = _("{sales} of sales").format(sales=sales)
    if found.total.before > 0:
        said = _("{sales}, {change} on a year before").format(sales=said, change=found.total.change)
    if best is None or best.sales <= 0 or found.total.sales <= 0:
        return said
    return _("{sales}; most of it {category}").format(sales=said, category=best.label)


def _strip(asked: Asked, found: Breakdown, paid: dict[str, Any]) -> list[dict[str, Any]]:
    channel = found.channels[0]
    settled = {name: count for name, (_label, count, _days) in paid.items()}
    due = settled["in_time"] + settled["late"] + settled["overdue"]
    return [
        {
            "label": _("Sales after returns"),
            "value": _told(found.total.sales),
            "url": asked.orders_url(),
            "note": ngettext("{n} order", "{n} orders", found.total.orders).format(n=num(found.total.orders)),
        },
        {
            "label": _("Against a year before"),
            "value": found.total.change,
            "url": asked.orders_url(period=asked.period.a_year_before),
            "note": _("then {amount}").format(amount=_told(found.total.before)),
        },
        {"label": _("Most used channel"), "value": channel.label, "url": channel.url, "note": _told(channel.sales)},
        {
            "label": _("Paid in time"),
            "value": percent(Decimal(settled["in_time"]) / due) if due else "–",
            "url": asked.orders_url(only="in_time") if due else "",
            "note": _("{n} orders on credit that fell due").format(n=num(due)) if due else _("nothing sold on credit fell due"),
        },
    ]  # fmt: skip


def _chart_note(asked: Asked) -> str:
    return _("Sales after returns by month, beside the same month a year before. A bar opens its month.")


def _chart(asked: Asked, found: Breakdown) -> Chart:
    before = [
        Point(value, asked.orders_url(period=_month_before(asked, month)))
        for month, _now, value in found.months
    ]
    return Chart(
        name="year",
        summary=_("Sales by month, and a year before"),
        series=[
            Series(
                _("Sales"),
                [Point(now, asked.month_url(month)) for month, now, _b in found.months],
                shape="bar",
            ),
            Series(_("A year before"), before, tone="comparison", shape="bar"),
        ],
        categories=[asked.period.label_of(month) for month, _now, _before in found.months],
        category_label=_("Month"),
        unit=currency(),
    )


def _month_before(asked: Asked, month: date) -> Period:
    whole = Period(max(month, asked.period.since), min(month_end(month), asked.period.until))
    return whole.a_year_before


def _table(name: str, label: str, groups: list[Sold], total: Sold) -> Table:
    columns = [
        Column(key="label", label=label, kind="name", read=lambda row: Cell(row.label, url=row.url)),
        Column(
            key="orders", label=_("Orders"), kind="number", read=lambda row: Cell(row.orders, url=row.url)
        ),
        Column(key="sales", label=_("Sales"), kind="money", read=lambda row: Cell(round(row.sales))),
        Column(
            key="share", label=_("Share"), kind="figure", read=lambda row: share_of(row.sales, total.sales)
        ),
        Column(
            key="before",
            label=_("A year before"),
            kind="money",
            read=lambda row: Cell(round(row.before)),
            is_wide=True,
        ),
        Column(key="change", label=pgettext("on a year before", "Change"), kind="figure"),
    ]
    return Table(name=name, label=label, columns=columns, records=groups[:CATEGORIES_SHOWN])


def categories_table(groups: list[Sold]) -> Table:
    """Without orders: one order may hold products of several kinds."""
    total = Sold("", sales=sum((each.sales for each in groups), ZERO))
    table = _table("categories", _("Category"), groups, total)
    table.columns = [column for column in table.columns if column.key != "orders"]
    return table


def _punctuality(asked: Asked, paid: dict[str, tuple[str, int, float | None]]) -> Part:
    rows = [(name, *each) for name, each in paid.items() if each[1]]
    if not rows:
        return Part(_("How punctually they pay"), _("Nothing was sold on credit in this period."))
    columns = [
        Column(
            key="state", label=_("Orders on credit"), kind="name",
            read=lambda row: Cell(row[1], url=asked.orders_url(only=row[0])),
        ),
        Column(key="orders", label=_("Orders"), kind="number", read=lambda row: Cell(row[2], url=asked.orders_url(only=row[0]))),
        Column(key="days", label=_("Days late on average"), kind="figure", read=lambda row: num(row[3], 1) if row[3] is not None else ""),
    ]  # fmt: skip
    table = Table(name="payments", label=_("Payment"), columns=columns, records=rows)
    return Part(
        _("How punctually they pay"),
        _("By the day of the last payment against the day it was due."),
        table=table,
    )


def _told(amount: Decimal) -> str:
    return formatting.money(round(amount), currency())


def _explained() -> list[str]:
    return [
        _(
            "Sales are orders less returns in the firm's currency; orders without an exchange rate are left out."
        ),
        _("By kind of product the lines are added up, before the discount on the whole order."),
        _("A year before is the same stretch of days one year earlier."),
        _("Paid in time: fully paid, the last payment not after the day it was due."),
    ]


def _missing(found: Breakdown) -> list[str]:
    told = []
    if all(each.label == _("Without a category") for each in found.categories):
        told.append(_("No product has a category yet: import products with their category."))
    if not found.total.before:
        told.append(_("There are no sales a year before to compare with."))
    return told


ANALYSIS = Analysis(
    "performance",
    pgettext_lazy("analysis", "Performance"),
    gettext_lazy("What do they buy, when and where, do they pay in time, and is it more than a year ago?"),
    find,
    sheet,
)
