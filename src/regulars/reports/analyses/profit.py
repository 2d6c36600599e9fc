"""利润: what each customer brought, what it cost to sell and to keep them, and what is left."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from regulars.core import settings_store
from regulars.costs import profit, wording
from regulars.costs.filling import KIND_OF_CHANNEL
from regulars.costs.profit import Profit, Rates
from regulars.customers.models import Customer
from regulars.reports.analyses.asking import Asked
from regulars.reports.analyses.findings import Analysis, Findings, Part, Sheet
from regulars.reports.analyses.paging import PAGE_SIZE, people_table
from regulars.reports.sections.wording import currency
from regulars.ui import formatting
from regulars.ui.charts import Chart, Point, Series
from regulars.ui.formatting import num, percent
from regulars.ui.tables import Cell, Column

CHUNK = 2_000


def find(asked: Asked, place: int) -> Findings:
    rates = profit.rates_on(asked.period.until)
    months = profit.by_month(
        asked.people, asked.period.since, asked.period.until, rates=rates, sold=asked.sold
    )
    found = _added(rates, [each for _month, each in months])
    if found.is_empty:
        return Findings(
            _("Not enough data yet: no order and no cost in this period."), explained=_explained()
        )
    return Findings(
        answer=_answer(found),
        strip=_strip(asked, found),
        parts=_parts(asked, found, months),
        people=None if asked.subject.is_one else _people(asked, rates, place),
        explained=_explained(),
        missing=_missing(found),
    )


def _parts(asked: Asked, found: Profit, months: list[tuple[Any, Profit]]) -> list[Part]:
    statement = Part(
        _("From sales to what is left"), wording.estimated(found), statement=wording.statement(found)
    )
    note = _("A bar opens the same analysis of its month.")
    parts = [statement, Part(_("Month by month"), note, chart=_chart(asked, months))]
    if found.put_in > 0:
        parts.append(
            Part(_("What was put in, by kind"), _("In order of the amount."), chart=_kinds(asked, found))
        )
    return parts


def sheet(asked: Asked) -> Sheet:
    """One row per customer, those who brought most first; of one customer, one row per month."""
    first = [_("Month")] if asked.subject.is_one else [_("Customer number"), _("Customer")]
    return Sheet(
        [*first, *(f"{label} ({currency()})" for label, _read in FIGURES), _("Orders")], _rows(asked)
    )


def _rows(asked: Asked) -> Iterator[list[Any]]:
    since, until = asked.period.since, asked.period.until
    if asked.subject.is_one:
        for month, each in profit.by_month(asked.people, since, until):
            yield [month, *_figures(each)]
        return
    found = profit.by_customer(asked.people, since, until, sold=asked.sold)
    for start in range(0, len(found), CHUNK):
        chunk = found[start : start + CHUNK]
        named = Customer.objects.in_bulk([key for key, _profit in chunk])
        for key, each in chunk:
            yield [named[key].code, named[key].name, *_figures(each)]


def _figures(found: Profit) -> list[Any]:
    return [*(read(found) for _label, read in FIGURES), found.orders]


FIGURES = (
    (gettext_lazy("Sales before discounts"), lambda found: found.revenue),
    (gettext_lazy("Cost of goods"), lambda found: found.goods),
    (gettext_lazy("Cost of selling"), lambda found: found.transaction_cost),
    (gettext_lazy("Discounts"), lambda found: found.discounts),
    (pgettext_lazy("cost", "Visits"), lambda found: found.visit),
    (pgettext_lazy("cost", "Calls and messages"), lambda found: found.contact),
    (pgettext_lazy("cost", "Gifts"), lambda found: found.gift),
    (pgettext_lazy("cost", "Coupons"), lambda found: found.coupon),
    (pgettext_lazy("cost", "Service time"), lambda found: found.service),
    (pgettext_lazy("cost", "Other care"), lambda found: found.other),
    (gettext_lazy("Net profit"), lambda found: found.net_profit),
)


def _added(rates: Rates, months: list[Profit]) -> Profit:
    """The whole is the sum of the months that are shown."""
    sums = {name: sum((getattr(each, name) for each in months), 0) for name in profit.ADDED_UP}
    return Profit(
        rates, **{name: value or Profit(rates).__getattribute__(name) for name, value in sums.items()}
    )


def _answer(found: Profit) -> str:
    left = _whole(found.net_profit)
    back = found.return_on_investment
    if back is None:
        return _("{left} is left; nothing has been put in yet.").format(left=left)
    return _("{left} is left: {back} of what was put in.").format(left=left, back=wording.returned(back))


def _strip(asked: Asked, found: Profit) -> list[dict[str, Any]]:
    orders = asked.orders_url()
    return [
        {
            "label": _("Sales before discounts"),
            "value": _whole(found.revenue),
            "url": orders,
            "note": ngettext("{n} order", "{n} orders", found.orders).format(n=num(found.orders)),
        },
        {
            "label": _("Goods and selling"),
            "value": _whole(found.goods + found.transaction_cost),
            "note": _("{amount} of it for selling").format(amount=_whole(found.transaction_cost)),
        },
        {
            "label": _("Put in"),
            "value": _whole(found.put_in),
            "note": _("{amount} of it discounts").format(amount=_whole(found.discounts)),
        },
        {"label": _("Net profit"), "value": _whole(found.net_profit), "note": _of_sales(found)},
    ]


def _whole(amount: Decimal) -> str:
    return formatting.money(round(amount), currency())


def _of_sales(found: Profit) -> str:
    if found.revenue <= 0:
        return ""
    return _("{share} of the sales").format(share=percent(found.net_profit / found.revenue))


def _chart(asked: Asked, months: list[tuple[Any, Profit]]) -> Chart:
    by_month = dict(months)
    nothing = Profit(profit.Rates(Decimal(0), Decimal(0), Decimal(0)))
    shown = [(month, by_month.get(month, nothing)) for month in asked.period.months]
    return Chart(
        name="profit",
        summary=_("Net profit and what was put in, month by month"),
        series=[
            Series(
                _("Net profit"),
                [Point(each.net_profit, asked.month_url(month)) for month, each in shown],
                shape="bar",
            ),
            Series(
                _("Put in"),
                [Point(each.put_in, asked.month_url(month)) for month, each in shown],
                tone="comparison",
                shape="bar",
            ),
        ],
        categories=[asked.period.label_of(month) for month, _profit in shown],
        category_label=_("Month"),
        unit=currency(),
    )


def _kinds(asked: Asked, found: Profit) -> Chart:
    rows = sorted((row for row in wording.put_in(found) if row[2]), key=lambda row: -row[2])
    discounted = asked.orders_url(only="discounted")
    points = [Point(amount, discounted if code == "discounts" else "") for code, _label, amount in rows]
    return Chart(
        name="put-in",
        summary=_("What was put in, by kind"),
        series=[Series(_("Put in"), points, shape="bar")],
        categories=[label for _code, label, _amount in rows],
        category_label=_("Kind"),
        unit=currency(),
        height="low",
    )


def _people(asked: Asked, rates: Rates, place: int) -> Part:
    since, until = asked.period.since, asked.period.until
    found = profit.by_customer(
        asked.people, since, until, rates=rates, sold=asked.sold, first=place, most=PAGE_SIZE + 1
    )
    columns = [
        _money("revenue", _("Sales before discounts"), lambda row: row.revenue),
        _money("goods", _("Cost of goods"), lambda row: row.goods, is_wide=True),
        _money("selling", _("Cost of selling"), lambda row: row.transaction_cost, is_wide=True),
        _money("put_in", _("Put in"), lambda row: row.put_in),
        _money("profit", _("Net profit"), lambda row: row.net_profit),
        Column(
            key="back",
            label=pgettext("on what was put in", "Return"),
            kind="figure",
            read=lambda row: _back(row[1]),
        ),
    ]
    table = people_table(asked, found, columns, place=place)
    return Part(
        _("Customer by customer"),
        _("Who left most first. A name opens the analysis of the customer."),
        table=table,
    )


def _money(key: str, label: str, read: Any, **more: Any) -> Column:
    return Column(key=key, label=label, kind="money", read=lambda row: Cell(round(read(row[1]))), **more)


def _back(found: Profit) -> str:
    back = found.return_on_investment
    return "–" if back is None else wording.returned(back)


def _explained() -> list[str]:
    return [
        _(
            "Sales before discounts: orders less returns in the firm's currency, plus the discounts given on orders and lines."
        ),
        _("Goods: the cost on each line; where none is known, the usual share of the sales."),
        _(
            "Cost of selling: handling and payment fees at the firm's prices, delivery, and interest for every day an order on credit was open."
        ),
        _(
            "Put in: discounts, visits, calls and messages at the firm's prices, gifts, coupons and service time as they were recorded."
        ),
        _(
            "Net profit: sales before discounts less goods, cost of selling and what was put in. Return: net profit ÷ put in."
        ),
    ]


def _missing(found: Profit) -> list[str]:
    told = []
    if not any(settings_store.get(f"costs.of_{channel}") for channel in KIND_OF_CHANNEL):
        told.append(_("No contact has a price yet: say in the settings what a visit and a call cost."))
    if not found.gift and not found.coupon and not found.service:
        told.append(
            _(
                "No gift, coupon or service time is recorded in this period: record them on the customer's page, under Costs."
            )
        )
    if found.rates.is_assumed:
        told.append(_("No product has a cost yet: import products with their costs."))
    return told


ANALYSIS = Analysis(
    "profit",
    pgettext_lazy("analysis", "Profit"),
    gettext_lazy("What do they bring, what do they cost, and what is left for what is put in?"),
    find,
    sheet,
)
