"""A firm whose customers come every thirty days."""

from regulars.analytics.firm import FirmFacts

MONTHLY_FIRM = FirmFacts(
    customers=100,
    customers_with_orders=90,
    single_order_customers=30,
    orders_without_rate=0,
    total_spend_minor=1_000_000,
    median_interval_days=30.0,
    interval_source="measured",
    interval_customers=40,
    interval_days_by_kind={},
    horizon_days=60,
    second_order_days=40.0,
    late_second_order_days=80.0,
    second_order_source="measured",
    orders_per_day=0.02,
    margin_rate=0.4,
    margin_rate_source="measured",
)
