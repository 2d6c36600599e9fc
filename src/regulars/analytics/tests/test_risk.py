import pytest

from regulars.analytics.measures import COLUMNS
from regulars.analytics.risk import risk_reasons, with_risk
from regulars.analytics.settings import RiskWeights
from regulars.analytics.tests.firms import MONTHLY_FIRM

NAMES = (
    "customer_id", "order_count", "order_days", "cycles_late", "days_since_last_order", "lapsed_after_days",
    "lost_after_days", "spend_trend", "order_trend",
)  # fmt: skip
FIGURES = dict.fromkeys(COLUMNS)
STEADY = {
    "customer_id": 1,
    "order_count": 6,
    "order_days": 6,
    "cycles_late": 0.5,
    "days_since_last_order": 15,
    "lapsed_after_days": 90,
    "lost_after_days": 180,
    "spend_trend": None,
    "order_trend": None,
}


@pytest.fixture
def risk_of(judge):
    columns = [(name, COLUMNS[name]) for name in NAMES]

    def risk(**changes):
        row = {**STEADY, **changes}
        return judge([row], columns, lambda table: with_risk(table, RiskWeights(), firm=MONTHLY_FIRM))[1]

    return risk


def points(row):
    return {name.removeprefix("risk_points_"): row[name] for name in row if "points" in name and row[name]}


def test_a_customer_in_the_own_cycle_has_no_risk(risk_of):
    row = risk_of()
    assert (row["risk_score"], row["risk_level"], row["risk_reason"], points(row)) == (0, "low", None, {})


def test_points_for_lateness_grow_from_one_to_three_cycles(risk_of):
    assert points(risk_of(cycles_late=1.0)) == {}
    assert points(risk_of(cycles_late=2.0)) == {"overdue": 25}
    assert points(risk_of(cycles_late=9.0)) == {"overdue": 50}


def test_falling_spend_and_falling_orders_add_up(risk_of):
    row = risk_of(cycles_late=2.2, spend_trend=0.0, order_trend=0.6)
    assert points(row) == {"overdue": 30, "spend_fell": 15, "orders_fell": 6}
    assert (row["risk_score"], row["risk_level"], row["risk_reason"]) == (51, "medium", "overdue")


def test_rising_spend_takes_nothing_away(risk_of):
    assert risk_of(spend_trend=3.0)["risk_score"] == 0


def test_a_one_time_buyer_becomes_a_risk_after_the_usual_time_to_the_second_order(risk_of):
    once = {"order_count": 1, "order_days": 1, "cycles_late": 1.3}
    assert points(risk_of(**once, days_since_last_order=40)) == {"few_orders": 20}
    row = risk_of(**once, days_since_last_order=88)  # 40 to 160 days
    assert points(row) == {"few_orders": 20, "one_time": 20}
    row = risk_of(**once, days_since_last_order=400)
    assert points(row) == {"few_orders": 20, "one_time": 50, "silence": 25}
    assert (row["risk_score"], row["risk_level"], row["risk_reason"]) == (95, "high", "one_time")


def test_the_score_never_exceeds_a_hundred(risk_of):
    row = risk_of(order_days=2, cycles_late=9.0, days_since_last_order=400, spend_trend=0.0, order_trend=0.0)
    assert sum(points(row).values()) == 120
    assert (row["risk_score"], row["risk_level"]) == (100, "high")


def test_who_never_ordered_has_no_risk_level(risk_of):
    nothing = dict.fromkeys(("order_days", "cycles_late", "days_since_last_order", "lapsed_after_days"))
    row = risk_of(order_count=0, **{**nothing, "order_days": 0}, lost_after_days=None)
    assert (row["risk_score"], row["risk_level"], row["risk_reason"]) == (None, None, None)
    assert row["risk_points_overdue"] is None


def test_the_reasons_come_with_the_figures_of_their_sentence(risk_of):
    row = {**FIGURES, **risk_of(cycles_late=2.2, order_trend=0.0)}
    reasons = risk_reasons(row)
    assert [(reason.code, reason.points) for reason in reasons] == [("overdue", 30), ("orders_fell", 15)]
    assert reasons[0].figures["cycles_late"] == 2.2
