"""A budget shared by value and potential, under ceilings, to the cent."""

from fractions import Fraction

from regulars.analytics.allocation import Claim, allocate, weights_of

PLENTY = 10**9


def amounts(shares):
    return [share.amount for share in shares]


def test_weights_are_the_mean_of_the_shares_of_value_and_of_potential():
    claims = [Claim("high", 60, 20, PLENTY), Claim("low", 40, 80, PLENTY)]
    assert weights_of(claims, 0.5) == [Fraction(2, 5), Fraction(3, 5)]
    assert weights_of(claims, 1) == [Fraction(3, 5), Fraction(2, 5)]
    assert amounts(allocate(claims, 1_000, value_part=0.5)) == [400, 600]


def test_what_is_above_a_ceiling_goes_to_the_others_by_their_weights():
    claims = [Claim("a", 60, 60, 100), Claim("b", 30, 30, PLENTY), Claim("c", 10, 10, PLENTY)]
    found = allocate(claims, 1_000, value_part=0.5)
    assert amounts(found) == [100, 675, 225]
    assert [share.is_full for share in found] == [True, False, False]


def test_nothing_is_spent_beyond_all_ceilings():
    found = allocate([Claim("a", 1, 1, 100), Claim("b", 1, 1, 50)], 1_000, value_part=0.5)
    assert amounts(found) == [100, 50]


def test_every_cent_is_shared_and_the_same_question_gets_the_same_answer():
    claims = [Claim(code, 1, 1, PLENTY) for code in "abc"]
    assert amounts(allocate(claims, 100, value_part=0.5)) == [34, 33, 33]
    assert allocate(claims, 100, value_part=0.5) == allocate(claims, 100, value_part=0.5)


def test_losses_count_as_nothing_and_without_claims_nothing_is_shared():
    claims = [Claim("loss", -50, 0, PLENTY), Claim("gain", 50, 0, PLENTY)]
    assert amounts(allocate(claims, 10, value_part=0.5)) == [0, 10]
    assert amounts(allocate([Claim("none", 0, 0, PLENTY)], 10, value_part=0.5)) == [0]
