"""What a customer brought and cost in the last twelve months, as measures: columns, filters and explanations."""
# ruff: noqa: S608

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from regulars.analytics.months import months_before
from regulars.core.money import ZERO
from regulars.costs import profit, wording
from regulars.costs.profit import ALL_ORDERS, COST_SHARE, KINDS, NET_PROFIT, STATEMENT, People
from regulars.customers.measures import Explanation, Line, Measure, register
from regulars.customers.models import Customer
from regulars.insights.measures.declaring import VALUE
from regulars.insights.sold import LIVE

MONTHS = 12
AS_OF = "%(as_of)s::date"
SETTING = (
    "COALESCE((SELECT (value #>> '{{}}')::numeric FROM core_storedsetting WHERE key = '{key}'), {usual})"
)

GIFTS = f"""
SELECT customer_id, sum(sign(amount))::integer FROM costs_carecost
WHERE kind = 'gift' AND amount <> 0
    AND spent_on > ({AS_OF} - interval '{MONTHS} months')::date AND spent_on <= {AS_OF}
GROUP BY customer_id
"""


def register_all() -> None:
    register(
        Measure(
            "net_profit_12m",
            _("Net profit, 12 months"),
            "money",
            _(
                "Sales before discounts less goods, the cost of selling and all that was put in, in the last 12 months."
            ),
            group=VALUE,
            indexed=True,
            explain=explain_profit,
            sql=_of_twelve_months(_net_profit()),
        )
    )
    register(
        Measure(
            "put_in_12m",
            _("Put in, 12 months"),
            "money",
            _("Visits, calls, gifts, coupons, service time and discounts of the last 12 months."),
            group=VALUE,
            explain=explain_put_in,
            sql=_of_twelve_months(f"discounts + {' + '.join(KINDS)} - credit - delivery"),
        )
    )
    register(
        Measure(
            "gift_count",
            pgettext_lazy("cost", "Gifts"),
            "integer",
            _("Gifts written down in the last 12 months; those taken back do not count."),
            group=VALUE,
            explain=explain_gifts,
            sql=GIFTS,
        )
    )


def explain_gifts(customer: Any, row: Any) -> Explanation | None:
    if row.gift_count is None:
        return None
    said = ngettext("{n} gift in 12 months.", "{n} gifts in 12 months.", row.gift_count)
    return Explanation(said.format(n=row.gift_count))


def _net_profit() -> str:
    return NET_PROFIT.format(
        per_order=SETTING.format(key="costs.of_order", usual=0),
        fee=f"({SETTING.format(key='costs.payment_percent', usual=0)} / 100)",
    )


def _of_twelve_months(figure: str) -> str:
    assumed = SETTING.format(key="insights.assumed_margin_percent", usual=30)
    statement = STATEMENT.format(
        of_order="o.customer_id",
        of_cost="k.customer_id",
        since=f"({AS_OF} - interval '{MONTHS} months')::date + 1",
        until=AS_OF,
        cost_share=f"COALESCE(({COST_SHARE.format(known=LIVE.known(), until=AS_OF)}), 1 - {assumed} / 100)",
        orders=ALL_ORDERS,
        costs_of="",
    )
    return f"SELECT key, round({figure}, 2) FROM ({statement}) summed"


def explain_profit(customer: Any, row: Any) -> Explanation | None:
    if row.net_profit_12m is None:
        return None
    found = of_customer(customer, row.as_of)
    lines = [Line(line.label, line.value, is_total=line.is_total) for line in wording.statement(found)]
    said = _now("{amount} in the 12 months up to {day}.").format(
        amount=wording.told(row.net_profit_12m), day=row.as_of.isoformat()
    )
    return Explanation(said, tuple(lines), wording.estimated(found))


def explain_put_in(customer: Any, row: Any) -> Explanation | None:
    if row.put_in_12m is None:
        return None
    found = of_customer(customer, row.as_of)
    lines = [Line(label, wording.told(amount)) for _kind, label, amount in wording.put_in(found) if amount]
    total = Line(_now("Put in"), wording.told(found.put_in), is_total=True)
    said = _now("{amount} put in during the 12 months up to {day}.").format(
        amount=wording.told(row.put_in_12m or ZERO), day=row.as_of.isoformat()
    )
    return Explanation(said, (*lines, total))


def of_customer(customer: Any, as_of: Any) -> profit.Profit:
    since = months_before(as_of, MONTHS)
    people = People.of(Customer.objects.filter(pk=customer.pk))
    return profit.total(people, since.fromordinal(since.toordinal() + 1), as_of)
