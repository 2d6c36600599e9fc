"""Share of wallet, fit and selection as measures: columns, filters and explanations everywhere."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.customers.measures import Explanation, Line, Measure
from regulars.insights.wording import amount, percent
from regulars.reports.models import ProspectScore
from regulars.reports.models.prospects import Verdict

POTENTIAL = pgettext_lazy("measures", "Potential")
# Sales of the twelve months up to the day of the newest estimate, in its category, over that estimate.
SHARE = """
SELECT w.customer_id, sum(sales.amount)::float8 / w.yearly_total::float8
FROM (
    SELECT DISTINCT ON (customer_id) customer_id, category_id, yearly_total, estimated_on
    FROM reports_walletestimate WHERE estimated_on <= %(as_of)s::date
    ORDER BY customer_id, estimated_on DESC, id DESC
) w LEFT JOIN LATERAL (
    SELECT coalesce(sum(o.amount_base), 0) AS amount FROM orders_order o
    WHERE w.category_id IS NULL AND o.customer_id = w.customer_id
        AND o.ordered_on <= w.estimated_on AND o.ordered_on > w.estimated_on - interval '1 year'
    UNION ALL
    SELECT coalesce(sum(l.amount * o.rate), 0) FROM orders_order o JOIN orders_orderline l ON l.order_id = o.id
        JOIN orders_product p ON p.id = l.product_id
    WHERE p.category_id = w.category_id AND o.customer_id = w.customer_id
        AND o.ordered_on <= w.estimated_on AND o.ordered_on > w.estimated_on - interval '1 year'
) sales ON true
GROUP BY w.customer_id, w.yearly_total
"""


def explain_share(customer: Any, row: Any) -> Explanation | None:
    from regulars.reports.worth import wallets

    shares = wallets.shares_of(customer)
    if not shares:
        return None
    newest = shares[0]
    lines = (
        Line(_now("Our sales in the 12 months up to {day}").format(day=newest.estimate.estimated_on), amount(newest.ours)),
        Line(_now("÷ estimated spend a year, in {category}").format(category=newest.category), amount(newest.estimate.yearly_total)),
        Line(_now("Share of wallet"), percent(newest.share), is_total=True),
    )  # fmt: skip
    return Explanation(
        _now("Source: {source}.").format(source=newest.estimate.get_source_display()),
        lines,
        newest.estimate.note,
    )


def explain_score(customer: Any, row: Any) -> Explanation | None:
    score = ProspectScore.objects.filter(customer=customer.pk).first()
    if score is None:
        return None
    from regulars.reports.worth import judging

    return judging.explained(score)


DECLARED = (
    Measure(
        "share_of_wallet",
        _("Share of wallet"),
        "percent",
        _("Our sales divided by what the customer is believed to spend a year, by the newest estimate."),
        group=POTENTIAL,
        explain=explain_share,
        sql=SHARE,
    ),
    Measure(
        "target_fit",
        _("Fit to the target customer"),
        "integer",
        _("0 to 100: how much of the target-customer profile is true of a prospect, among what is known."),
        group=POTENTIAL,
        explain=explain_score,
        sql="SELECT customer_id, fit FROM reports_prospectscore",
    ),
    Measure(
        "selection",
        _("Selection check"),
        "choice",
        _("Need, ability to pay, credit, fit and cost to serve, weighed by the firm's settings."),
        choices=tuple(Verdict.choices),
        group=POTENTIAL,
        explain=explain_score,
        sql="SELECT customer_id, verdict FROM reports_prospectscore",
    ),
)
