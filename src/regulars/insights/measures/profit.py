"""Gross profit to date and of 12 months, and the margin."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from regulars.customers.measures import Explanation, Line
from regulars.insights.measures.declaring import VALUE, hidden, measure
from regulars.insights.wording import amount, percent


def explain_to_date(customer: Any, row: Any) -> Explanation | None:
    if row.profit_to_date is None:
        return None
    if not row.order_count:
        return Explanation(_now("No order yet."))
    rest = row.profit_to_date - (row.margin or 0)
    lines = (
        Line(_now("Gross profit where costs are known"), amount(row.margin or 0)),
        Line(
            _now("At the firm's usual margin: {spend} without known costs").format(
                spend=amount(row.total_spend - (row.spend_with_cost or 0))
            ),
            amount(rest),
        ),
        Line(_now("Gross profit to date"), amount(row.profit_to_date), is_total=True),
    )
    return Explanation(_now("From all orders less returns, before what care has cost."), lines)


def explain_rate(customer: Any, row: Any) -> Explanation | None:
    lines = (
        Line(_now("Gross profit where costs are known"), amount(row.margin or 0)),
        Line(_now("÷ spend with known costs"), amount(row.spend_with_cost or 0)),
        Line(pgettext("share of the sales", "Margin"), percent(row.profit_rate), is_total=True),
    )
    return Explanation(_now("Costs are known for at least half of the spend."), lines)


def explain_recent(customer: Any, row: Any) -> Explanation | None:
    if row.profit_12m is None:
        return None
    known = row.margin_12m or 0
    lines = (
        Line(_now("Gross profit where costs are known"), amount(known)),
        Line(
            _now("At the firm's usual margin: {spend} without known costs").format(
                spend=amount((row.spend_12m or 0) - (row.spend_12m_with_cost or 0))
            ),
            amount(row.profit_12m - known),
        ),
        Line(_now("Gross profit, 12 months"), amount(row.profit_12m), is_total=True),
    )
    return Explanation(
        _now("From the orders less returns of the last 12 months, before what care has cost."), lines
    )


DECLARED = (
    measure(
        "profit_to_date",
        _("Gross profit to date"),
        "money",
        _("Sales after returns less costs; where costs are not known, the firm's usual margin of the sales."),
        column="profit_to_date_minor",
        group=VALUE,
        indexed=True,
        explain=explain_to_date,
    ),
    measure(
        "profit_rate",
        pgettext_lazy("share of the sales", "Margin"),
        "percent",
        _("Gross profit divided by spend, where costs are known for at least half of the spend."),
        group=VALUE,
        explain=explain_rate,
    ),
    measure(
        "profit_12m",
        _("Gross profit, 12 months"),
        "money",
        _("The same of the orders of the last 12 months; it stands under Costs too."),
        column="profit_12m_minor",
        group=VALUE,
        explain=explain_recent,
    ),
    *(hidden(name, "money", f"{name}_minor") for name in ("margin_12m", "spend_12m_with_cost")),
)
