"""What a customer will still bring, and could."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.insights import telling_ahead
from regulars.insights.measures.declaring import VALUE, hidden, measure

AHEAD = {"group": VALUE, "explain": telling_ahead.value_to_come}
POTENTIAL = {"group": VALUE, "explain": telling_ahead.potential}
DECLARED = (
    measure(
        "ltv",
        _("Lifetime value"),
        "money",
        _("Gross profit to date plus value to come of the next 12 months."),
        column="ltv_minor",
        group=VALUE,
        indexed=True,
        explain=telling_ahead.lifetime_value,
    ),
    measure(
        "clv_12m",
        _("Value to come"),
        "money",
        _("Orders expected in 12 months × value of one × margin × what later money is worth today."),
        column="clv_12m_minor",
        indexed=True,
        **AHEAD,
    ),
    measure(
        "clv_low",
        _("Value to come, low end"),
        "money",
        _("With a chance of 90% the customer brings this much profit or more in 12 months."),
        column="clv_low_minor",
        **AHEAD,
    ),
    measure(
        "clv_high",
        _("Value to come, high end"),
        "money",
        _("With a chance of 90% the customer brings no more profit than this in 12 months."),
        column="clv_high_minor",
        **AHEAD,
    ),
    measure(
        "expected_orders_12m",
        _("Orders expected in 12 months"),
        "decimal",
        _("Number of days with orders in the next 12 months, on average of such customers."),
        group=VALUE,
        explain=telling_ahead.orders,
    ),
    measure(
        "retention_12m",
        _("Retention probability"),
        "percent",
        _("Chance of at least one order in the next 12 months."),
        group=VALUE,
        explain=telling_ahead.retention,
    ),
    measure(
        "potential",
        pgettext_lazy("spend", "Potential"),
        "money",
        _("What a quarter of similar customers spend in 12 months or more, less what this customer spent."),
        column="potential_minor",
        indexed=True,
        **POTENTIAL,
    ),
    measure(
        "achievable_spend",
        _("Achievable spend"),
        "money",
        _("A quarter of similar customers spent this much or more in the last 12 months."),
        column="achievable_spend_minor",
        **POTENTIAL,
    ),
    *(
        hidden(name, "money", f"{name}_minor")
        for name in ("clv_order_value", "average_repeat_value", "potential_low", "potential_high")
    ),
    *(hidden(name, "decimal") for name in ("clv_margin_rate", "clv_discount")),
    *(
        hidden(name, "text")
        for name in ("clv_margin_source", "clv_method", "clv_problem", "retention_method", "potential_traits")
    ),
    *(
        hidden(name, "integer")
        for name in (
            "expected_orders_low",
            "expected_orders_high",
            "clv_similar",
            "repeat_purchases",
            "repeat_span_days",
            "potential_peers",
            "potential_category",
        )
    ),
)
