"""From facts to indicators, score, types, habit and switching cost: figures worked out by hand."""

import numpy as np
import pyarrow as pa
import pytest

from regulars.analytics.loyalty import beside as other
from regulars.analytics.loyalty import habit, indicators, switching, types
from regulars.analytics.loyalty.gathering import BRAND_KINDS, COUNTED, MEASURED
from regulars.analytics.loyalty.measuring import scores_of_day, with_loyalty
from regulars.analytics.loyalty.rules import COMPONENTS, INDICATORS, LoyaltyRules, SwitchingRules
from regulars.analytics.measures import compute_measures, firm_of
from regulars.analytics.settings import SettingsRefused
from regulars.analytics.tests.shop import customer, day, order

NAN = np.nan
RULES = LoyaltyRules(full_repeats=10, full_spend_minor=100_000)


def facts(size=1, **given):
    """Nothing is known but what is given."""
    counts = [name for names in COUNTED.values() for name in names]
    counts += [
        *(f"brand_{kind}" for kind in BRAND_KINDS),
        "objections",
        "obstacles",
        "pleased",
        "calm",
        "upset",
    ]
    counts += [f"tie_{name}" for name in COMPONENTS]
    found = {name: np.zeros(size) for name in counts} | {"ever": np.ones(size)}
    found |= {name: np.full(size, NAN) for names in MEASURED.values() for name in names}
    return found | {name: np.array(values, dtype=float) for name, values in given.items()}


def shares(given, rules=RULES):
    return indicators.shares(given, rules, indicators.scales_of(given, rules))


def words(*values):
    return np.array(values, dtype=object)


def test_each_indicator_goes_from_nothing_to_one():
    given = facts(
        2, repeats=[4, 12], choosing_days=[15, 60], orders=[4, 4], discounted=[1, 4], spend_minor=[25_000, 200_000],
        incident_share=[0.9, NAN], brand_comparison=[1, 0], brand_elsewhere=[1, 3],
    )  # fmt: skip
    found = shares(given)
    assert list(found["repeats"]) == [0.4, 1.0]
    assert list(found["choosing"]) == [0.5, 0.0]
    assert list(found["price"]) == [0.75, 0.0]
    assert list(found["spend"]) == [0.25, 1.0]
    assert found["incidents"][0] == 0.9
    assert np.isnan(found["incidents"][1])
    assert list(found["brands"]) == [0.25, 0.0]


def test_share_of_wallet_counts_half_where_it_is_known():
    assert list(shares(facts(spend_minor=[50_000], wallet_share=[0.2]))["spend"]) == [0.35]


def test_price_rises_and_objections_join_the_share_of_orders_on_discount():
    given = facts(3, orders=[4, 4, 0], discounted=[2, 0, 0], rises_stayed=[1, 0, 0], objections=[1, 1, 1])
    assert list(shares(given)["price"]) == [0.5, 0.75, 0.75]


def test_where_nobody_had_a_discount_price_sensitivity_is_not_known():
    assert np.isnan(shares(facts(orders=[4]))["price"]).all()


def test_no_note_on_other_brands_is_no_fact_but_a_note_that_there_are_none_is():
    found = shares(facts(2, brand_no_other=[0, 1]))["brands"]
    assert np.isnan(found[0])
    assert found[1] == 1.0


def test_who_never_bought_has_no_score():
    scored = indicators.scored(shares(facts(ever=[0], repeats=[3])), RULES)
    assert np.isnan(scored.score).all()


def test_the_weight_of_what_is_not_known_is_shared_among_the_others():
    found = {name: np.array([NAN]) for name in INDICATORS}
    found |= {"repeats": np.array([0.5]), "spend": np.array([1.0])}  # weights 30 and 20
    scored = indicators.scored(found, RULES)
    assert list(scored.score) == [70]
    assert [scored.points[name][0] for name in ("repeats", "spend")] == [30, 40]
    assert [scored.most[name][0] for name in ("repeats", "spend")] == [60, 40]
    assert np.isnan(scored.points["brands"][0])


def test_points_add_up_to_the_score_and_what_could_be_reached_to_a_hundred():
    random = np.random.default_rng(7)
    found = {name: np.where(random.random(500) < 0.7, random.random(500), NAN) for name in INDICATORS}
    scored = indicators.scored(found, LoyaltyRules())
    known = np.isfinite(scored.score)
    assert known.sum() > 490
    points = np.nansum([scored.points[name] for name in INDICATORS], axis=0)
    most = np.nansum([scored.most[name] for name in INDICATORS], axis=0)
    assert (points[known] == scored.score[known]).all()
    assert (most[known] == 100).all()
    assert all(np.nanmax(scored.points[name] - scored.most[name]) <= 0 for name in INDICATORS)


def test_full_marks_are_what_nine_tenths_of_the_repeat_buyers_stay_below():
    given = facts(12, repeats=[0, 0, *range(1, 11)], spend_minor=[5, 5, *(100 * n + 1 for n in range(1, 11))])
    scales = indicators.scales_of(given, LoyaltyRules())
    assert scales.full_repeats == 10  # the quantile is 9.1, rounded up
    assert scales.full_spend_minor == 1_000  # 911 cents, rounded up to a whole unit


def test_the_two_axes_make_four_types_and_an_unknown_feeling_none():
    given = facts(5, bought_days=[3, 2, 3, 2, 3])
    feeling = np.array([60.0, 60.0, 59.0, 59.0, NAN])
    found = types.loyalty_type(given, feeling, words("", "", "", "", ""), RULES)
    assert list(found) == ["superior", "latent", "spurious", "none", ""]


