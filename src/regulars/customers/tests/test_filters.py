"""Filters of the list."""

from datetime import date, datetime, timedelta
from urllib.parse import urlencode

import pytest

from regulars.core import clock
from regulars.customers import filtering
from regulars.customers.models import (
    Contact,
    Customer,
    CustomField,
    Fact,
    FamilyEvent,
    Interaction,
    MemoryNote,
    Need,
    ProjectCycle,
    Promise,
)
from regulars.customers.tests.test_list import names

pytestmark = pytest.mark.database


def found(user, *codes):
    filters = filtering.Filters(user, codes)
    return sorted(filters.apply(Customer.objects.visible_to(user)).values_list("name", flat=True))


@pytest.fixture
def three(add, lin, morning):
    """甲 with much known, 乙 with a little, 丙 with nothing."""
    jia = add(
        "甲", owner=lin, phones=["13800001234"], emails=["Jia@Example.cn"], tags=["老客户", "爱喝茶"], city="杭州", gender="female",
        hobbies=["mahjong", "arts"], occupation="教师", day_year=1980, day_month=9, day_day=28, income_band="high",
        personality=["重价格"], community="西溪", region="浙西", home_town="无锡", association="商会", salutation="甲老师", country="中国", remark="常来", manner_do="先报店名", credit_limit=5000, payment_term_days=30, do_not_contact=True,
        measures={"total_spend": 1200, "value_class": "high", "next_order_due_on": date(2026, 9, 1), "neglected": True, "stage": "decline", "risk_level": "high", "order_count": 7},
    )  # fmt: skip
    yi = add(
        "乙",
        owner=lin,
        tags=["老客户"],
        city="宁波",
        age_given=20,
        measures={"total_spend": 10, "value_class": "low"},
    )
    add("丙", owner=lin)
    Interaction.objects.create(
        customer=jia, happened_at=clock.now() - timedelta(days=60), channel="phone", created_at=clock.now()
    )
    Interaction.objects.create(
        customer=yi, happened_at=clock.now() - timedelta(days=3), channel="phone", created_at=clock.now()
    )
    Need.objects.create(customer=yi, text="想换白茶", noted_on=clock.today())
    FamilyEvent.objects.create(customer=jia, relation="配偶", name="李雷")
    Contact.objects.create(customer=jia, name="沈店长", position="店长", role="decision")
    Promise.objects.create(customer=yi, text="留两罐", made_on=clock.today(), due_on=date(2026, 9, 20))
    Promise.objects.create(
        customer=jia, text="寄样", made_on=clock.today(), due_on=date(2026, 9, 20), status="kept"
    )
    MemoryNote.objects.create(customer=yi, kind="detail", text="女儿留学", noted_on=clock.today())
    ProjectCycle.objects.create(customer=jia, name="新店", stage="招标", repurchase_on=date(2026, 10, 5))
    return jia, yi


