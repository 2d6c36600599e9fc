"""What a customer has brought in profit, and at which margin."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from regulars.customers.measures import Explanation, Line
from regulars.insights.measures.declaring import VALUE, measure
from regulars.insights.wording import amount, percent


def explain_profit(customer: Any, row: Any) -> Explanation | None:
    if row.profit is None:
        return None
    if not row.order_count:
        return Explanation(_now("No order yet."))
    rest = row.profit - (row.margin or 0)
    lines = (
        Line(_now("Gross profit where costs are known"), amount(row.margin or 0)),
        Line(
            _now("At the firm's usual margin: {spend} without known costs").format(
                spend=amount(row.total_spend - (row.spend_with_cost or 0))
            ),
            amount(rest),
        ),
        Line(_now("Profit so far"), amount(row.profit), is_total=True),
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
    sources = {
        "own": _now("own costs"),
        "firm": _now("the firm's usual margin"),
        "assumed": _now("margin assumed, no costs known"),
    }
    lines = (
        Line(_now("Spend of the last 12 months"), amount(row.spend_12m or 0)),
        Line(f"× {sources.get(row.margin_rate_source, '')}", percent(row.margin_rate)),
        Line(_now("Profit of 12 months"), amount(row.profit_12m), is_total=True),
    )
    return Explanation(_now("What the last year brought, after returns."), lines)


DECLARED = (
    measure(
        "profit",
        _("Profit so far"),
        "money",
        _("Gross profit where costs are known, and the firm's usual margin on the rest of the net spend."),
        column="profit_minor",
        group=VALUE,
        indexed=True,
        explain=explain_profit,
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
        _("Profit of 12 months"),
        "money",
        _(
            "Net spend of the last 12 months times the customer's margin, or the firm's where no costs are known."
        ),
        column="profit_12m_minor",
        group=VALUE,
        explain=explain_recent,
    ),
)