def test_who_is_bound_from_outside_is_spurious_however_warm_the_feeling():
    given, feeling = facts(3, bought_days=[3, 3, 1]), np.array([90.0, NAN, 90.0])
    found = types.loyalty_type(given, feeling, words("monopoly", "monopoly", "monopoly"), RULES)
    assert list(found) == ["spurious", "spurious", "latent"]
    unused = LoyaltyRules(spurious=("price", "inertia"))
    assert types.loyalty_type(given, feeling, words("monopoly", "monopoly", ""), unused)[0] == "superior"


def test_the_kind_of_a_spurious_loyalty_is_the_tags_or_the_first_whose_rule_holds():
    given = facts(4, orders=[4, 4, 4, 4], discounted=[2, 2, 1, 1], store_share=[1.0, 1.0, 0.9, 0.5])
    spurious = words("spurious", "spurious", "spurious", "spurious")
    found = types.spurious_kind(given, spurious, words("monopoly", "", "", ""), RULES)
    assert list(found) == ["monopoly", "price", "convenience", "inertia"]
    other_order = LoyaltyRules(spurious=("convenience", "price"))
    assert list(types.spurious_kind(given, spurious, words("", "", "", ""), other_order))[1:] == [
        "convenience",
        "convenience",
        "",
    ]
    assert (
        list(
            types.spurious_kind(given, words("none", "", "latent", "superior"), words("", "", "", ""), RULES)
        )
        == [""] * 4
    )


def test_the_feeling_is_the_mean_of_what_is_known_and_needs_two_facts():
    given = facts(2, attention_days=[3, 0], pleased=[1, 0], upset=[1, 0], relation_strength=[NAN, 4])
    felt = types.feelings(given, {name: np.full(2, NAN) for name in INDICATORS}, RULES)
    feeling, known = types.emotion(felt, RULES)
    assert list(feeling) == [75, 40]  # (1 + .5) / 2 and (0 + .8) / 2
    assert list(known) == [2, 2]
    nothing = types.feelings(facts(1, pleased=[1]), {name: np.full(1, NAN) for name in INDICATORS}, RULES)
    assert np.isnan(types.emotion(nothing, RULES)[0]).all()


def test_habit_is_half_regularity_and_half_the_usual_product():
    usual = habit.usual_share(facts(2, lines=[4, 2], usual_times=[3, 2]))
    assert usual[0] == 0.75
    assert np.isnan(usual[1])
    assert list(habit.habit_score(habit.regularity(np.array([0.5])), usual[:1])) == [63]
    assert list(habit.regularity(np.array([1.5]))) == [0.0]


def test_switching_cost_adds_the_estimate_and_what_staff_noted_by_component():
    given = facts(
        2, regular_products=[2, 0], discount_minor=[1_000, 0], spend_minor=[365_000, 0], payment_term_days=[30, NAN],
        tie_relational=[500, 0], tie_contractual=[30_000, 0],
    )  # fmt: skip
    rules = SwitchingRules(product_minor=5_000, contact_minor=2_000, interest=0.06, full_share=0.10)
    found = switching.costs(given, np.array([3.0, 1.0]), rules)
    assert {name: list(found[name]) for name in COMPONENTS} == {
        "procedural": [10_000, 0],
        "financial": [2_800, 0],  # 1,000 of discounts, and 365,000 x 30 / 365 x 6 %
        "relational": [6_500, 2_000],
        "contractual": [30_000, 0],
    }
    parts = switching.scores(found, given["spend_minor"], rules)
    assert [parts[name][0] for name in COMPONENTS] == [27, 8, 18, 82]  # full at 36,500
    total = switching.total_score(parts)
    assert total[0] == 34
    assert np.isnan(total[1])
    assert list(switching.level(np.array([24.0, 25.0, 60.0, NAN]), rules)) == ["low", "middle", "high", ""]


def test_the_table_of_measures_keeps_its_rows_and_metadata_and_equals_the_history(open_shop):
    orders = [order(1, on) for on in ("2026-01-01", "2026-03-01", "2026-05-01")] + [order(3, "2026-02-01")]
    shop = open_shop(customers=[customer(number) for number in (1, 2, 3)], orders=orders)
    before, today = compute_measures(shop, day("2026-09-30")), day("2026-09-30")
    after = with_loyalty(
        before, shop, other.Beside(), as_of=today, rules=RULES, switching_rules=SwitchingRules()
    )
    assert after.select(before.column_names).equals(before)
    assert firm_of(after) == firm_of(before)
    # 2 of 10 repeats at weight 30 and 30,000 of 100,000 at weight 20; then none and 10,000.
    assert after["loyalty_score"].to_pylist() == [24, None, 4]
    assert after["keeps_buying"].to_pylist() == [True, False, False]
    kept = scores_of_day(shop, before["customer_id"], other.Beside(), as_of=today, rules=RULES)
    assert kept["loyalty_score"].equals(after["loyalty_score"])


@pytest.mark.parametrize("wrong", [{"weights": {"repeats": 1}}, {"spurious": ("luck",)}, {"months": 0}])
def test_settings_that_make_no_sense_are_refused(wrong):
    with pytest.raises(SettingsRefused):
        LoyaltyRules(**wrong)


def test_an_empty_shop_has_no_loyalty(open_shop):
    shop = open_shop(customers=[])
    table = compute_measures(shop, day("2026-09-30"))
    found = with_loyalty(
        table, shop, other.Beside(), as_of=day("2026-09-30"), rules=RULES, switching_rules=SwitchingRules()
    )
    assert len(found) == 0
    assert found["loyalty_score"].type == pa.int64()