@pytest.mark.covers("DB-16", "DB-01", "DB-20", "DB-22", "DB-09")
@pytest.mark.parametrize(
    ("code", "who"),
    [
        ("name:has:甲", "甲"), ("city:is:宁波", "乙"), ("city:empty", "丙"), ("city:filled", "乙甲"), ("gender:in:female", "甲"),
        ("gender:not:female", "丙乙"), ("hobbies:in:mahjong", "甲"), ("hobbies:in:drinking", ""), ("hobbies:empty", "丙乙"),
        ("occupation:has:师", "甲"), ("age:more:40", "甲"), ("age:less:30", "乙"), ("age:between:46,46", "甲"), ("birthday_month:in:9", "甲"),
        ("income_band:in:high,very_high", "甲"), ("personality:in:重价格", "甲"), ("community:has:西", "甲"), ("credit_limit:more:4999.99", "甲"),
        ("payment_term_days:equals:30", "甲"), ("phone:has:1234", "甲"), ("phone:empty", "丙乙"), ("email:has:example", "甲"),
        ("do_not_contact:yes", "甲"), ("do_not_contact:no", "丙乙"), ("owner:in:me", "丙乙甲"), ("owner:empty", ""), ("team:in:me", "丙乙甲"),
        ("tag:in:老客户", "乙甲"), ("tag:in:爱喝茶", "甲"), ("tag:not:爱喝茶", "丙乙"), ("tag:empty", "丙"), ("contacted_on:before:-30d", "甲"),
        ("contacted_on:last:7", "乙"), ("contacted_on:empty", "丙"), ("contacted_on:filled", "乙甲"), ("created_at:on:today", "丙乙甲"),
        ("created_at:before:today", ""), ("need:has:白茶", "乙"), ("need_status:in:unmet", "乙"), ("family:has:配偶", "甲"), ("family:has:李雷", "甲"), ("family:is:李", ""), ("family:empty", "丙乙"),
        ("contact:has:沈", "甲"), ("contact_position:is:店长", "甲"), ("contact_role:in:decision", "甲"), ("contact_role:not:decision", "丙乙"), ("total_spend:more:100", "甲"),
        ("total_spend:between:5,20", "乙"), ("total_spend:empty", "丙"), ("order_count:more:6", "甲"), ("stage:in:decline", "甲"), ("risk_level:in:high", "甲"), ("risk_level:empty", "丙乙"), ("value_class:in:high,middle", "甲"), ("value_class:not:high", "丙乙"),
        ("next_order_due_on:before:today", "甲"), ("next_order_due_on:last:30", "甲"), ("next_order_due_on:after:2026-09-01", ""),
        ("neglected:yes", "甲"), ("neglected:no", "丙乙"), ("region:has:浙", "甲"), ("home_town:is:无锡", "甲"), ("association:filled", "甲"),
        ("salutation:has:老师", "甲"), ("country:is:中国", "甲"), ("remark:has:常来", "甲"), ("manner_do:has:店名", "甲"),
        ("income_recorded_on:on:today", "甲"), ("promise:has:两罐", "乙"), ("promise_due_on:before:today", "乙"), ("note:has:留学", "乙"),
        ("project:has:新店", "甲"), ("project_stage:is:招标", "甲"), ("repurchase_on:next:30", "甲"),
    ],
)  # fmt: skip
def test_a_filter_keeps_whom_it_says(code, who, three, boss, as_user):
    boss.team = three[0].owner.team
    boss.save()
    expected = sorted(who) if code != "owner:in:me" else []
    assert found(boss, code) == expected
    if not code.startswith(("owner:in", "team:")):
        assert sorted(names(as_user(boss), "?" + urlencode({"f": code}))) == expected


def test_conditions_add_up(three, lin):
    assert found(lin, "tag:in:老客户", "value_class:in:high") == ["甲"]
    assert found(lin, "owner:in:me", "phone:empty", "tag:filled") == ["乙"]


@pytest.mark.covers("DB-13")
def test_customers_are_filtered_by_the_source_of_a_fact(three, lin):
    Fact.objects.create(
        customer=three[1],
        field="city",
        value="宁波",
        source="survey",
        collected_on=clock.today(),
        recorded_at=clock.now(),
    )
    assert found(lin, "source:in:survey") == ["乙"]


@pytest.mark.covers("DB-21")
@pytest.mark.parametrize(
    ("type", "values", "code", "who"),
    [
        ("text", ("清淡", "辣"), "custom.own:has:清", "甲"), ("number", (100, 20), "custom.own:more:50", "甲"),
        ("number", ("99.5", 20), "custom.own:between:20,99.5", "乙甲"), ("date", ("2026-01-01", "2027-01-01"), "custom.own:before:today", "甲"),
        ("choice", ("a", "b"), "custom.own:in:a", "甲"), ("choices", (["a", "b"], ["c"]), "custom.own:in:b,c", "乙甲"),
        ("boolean", (True, False), "custom.own:yes", "甲"), ("text", ("x", "y"), "custom.own:empty", "丙"),
    ],
)  # fmt: skip
def test_fields_of_the_firms_own_are_filtered_by_their_type(type, values, code, who, three, lin):
    CustomField.objects.create(key="own", label_en="Own", type=type, options=["a", "b", "c"])
    for customer, value in zip(three, values, strict=True):
        Customer.objects.filter(pk=customer.pk).update(custom={"own": value})
    assert found(lin, code) == sorted(who)


