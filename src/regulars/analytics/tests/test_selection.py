"""Whether a prospect is worth developing."""

import pytest

from regulars.analytics.selection import Rules, ability_score, cost_score, need_score, select

RULES = Rules({"need": 30, "ability": 20, "credit": 20, "fit": 20, "cost": 10})


def scores(need=None, ability=None, credit=None, fit=None, cost=None):
    return {"need": need, "ability": ability, "credit": credit, "fit": fit, "cost": cost}


def test_a_good_prospect_is_to_be_developed():
    found = select(scores(80, 85, 100, 100), RULES)
    assert (found.verdict, found.total, found.missing) == ("develop", 90, ("cost",))


def test_between_the_limits_one_watches_and_below_it_is_not_advised():
    assert select(scores(50, 50, 50, 50, 50), RULES).verdict == "watch"
    assert select(scores(20, 20, 40, 20, 20), RULES).verdict == "no"


def test_the_worst_credit_is_a_no_by_itself():
    found = select(scores(100, 100, 0, 100, 100), RULES)
    assert (found.verdict, found.stopped_by) == ("no", "credit")


def test_with_little_known_the_answer_is_to_watch():
    assert select(scores(need=100), RULES).verdict == "watch"
    assert select(scores(), RULES).total is None


@pytest.mark.parametrize(
    ("strongest", "looked", "score"), [(5, 0, 100), (2, 3, 60), (None, 1, 60), (None, 0, None)]
)
def test_the_need_is_the_strongest_open_one_or_what_they_looked_at(strongest, looked, score):
    assert need_score(strongest, looked) == score


def test_yearly_spend_goes_before_income_and_effort_eats_the_first_profit():
    assert (ability_score("low", None), ability_score("low", 1.5), ability_score("", None)) == (20, 75, None)
    assert (cost_score(25, 100), cost_score(300, 100), cost_score(1, 0)) == (75, 0, None)
