"""What sets the best customers apart, and how well somebody fits."""

import pytest

from regulars.analytics.profiles import Trait, fit, learn, separation


def of(**values):
    return {field: frozenset([value]) for field, value in values.items()}


HANGZHOU, SUZHOU = of(city="hangzhou"), of(city="suzhou")


def test_a_value_more_common_among_the_best_is_learnt_with_its_odds():
    rows = [HANGZHOU] * 30 + [SUZHOU] * 10 + [HANGZHOU] * 20 + [SUZHOU] * 60
    is_best = [True] * 40 + [False] * 80
    (trait,) = learn(rows, is_best)
    # ln(30.5 × 60.5 / (10.5 × 20.5)) = 2.15
    assert (trait.field, trait.value, trait.weight) == ("city", "hangzhou", 2.15)
    assert (trait.best_share, trait.other_share, trait.customers) == (0.75, 0.25, 50)


def test_what_could_be_chance_or_rests_on_few_is_not_learnt():
    rows = [HANGZHOU] * 22 + [SUZHOU] * 18 + [HANGZHOU] * 40 + [SUZHOU] * 40
    assert learn(rows, [True] * 40 + [False] * 80) == ()
    rare = [HANGZHOU] * 19 + [SUZHOU] * 1 + [SUZHOU] * 80
    assert learn(rare, [True] * 20 + [False] * 80) == ()


def test_customers_whose_field_is_not_known_teach_nothing_about_it():
    rows = [HANGZHOU] * 30 + [SUZHOU] * 10 + [HANGZHOU] * 20 + [SUZHOU] * 60
    is_best = [True] * 40 + [False] * 80
    assert learn(rows + [{}] * 500, is_best + [True] * 500) == learn(rows, is_best)


PROFILE = (Trait("city", "hangzhou", 2.0), Trait("city", "suzhou", 1.0), Trait("kind", "firm", 1.0))


def test_the_fit_is_the_share_of_what_can_be_judged():
    assert fit(of(city="hangzhou", kind="firm"), PROFILE).score == 100
    assert fit(of(city="suzhou", kind="person"), PROFILE).score == 33
    partly = fit(of(city="suzhou"), PROFILE)
    assert (partly.score, partly.unknown, partly.misses) == (50, ("kind",), ())


def test_with_too_little_known_there_is_no_fit():
    profile = (Trait("city", "hangzhou", 3.0), Trait("kind", "firm", 1.0))
    assert fit(of(kind="firm"), profile).score is None
    assert fit({}, ()).score is None


def test_separation_counts_pairs_and_ties_half():
    assert separation([3, 2, 1], [True, False, False]) == 1
    assert separation([1, 1], [True, False]) == 0.5
    assert separation([1, 2, 3, 4], [True, False, True, False]) == pytest.approx(0.25)
    assert separation([1, 2], [True, True]) is None