@pytest.mark.parametrize(
    "code",
    ["owner__password:has:x", "user__password:is:x", "name:regex:.*", "name__regex:has:x", "deleted_at:empty", "password:has:x", "name", "",
     "name:has:", "value_class:in:platinum", "total_spend:more:much", "total_spend:more:NaN", "total_spend:between:1",
     "next_order_due_on:before:tomorrowish", "next_order_due_on:last:-5", "owner:in:1;drop", "custom.own:has:x", "created_at:before:0000-00-00",
     "age:more:9999999999", "custom:has:x", "name:has:\0", "contacted_on:last:99999999"],
)  # fmt: skip
def test_what_cannot_be_filtered_by_is_refused_with_a_sentence(code, as_user, lin, wang):
    response = as_user(lin).get("/customers/", {"f": code})
    if code == "":
        assert response.status_code == 200
        return
    assert response.status_code == 400
    assert "password" not in response.content.decode() or "cannot be filtered by" in response.content.decode()


@pytest.mark.parametrize(
    "code",
    [
        "income_band:in:high",
        "personality:in:重价格",
        "community:has:西",
        "family:has:配偶",
        "credit_grade:filled",
        "financial_situation:filled",
    ],
)
def test_who_may_not_see_sensitive_fields_cannot_count_by_them(code, as_user, lin, boss, three):
    assert as_user(lin).get("/customers/", {"f": code}).status_code == 400
    assert as_user(boss).get("/customers/", {"f": code}).status_code == 200


@pytest.mark.parametrize(
    ("code", "label", "says"),
    [
        ("next_order_due_on:before:today", "Due by own rhythm", "before today"), ("value_class:in:middle,high", "Value class", "is High value or Middle value"),
        ("created_at:last:30", "Added on", "in the last 30 days"), ("total_spend:between:10,20", "Total spend", "from ¥10 to ¥20"),
        ("city:empty", "City", "is not known"), ("owner:in:me", "Owner", "is me"), ("next_order_due_on:after:-30d", "Due by own rhythm", "after 30 days ago"),
    ],
)  # fmt: skip
def test_a_filter_reads_as_a_sentence(code, label, says, lin, morning):
    (chosen,) = filtering.Filters(lin, [code]).chosen
    assert (str(chosen.label), str(chosen.says)) == (label, says)


def test_one_meaning_has_one_address(lin):
    assert filtering.Filters(lin, ["value_class:in:low,high,low"]).codes == ["value_class:in:high,low"]
    odd = r"tag:in:a\,b,c\\d"
    assert filtering.Filters(lin, [odd]).chosen[0].values == ("a,b", r"c\d")
    assert filtering.Filters(lin, [odd]).codes == [odd]


def test_a_condition_is_added_changed_and_removed_without_script(as_user, lin, wang):
    client = as_user(lin)
    assert 'name="add"' in client.get("/customers/?add=").content.decode()
    assert 'name="op"' in client.get("/customers/?add=stage").content.decode()
    added = client.get(
        "/customers/conditions/",
        {"sort": "city", "field": "stage", "op": "in", "value": ["growth", "decline"]},
    )
    assert added.url == "/customers/?f=stage:in:growth,decline&sort=city"
    changed = client.get(
        "/customers/conditions/", {"f": "stage:in:growth", "place": "0", "field": "stage", "op": "filled"}
    )
    assert changed.url == "/customers/?f=stage:filled"
    page = client.get("/customers/?f=stage:filled&f=city:empty").content.decode()
    assert 'href="?f=city:empty"' in page
    assert (
        client.get("/customers/conditions/", {"field": "password", "op": "has", "value": "x"}).status_code
        == 400
    )


def test_days_are_days_of_the_firm(three, lin):
    """23:30 on the 27th in Shanghai is 15:30 UTC."""
    Customer.objects.filter(name="甲").update(
        created_at=datetime(2026, 9, 27, 15, 30, tzinfo=clock.now().tzinfo)
    )
    Customer.objects.filter(name="乙").update(
        created_at=datetime(2026, 9, 27, 16, 0, tzinfo=clock.now().tzinfo)
    )
    assert found(lin, "created_at:on:2026-09-27") == ["甲"]
    assert found(lin, "created_at:after:2026-09-27") == sorted(["乙", "丙"])


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("今天", "today"),
        ("Today", "today"),
        ("30 天前", "-30d"),
        ("30天前", "-30d"),
        ("7 days ago", "-7d"),
        ("in 7 days", "+7d"),
        ("7 天后", "+7d"),
        ("2026-09-28", "2026-09-28"),
    ],
)
def test_a_day_is_typed_as_it_is_said(said, code, as_user, lin):
    query = {"field": "created_at", "op": "before", "value": said}
    assert (
        as_user(lin).get("/customers/conditions/", query).url
        == f"/customers/?f=created_at:before:{code.replace('+', '%2B')}"
    )
