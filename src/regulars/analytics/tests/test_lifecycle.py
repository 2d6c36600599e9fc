import pytest

from regulars.analytics.lifecycle import RULE_FIGURES, STAGE_OF_RULE, with_stage
from regulars.analytics.measures import COLUMNS
from regulars.analytics.settings import Silence, StageRules
from regulars.analytics.status import with_status
from regulars.analytics.tests.firms import MONTHLY_FIRM

NAMES = (
    "customer_id", "order_count", "order_days", "tenure_days", "typical_interval_days", "interval_borrowed",
    "irregularity", "cycles_late", "spend_trend", "order_trend", "days_since_last_order", "value_position",
    "value_minor", "lapsed",
)  # fmt: skip
CYCLES = Silence()
STEADY = {
    "customer_id": 1,
    "order_count": 6,
    "order_days": 6,
    "tenure_days": 200,
    "typical_interval_days": 30.0,
    "interval_borrowed": False,
    "irregularity": 0.5,
    "cycles_late": 0.5,
    "days_since_last_order": 15,
    "spend_trend": None,
    "order_trend": None,
    "value_position": 0.5,
    "value_minor": 100,
    "let_go": False,
    "deceased": False,
    "lapsed": False,
}


@pytest.fixture
def stage_of(judge):
    columns = [(name, COLUMNS[name]) for name in NAMES] + [("let_go", "bool"), ("deceased", "bool")]

    def stage(**changes):
        row = judge([{**STEADY, **changes}], columns, lambda table: with_stage(table, StageRules()))[1]
        return row["stage"], row["stage_rule"]

    return stage


@pytest.fixture
def status_of(judge):
    kept = [name for name in NAMES if name != "lapsed"]
    columns = [(name, COLUMNS[name]) for name in kept] + [("let_go", "bool"), ("deceased", "bool")]

    def status(silence=CYCLES, **changes):
        row = {name: value for name, value in {**STEADY, **changes}.items() if name != "lapsed"}
        rated = judge(
            [row], columns, lambda table: with_status(table, silence, firm=MONTHLY_FIRM, key_share=0.05)
        )
        return rated[1]

    return status


def test_six_regular_orders_in_half_a_year_are_stable(stage_of):
    assert stage_of() == ("stability", "regular")
    assert stage_of(irregularity=1.01) == ("growth", "building")
    assert stage_of(order_days=4) == ("growth", "building")
    assert stage_of(tenure_days=179) == ("growth", "building")


def test_the_first_orders_explore(stage_of):
    first = {"order_count": 1, "order_days": 1, "interval_borrowed": True, "irregularity": None}
    assert stage_of(**first) == ("exploration", "first_order")
    assert stage_of(**first, tenure_days=500) == ("exploration", "first_order")
    assert stage_of(order_days=2, irregularity=None, tenure_days=180) == ("exploration", "few_orders")
    assert stage_of(order_days=2, irregularity=None, tenure_days=181) == ("growth", "building")


def test_two_own_cycles_without_an_order_are_decline(stage_of):
    assert stage_of(cycles_late=2.0) == ("stability", "regular")
    assert stage_of(cycles_late=2.01) == ("decline", "overdue")


def test_a_borrowed_cycle_alone_makes_no_decline(stage_of):
    late = {"order_days": 2, "irregularity": None, "interval_borrowed": True, "cycles_late": 2.9}
    assert stage_of(**late) == ("growth", "building")
    assert stage_of(**late, lapsed=True) == ("decline", "silent")


def test_half_the_spend_or_half_the_orders_are_decline(stage_of):
    assert stage_of(spend_trend=0.5) == ("decline", "spend_fell")
    assert stage_of(order_trend=0.5) == ("decline", "orders_fell")
    assert stage_of(spend_trend=0.51, order_trend=0.51) == ("stability", "regular")


def test_more_spend_than_before_is_growth(stage_of):
    assert stage_of(irregularity=2.0, spend_trend=1.1) == ("growth", "rising")


def test_whoever_was_let_go_or_died_is_in_decline(stage_of):
    assert stage_of(let_go=True) == ("decline", "let_go")
    assert stage_of(deceased=True, order_count=0) == ("decline", "deceased")


def test_every_rule_has_a_stage_and_figures_that_exist():
    assert RULE_FIGURES.keys() == STAGE_OF_RULE.keys()
    assert {name for figures in RULE_FIGURES.values() for name in figures} <= COLUMNS.keys()
    assert set(STAGE_OF_RULE.values()) == {"exploration", "growth", "stability", "decline"}


def test_lost_comes_before_key_before_new(status_of):
    best = {"value_position": 0.05, "tenure_days": 90}
    assert status_of(**best)["status"] == "key"
    assert status_of(**best, let_go=True)["status"] == "lost"
    assert status_of(tenure_days=90)["status"] == "current_new"
    assert status_of(tenure_days=91)["status"] == "current_old"


def test_three_cycles_of_silence_are_lapsed_and_six_lost(status_of):
    found = status_of(days_since_last_order=90)
    assert (found["lapsed_after_days"], found["lost_after_days"], found["lapsed"]) == (90, 180, False)
    assert status_of(days_since_last_order=91)["lapsed"]
    assert status_of(days_since_last_order=180)["lost_rule"] is None
    found = status_of(days_since_last_order=181)
    assert (found["lost_rule"], found["status"]) == ("silent", "lost")


def test_a_weekly_buyer_gets_the_patience_of_the_firm_and_a_slow_one_the_own(status_of):
    assert status_of(typical_interval_days=7.0)["lapsed_after_days"] == 90
    assert status_of(typical_interval_days=100.5)["lapsed_after_days"] == 302


def test_fixed_days_take_the_place_of_cycles(status_of):
    fixed = Silence(lapsed_days=45, lost_days=365)
    found = status_of(fixed, days_since_last_order=46)
    assert (found["lapsed_after_days"], found["lost_after_days"], found["lapsed"]) == (45, 365, True)


@pytest.fixture
def stage_when_asked(judge):
    """The stage where customers were asked how content they are, and whether they trust us."""
    columns = [(name, COLUMNS[name]) for name in (*NAMES, "satisfaction", "trust")]
    columns += [("let_go", "bool"), ("deceased", "bool")]

    def stage(**changes):
        row = {**STEADY, "satisfaction": None, "trust": None, **changes}
        row = judge([row], columns, lambda table: with_stage(table, StageRules()))[1]
        return row["stage"], row["stage_rule"]

    return stage


def test_stability_takes_contentment_and_trust_where_they_are_known(stage_when_asked):
    assert stage_when_asked() == ("stability", "regular")
    assert stage_when_asked(satisfaction=0.6, trust=0.6) == ("stability", "regular")
    assert stage_when_asked(satisfaction=0.59) == ("growth", "dissatisfied")
    assert stage_when_asked(trust=0.5) == ("growth", "distrustful")


def test_who_is_not_content_after_the_first_orders_does_not_grow_yet(stage_when_asked):
    assert stage_when_asked(order_days=4, tenure_days=300) == ("growth", "building")
    assert stage_when_asked(order_days=4, tenure_days=300, satisfaction=0.5) == (
        "exploration",
        "not_convinced",
    )
