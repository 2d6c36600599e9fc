"""What a customer has brought, and is expected to bring."""

from django.utils.translation import gettext_lazy as _

from regulars.insights import explaining
from regulars.insights.measures.classes import VALUE_CLASSES
from regulars.insights.measures.declaring import VALUE, measure

COMMON = {"group": VALUE, "explain": explaining.spend}
DECLARED = (
    measure(
        "total_spend",
        _("Total spend"),
        "money",
        _("All orders, less what was returned, in the firm's currency."),
        column="total_spend_minor",
        indexed=True,
        **COMMON,
    ),
    measure(
        "order_count",
        _("Orders"),
        "integer",
        _("Number of orders; returns do not count."),
        indexed=True,
        **COMMON,
    ),
    measure(
        "average_order_value",
        _("Average order"),
        "money",
        _("Value of all orders divided by their number."),
        column="average_order_value_minor",
        **COMMON,
    ),
    measure(
        "margin",
        _("Gross profit where costs are known"),
        "money",
        _("What was paid less what the goods cost, where the cost is known."),
        column="margin_minor",
        **COMMON,
    ),
    measure(
        "spend_12m",
        _("Last 12 months"),
        "money",
        _("Orders less returns of the last 12 months."),
        column="spend_12m_minor",
        indexed=True,
        **COMMON,
    ),
    measure(
        "spend_previous_12m",
        _("The 12 months before"),
        "money",
        _("Orders less returns of the 12 months before the last 12."),
        column="spend_previous_12m_minor",
        **COMMON,
    ),
    measure(
        "orders_12m",
        _("Orders in 12 months"),
        "integer",
        _("Number of orders of the last 12 months."),
        **COMMON,
    ),
    measure("return_count", _("Returns"), "integer", _("Number of times goods came back."), **COMMON),
    measure(
        "value_class",
        _("Value class"),
        "choice",
        _("Buyers in order of the value they brought: the best are high, the next middle, the others low."),
        choices=VALUE_CLASSES,
        group=VALUE,
        indexed=True,
        explain=explaining.value_class,
    ),
    measure(
        "expected_margin",
        _("Expected margin"),
        "money",
        _("Orders to be expected within the firm's horizon times the usual margin of an order."),
        column="expected_margin_minor",
        group=VALUE,
        indexed=True,
        explain=explaining.expected_margin,
    ),
    measure(
        "value_rank",
        _("Place by value"),
        "integer",
        _("1 is the customer who brought most so far."),
        group=VALUE,
        indexed=True,
        explain=explaining.value_class,
    ),
)
