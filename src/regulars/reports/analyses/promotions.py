"""促销: how much was given away in discounts, and who buys only when something is taken off."""
# ruff: noqa: S608

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regulars.core.money import ZERO
from regulars.customers.models import Customer
from regulars.orders import amounts
from regulars.reports.analyses.asking import Asked
from regulars.reports.analyses.breakdown import share_of
from regulars.reports.analyses.findings import Analysis, Findings, Part, Sheet
from regulars.reports.analyses.paging import PAGE_SIZE, people_table
from regulars.reports.sections.wording import currency
from regulars.ui import formatting
from regulars.ui.charts import Chart, Point, Series
from regulars.ui.formatting import num, percent
from regulars.ui.tables import Cell, Column

CHUNK = 2_000
PER_GROUP = """
SELECT {group} AS key, count(*) AS orders, count(*) FILTER (WHERE given > 0) AS discounted, sum(given) AS given,
    sum(net) AS sales, COALESCE(sum(net) FILTER (WHERE given > 0), 0) AS discounted_sales
FROM {orders} o WHERE NOT is_return AND {within} GROUP BY 1 {seen}
"""
# Nobody, up to a quarter of the orders, up to a half, up to three quarters, more.
DEPENDENCE = "CASE WHEN discounted = 0 THEN 0 ELSE LEAST(4, ceil(4.0 * discounted / orders)) END::int"


@dataclass(frozen=True)
class Given:
    """Of a month, a customer or a group: orders, those with a discount, and what was given away."""

    orders: int = 0
    discounted: int = 0
    given: Decimal = ZERO
    sales: Decimal = ZERO
    discounted_sales: Decimal = ZERO
    customers: int = 1

    @property
    def share_of_orders(self) -> Decimal:
        return Decimal(self.discounted) / self.orders if self.orders else ZERO

    @property
    def list_price(self) -> Decimal:
        return self.sales + self.given


def find(asked: Asked, place: int) -> Findings:
    months = dict(_grouped(asked, "date_trunc('month', ordered_on)::date"))
    total = _total(list(months.values()))
    if not total.orders:
        return Findings(
            _("Not enough data yet: no order in this period."), explained=_explained(), missing=_missing()
        )
    counts, people = ({}, []) if asked.subject.is_one else _by_dependence(asked, place)
    parts = [
        Part(
            _("Given away, month by month"),
            _("A bar opens the same analysis of its month."),
            chart=_chart(asked, months),
        )
    ]
    if not asked.subject.is_one:
        parts.append(
            Part(
                _("How much they depend on discounts"),
                _("By the share of a customer's orders that carried a discount. A bar opens the customers."),
                chart=_dependence(asked, counts),
            )
        )
    return Findings(
        answer=_answer(total),
        strip=_strip(asked, total),
        parts=parts,
        people=None if asked.subject.is_one else _people(asked, people, place),
        explained=_explained(),
        missing=_missing(),
    )


def sheet(asked: Asked) -> Sheet:
    unit = currency()
    first = [_("Month")] if asked.subject.is_one else [_("Customer number"), _("Customer")]
    headers = [
        *first,
        _("Orders"),
        _("With a discount"),
        f"{_('Given away')} ({unit})",
        f"{_('Sales')} ({unit})",
    ]
    return Sheet(headers, _rows(asked))


def _rows(asked: Asked) -> Iterator[list[Any]]:
    if asked.subject.is_one:
        for month, each in sorted(_grouped(asked, "date_trunc('month', ordered_on)::date")):
            yield [month, *_figures(each)]
        return
    found = _grouped(asked, "customer_id", "ORDER BY given DESC, key")
    for start in range(0, len(found), CHUNK):
        chunk = found[start : start + CHUNK]
        named = Customer.objects.in_bulk([key for key, _each in chunk])
        for key, each in chunk:
            yield [named[key].code, named[key].name, *_figures(each)]


def _figures(each: Given) -> list[Any]:
    return [each.orders, each.discounted, each.given, each.sales]


def _grouped(asked: Asked, group: str, rest: str = "") -> list[tuple[Any, Given]]:
    return [(row[0], _given(row[1:])) for row in _asked_for(asked, group, f"SELECT * FROM per {rest}")]


def _asked_for(asked: Asked, group: str, question: str) -> list[Any]:
    """What is kept is grouped first where customers are the groups: each is then looked up once."""
    people, grouped_first = asked.people.sql, group == "customer_id" and asked.sold.is_kept
    statement = PER_GROUP.format(
        group=group,
        orders=asked.sold.orders("" if grouped_first else people),
        within=asked.period.sql,
        seen=f"HAVING customer_id IN ({people})" if grouped_first else "",
    )
    return asked.rows(f"WITH per AS MATERIALIZED ({statement}) {question}")


def _given(row: Any) -> Given:
    orders, discounted, *sums = row
    base = amounts.base_currency()
    given, sales, discounted_sales = (amounts.rounded(Decimal(each), base) for each in sums)
    return Given(int(orders), int(discounted), given, sales, discounted_sales)


