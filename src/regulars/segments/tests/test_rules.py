"""What a rule means: who is found, how it reads, what is refused."""

import pytest

from regulars.customers.filter_values import FilterError
from regulars.customers.models import Customer, CustomField
from regulars.segments import rules
from regulars.segments.tests.conftest import rule

pytestmark = pytest.mark.database


def found(user, *parts, join="all"):
    read = rules.read(rule(*parts, join=join), user)
    names = rules.apply(read, Customer.objects.visible_to(user), user).values_list("name", flat=True)
    return sorted(names)


def any_of(*parts):
    return {"join": "any", "parts": list(parts)}


def none_of(*parts):
    return {"join": "none", "parts": list(parts)}


def test_all_conditions_hold_in_an_and(five, boss):
    assert found(boss, "value_class:in:high", "city:is:杭州") == ["An"]


def test_one_condition_is_enough_in_an_or(five, boss):
    assert found(boss, "value_class:in:high", "city:is:杭州", join="any") == ["An", "Bo", "Cui"]


def test_groups_lie_within_groups(five, boss):
    parts = any_of("city:is:苏州", {"join": "all", "parts": ["value_class:in:high", none_of("city:is:杭州")]})
    assert found(boss, parts) == ["Bo", "Ding"]


def test_what_is_not_known_does_not_speak_against_none_of(five, boss):
    """E has no spend at all: nobody can say it is more than 1,000."""
    assert found(boss, none_of("spend_12m:more:1000")) == ["Cui", "Ding", "E"]


def test_a_number_of_the_firms_own_that_is_not_known_does_not_speak_against_either(five, boss):
    CustomField.objects.create(key="rooms", label_en="Rooms", label_zh="房间", type="number")
    Customer.objects.filter(name="An").update(custom={"rooms": 12})
    assert found(boss, "custom.rooms:more:10") == ["An"]
    assert found(boss, none_of("custom.rooms:more:10")) == ["Bo", "Cui", "Ding", "E"]


def test_a_product_ordered_twice_within_ninety_days(buy, boss):
    for name, days in {"An": ["2026-09-20", "2026-08-01"], "Bo": ["2026-09-20", "2026-05-01"]}.items():
        for day in days:
            buy(name, day)
    buy("Cui", "2026-09-20", product="Oolong", category="Oolong tea")
    buy("Cui", "2026-09-21", product="Oolong", category="Oolong tea")
    assert found(boss, "ordered_product:least:longjing,2,90") == ["An"]
    assert found(boss, "ordered_product:least:longjing,1,90") == ["An", "Bo"]
    assert found(boss, "ordered_product:fewer:longjing,2,90") == ["Bo", "Cui", "Ding", "E"]
    assert found(boss, "ordered_category:least:Oolong tea,2,30") == ["Cui"]
    assert found(boss, "ordered_times:least:2,90") == ["An", "Cui"]


def test_two_lines_of_one_order_are_one_time(buy, boss):
    from regulars.orders.models import OrderLine

    buy("An", "2026-09-20")
    line = OrderLine.objects.get()
    OrderLine.objects.create(
        order=line.order, position=2, product=line.product, quantity=1, unit_price=5, amount=5
    )
    assert found(boss, "ordered_product:least:longjing,2,90") == []


def test_a_birthday_within_fourteen_days(five, boss):
    Customer.objects.filter(name="An").update(day_calendar="solar", day_month=10, day_day=12)
    Customer.objects.filter(name="Bo").update(day_calendar="solar", day_month=10, day_day=13)
    # Mid-autumn, the fifteenth of the eighth month, was on 25 September; the 29th of it is 9 October.
    Customer.objects.filter(name="Cui").update(day_calendar="lunar", day_month=8, day_day=29)
    assert found(boss, "birthday:next:14") == ["An", "Cui"]


def test_days_are_told_from_today(five, boss):
    Customer.objects.filter(name="An").update(income_recorded_on="2026-08-28")
    Customer.objects.filter(name="Bo").update(income_recorded_on="2026-08-29")
    assert found(boss, "income_recorded_on:before:-30d") == ["An"]
    assert found(boss, "income_recorded_on:last:30") == ["Bo"]


def test_a_rule_reads_as_a_sentence_in_both_languages(five, boss):
    from django.utils import translation

    read = rules.read(
        rule("value_class:in:high", any_of("city:is:杭州", none_of("ordered_product:least:龙井,2,90"))), boss
    )
    with translation.override("en"):
        assert read.sentence == (
            "Value class is High value, and (City is “杭州”, or none of these: "
            "(Ordered product “龙井” at least 2 times in the last 90 days))"
        )
    with translation.override("zh-hans"):
        assert read.sentence == (
            "价值等级是高价值，并且（城市是“杭州”，或者以下均不满足：（购买过商品“龙井”在最近 90 天内至少 2 次））"
        )


@pytest.mark.parametrize(
    ("stored", "says"),
    [
        ({"version": 2, "rule": {"join": "all", "parts": []}}, "another version"),
        ({"version": 1}, "cannot be read"),
        (rule("city:is:x", join="xor"), "cannot be read"),
        (rule({"join": "all", "parts": "city"}), "cannot be read"),
        (rule(7), "cannot be read"),
        (rule("password:is:x"), "cannot be filtered by “password”"),
        (rule("city:more:3"), "cannot be compared"),
        (rule("spend_12m:more:many"), "is no number"),
        (rule("ordered_product:least:tea,2"), "Say what “Ordered product” is to be compared with"),
        (rule("ordered_product:least:tea,2,years"), "is no whole number"),
        (rule("segment:in:4711"), "“Segment” is never “4711”"),
        (rule(any_of(any_of(any_of(any_of("city:is:x"))))), "at most 4 deep"),
        (rule(*["city:is:x"] * 31), "At most 30 conditions"),
    ],
)
def test_a_rule_that_cannot_be_says_why(five, boss, stored, says):
    with pytest.raises(FilterError, match=says):
        rules.read(stored, boss)


def test_a_field_somebody_may_not_see_cannot_be_asked(five, lin, boss):
    with pytest.raises(FilterError, match="cannot be filtered by “community”"):
        rules.read(rule("community:has:x"), lin)
    assert rules.is_sensitive(rules.read(rule("community:has:x"), boss))


def test_me_means_one_person_from_then_on(five, lin, sun):
    mine = rules.named(rules.read(rule("owner:in:me", none_of("team:in:me")), lin), lin)
    assert mine.stored["parts"] == [f"owner:in:{lin.pk}", none_of(f"team:in:{lin.team_id}")]
    assert found(sun, f"owner:in:{lin.pk}") == []
