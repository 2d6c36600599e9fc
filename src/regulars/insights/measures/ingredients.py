"""Figures that only feed explanations and plays."""

from regulars.insights import explaining
from regulars.insights.measures.declaring import hidden

MONEY = (
    "spend_with_cost",
    "gross",
    "returned",
    "usual_amount",
    "spend_recent",
    "spend_before",
    "net_per_order",
    "margin_per_order",
    "value",
)
COUNTS = (
    "unanswered_count",
    "order_days",
    "trend_months",
    "orders_recent",
    "orders_before",
    "lapsed_after_days",
    "lost_after_days",
    "contact_limit_days",
    "horizon_days",
    "orders_without_rate",
    "orders_previous_12m",
    *(f"risk_points_{code}" for code in explaining.RISK_CODES),
)
SHARES = (
    "interval_spread_days",
    "irregularity",
    "cycles_late",
    "spend_trend",
    "order_trend",
    "cost_known_share",
    "value_position",
    "orders_in_horizon",
    "lateness_factor",
    "expected_orders",
    "margin_rate",
    "risk_of_all",
    "risk_on_time",
    "risk_of_model",
    "expected_orders_ahead",
)
CODES = (
    "stage_rule",
    "lost_rule",
    "risk_reason",
    "interval_source",
    "margin_rate_source",
    "previous_rfm",
    "contact_counted_from",
    "risk_source",
)
DAYS = ("contact_since_on", "next_order_from_on", "next_order_until_on")
DECLARED = (
    *(hidden(name, "money", f"{name}_minor") for name in MONEY),
    *(hidden(name, "integer") for name in COUNTS),
    *(hidden(name, "decimal") for name in SHARES),
    *(hidden(name, "text") for name in CODES),
    hidden("interval_borrowed", "boolean"),
    *(hidden(name, "date") for name in DAYS),
)