def _total(rows: list[Given]) -> Given:
    return Given(
        sum(each.orders for each in rows),
        sum(each.discounted for each in rows),
        sum((each.given for each in rows), ZERO),
        sum((each.sales for each in rows), ZERO),
        sum((each.discounted_sales for each in rows), ZERO),
    )


def _answer(total: Given) -> str:
    if not total.discounted:
        return _("No order of this period carried a discount.")
    return _("{amount} was given away: {share} of the list price").format(
        amount=_told(total.given), share=percent(total.given / total.list_price, 1)
    )


def _strip(asked: Asked, total: Given) -> list[dict[str, Any]]:
    discounted = asked.orders_url(only="discounted")
    return [
        {"label": _("Given away"), "value": _told(total.given), "url": discounted, "note": _("margin that did not come in")},
        {
            "label": _("Orders with a discount"),
            "value": num(total.discounted),
            "url": discounted,
            "note": _("of {n} orders").format(n=num(total.orders)),
        },
        {"label": _("Discount dependence"), "value": percent(total.share_of_orders), "note": _("of the orders carried a discount")},
        {
            "label": _("Sales with a discount"),
            "value": _told(total.discounted_sales),
            "url": discounted,
            "note": share_of(total.discounted_sales, total.sales),
        },
    ]  # fmt: skip


def _chart(asked: Asked, months: dict[Any, Given]) -> Chart:
    shown = [(month, months.get(month, Given())) for month in asked.period.months]
    return Chart(
        name="given",
        summary=_("What was given away in discounts, month by month"),
        series=[
            Series(
                _("Given away"),
                [Point(each.given, asked.month_url(month)) for month, each in shown],
                shape="bar",
            )
        ],
        categories=[asked.period.label_of(month) for month, _each in shown],
        category_label=_("Month"),
        unit=currency(),
        height="low",
    )


def _by_dependence(asked: Asked, place: int) -> tuple[dict[int, int], list[tuple[int, Given]]]:
    """How many customers are on which step, and a page of those who were given most."""
    step = _step(asked)
    chosen = "" if step is None else f"WHERE {DEPENDENCE} = {step}"
    page = f"SELECT * FROM per {chosen} ORDER BY given DESC, key OFFSET {int(place)} LIMIT {PAGE_SIZE + 1}"
    steps = f"SELECT NULL::bigint, count(*), {DEPENDENCE} AS step, 0, 0, 0 FROM per GROUP BY step"
    rows = _asked_for(asked, "customer_id", f"({page}) UNION ALL ({steps})")
    found = [(row[0], row[3], _given(row[1:])) for row in rows if row[0] is not None]
    found.sort(key=lambda row: (-row[1], row[0]))
    return {row[2]: row[1] for row in rows if row[0] is None}, [(key, each) for key, _g, each in found]


def _step(asked: Asked) -> int | None:
    step = asked.narrowed.get("share", "")
    return int(step) if step.isdecimal() and int(step) < len(step_names()) else None


def _dependence(asked: Asked, counts: dict[int, int]) -> Chart:
    steps = step_names()
    points = [Point(counts.get(step, 0), asked.url(share=step) + "#people") for step in range(len(steps))]
    return Chart(
        name="dependence",
        summary=_("Customers by the share of their orders that carried a discount"),
        series=[Series(_("Customers"), points, shape="bar")],
        categories=steps,
        category_label=_("Orders with a discount"),
        height="low",
    )


def step_names() -> list[str]:
    return [_("none"), _("up to 25%"), _("26% to 50%"), _("51% to 75%"), _("more than 75%")]


def _people(asked: Asked, found: list[tuple[int, Given]], place: int) -> Part:
    columns = [
        Column(key="orders", label=_("Orders"), kind="number", read=lambda row: row[1].orders),
        Column(
            key="discounted", label=_("With a discount"), kind="number", read=lambda row: row[1].discounted
        ),
        Column(
            key="share",
            label=_("Dependence"),
            kind="figure",
            read=lambda row: percent(row[1].share_of_orders),
        ),
        Column(key="given", label=_("Given away"), kind="money", read=lambda row: Cell(round(row[1].given))),
        Column(
            key="sales",
            label=_("Sales"),
            kind="money",
            read=lambda row: Cell(round(row[1].sales)),
            is_wide=True,
        ),
    ]
    note = _("Who was given most first. A name opens the analysis of the customer.")
    step = _step(asked)
    if step is not None:
        note = _("Orders with a discount: {step}.").format(step=step_names()[step])
    return Part(_("Customer by customer"), note, table=people_table(asked, found, columns, place=place))


def _told(amount: Decimal) -> str:
    return formatting.money(round(amount), currency())


def _explained() -> list[str]:
    return [
        _(
            "Given away: the discounts on orders and on their lines, in the firm's currency; returns are left out."
        ),
        _("Discount dependence: the share of the orders that carried a discount."),
    ]


def _missing() -> list[str]:
    return [_("Promotions received, how many answered and what they moved come with the campaigns.")]


ANALYSIS = Analysis(
    "promotions",
    pgettext_lazy("analysis", "Promotions"),
    gettext_lazy("What do discounts cost, and who buys only with one?"),
    find,
    sheet,
)
