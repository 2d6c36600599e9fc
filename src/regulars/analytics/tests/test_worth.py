import pytest

from regulars.analytics.explaining import explain
from regulars.analytics.measures import COLUMNS
from regulars.analytics.stakes import STAKES, at_stake_minor
from regulars.analytics.tests.firms import MONTHLY_FIRM
from regulars.analytics.worth import with_worth

NAMES = (
    "customer_id", "order_count", "orders_with_amount", "tenure_days", "cycles_late", "total_spend_minor",
    "cost_known_share", "spend_with_cost_minor", "margin_minor",
)  # fmt: skip
STEADY = {
    "customer_id": 1,
    "order_count": 7,
    "orders_with_amount": 7,
    "tenure_days": 300,
    "cycles_late": 0.5,
    "total_spend_minor": 70_000,
    "cost_known_share": None,
    "spend_with_cost_minor": 0,
    "margin_minor": None,
    "let_go": False,
    "deceased": False,
}


@pytest.fixture
def worth_of(judge):
    columns = [(name, COLUMNS[name]) for name in NAMES] + [("let_go", "bool"), ("deceased", "bool")]

    def worth(**changes):
        return judge([{**STEADY, **changes}], columns, lambda table: with_worth(table, firm=MONTHLY_FIRM))[1]

    return worth


def test_the_arithmetic_adds_up(worth_of):
    row = worth_of()
    # 7 orders in 300 + 50 days, over 60 days: 1.2; 100.00 an order at 40 %: 40.00
    assert (row["orders_in_horizon"], row["lateness_factor"], row["expected_orders"]) == (1.2, 1.0, 1.2)
    assert (row["net_per_order_minor"], row["margin_rate"], row["margin_rate_source"]) == (
        10_000,
        0.4,
        "firm",
    )
    assert (row["margin_per_order_minor"], row["expected_margin_minor"]) == (4_000, 4_800)


def test_lateness_beyond_two_cycles_lowers_what_is_expected(worth_of):
    assert worth_of(cycles_late=2.0)["lateness_factor"] == 1.0
    row = worth_of(cycles_late=8.0)
    assert (row["lateness_factor"], row["expected_orders"], row["expected_margin_minor"]) == (
        0.25,
        0.3,
        1_200,
    )


def test_own_costs_give_an_own_margin_rate_when_half_of_the_spend_has_them(worth_of):
    known = {"spend_with_cost_minor": 35_000, "margin_minor": 7_000}
    row = worth_of(**known, cost_known_share=0.5)
    assert (row["margin_rate"], row["margin_rate_source"], row["margin_per_order_minor"]) == (
        0.2,
        "own",
        2_000,
    )
    assert worth_of(**known, cost_known_share=0.49)["margin_rate_source"] == "firm"


def test_selling_below_cost_promises_nothing(worth_of):
    row = worth_of(spend_with_cost_minor=70_000, margin_minor=-7_000, cost_known_share=1.0)
    assert (row["margin_rate"], row["margin_per_order_minor"], row["expected_margin_minor"]) == (-0.1, 0, 0)


def test_nothing_is_expected_of_who_never_ordered_died_or_left(worth_of):
    never = {"order_count": 0, "orders_with_amount": 0, "tenure_days": None, "cycles_late": None}
    assert worth_of(**never, total_spend_minor=0)["expected_margin_minor"] == 0
    assert worth_of(deceased=True)["expected_margin_minor"] == 0
    assert worth_of(let_go=True)["expected_margin_minor"] == 0


def test_every_play_puts_a_share_of_the_same_figure_at_stake():
    assert at_stake_minor(10_000, STAKES["birthday"], risk_score=90) == 500
    assert at_stake_minor(10_000, STAKES["order_overdue"], risk_score=60) == 6_000
    assert at_stake_minor(10_000, STAKES["order_overdue"], risk_score=None) == 0


def test_an_explanation_lists_the_factors_with_their_units(worth_of):
    found = explain(worth_of(), "expected_margin_minor")
    assert (found.formula, found.value) == ("product", 4_800)
    assert [(line.code, line.value, line.unit) for line in found.lines] == [
        ("expected_orders", 1.2, None),
        ("margin_per_order_minor", 4_000, "money"),
    ]
