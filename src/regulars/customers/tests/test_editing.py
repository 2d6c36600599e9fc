"""Adding and changing a customer."""

import re
from datetime import date

import pytest

from regulars.core.models import AuditEvent
from regulars.customers import birthdays
from regulars.customers.completeness import completeness
from regulars.customers.editing import ChangedMeanwhile, save_customer
from regulars.customers.models import Customer, CustomField, Fact
from regulars.customers.tests.test_searching import found

ELEVEN = {
    "kind": "person", "name": "沈志远", "gender": "male", "hobbies": ["arts", "sports", "drinking", "mahjong", "other"], "hobby_text": "钓鱼",
    "personality": ["重价格", "犹豫"], "other_personality": "爱热闹", "day_calendar": "lunar", "day_month": "8", "day_day": "15", "day_year": "1980",
    "occupation": "教师", "income_band": "high", "phones": "138 0000 1234\n0571-8888 6666", "source": "conversation", "collected_on": "2026-09-01",
}  # fmt: skip


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", "", answer.content.decode()).split())


def opened(client, customer):
    page = client.get(f"/customers/{customer.pk}/edit/").content.decode()
    values = dict(re.findall(r'<input type="hidden" name="(opened)" value="([^"]+)"', page))
    form = {
        "kind": customer.kind, "name": customer.name, "day_calendar": customer.day_calendar, "city": customer.city, "company": customer.company,
        "phones": "\n".join(p.value for p in customer.contact_points.filter(kind="phone")),
        "emails": "\n".join(p.value for p in customer.contact_points.filter(kind="email")),
    }  # fmt: skip
    return form | values


@pytest.mark.covers("DB-01", "DB-03", "DB-09", "DB-13", "DB-20")
def test_all_fields_of_a_new_customer_are_kept_with_source_day_and_collector(as_user, boss, morning):
    response = as_user(boss).post("/customers/new/", ELEVEN)
    customer = Customer.objects.get()
    assert response.url == f"/customers/{customer.pk}/"
    assert (customer.name, customer.pinyin, customer.gender, customer.owner) == (
        "沈志远",
        "shen zhi yuan",
        "male",
        boss,
    )
    assert customer.hobbies == ["arts", "sports", "drinking", "mahjong", "other"]
    assert customer.personality == ["重价格", "犹豫", "爱热闹"]
    assert birthdays.birth_date(customer) == date(1980, 9, 23)
    assert birthdays.age_of(customer) == 46
    assert customer.income_recorded_on == date(2026, 9, 28)
    assert list(customer.contact_points.values_list("value", "normalised", "is_primary").order_by("pk")) == [
        ("138 0000 1234", "+8613800001234", True),
        ("0571-8888 6666", "+8657188886666", False),
    ]
    fact = Fact.objects.get(field="occupation")
    assert (fact.value, fact.previous, fact.source, fact.collected_on, fact.collected_by) == (
        "教师", None, "conversation", date(2026, 9, 1), "Zheng Qiuyun",
    )  # fmt: skip
    assert Fact.objects.get(field="hobbies").value == customer.hobbies
    origins = Fact.objects.values_list("source", "collected_on", "collected_by").distinct()
    assert list(origins) == [("conversation", date(2026, 9, 1), "Zheng Qiuyun")]
    page = as_user(boss).get(f"/customers/{customer.pk}/").content.decode()
    assert '<dd title="Past conversation, 2026-09-01, Zheng Qiuyun"><bdi>教师</bdi>' in page
    assert AuditEvent.objects.get(verb="customer.created").sentence == "Zheng Qiuyun added 沈志远."
    assert found(boss, "szy") == found(boss, "6666") == ["沈志远"]


@pytest.mark.covers("DB-13")
def test_sources_are_exactly_nine_in_the_words_of_the_trade(as_user, boss):
    boss.language = "zh-hans"
    boss.save()
    page = as_user(boss).get("/customers/new/").content.decode()
    offered = re.search(
        r'<select[^>]* name="source".*?</select>|<select name="source".*?</select>', page, re.S
    )
    assert re.findall(r'<option value="(\w+)"[^>]*>(.*?)</option>', offered[0]) == [
        ("market_research", "市场调研"), ("conversation", "过往交流"), ("outdoor_event", "户外活动"),
        ("past_project", "过往项目"), ("survey", "问卷调查"), ("feedback", "客户反馈"),
        ("service_record", "客户服务记录"), ("social_media", "社交媒体监测"), ("sales_data", "销售数据"),
    ]  # fmt: skip


@pytest.mark.covers("DB-09")
def test_hobbies_are_exactly_five_in_the_words_of_the_trade(as_user, boss):
    boss.language = "zh-hans"
    boss.save()
    page = as_user(boss).get("/customers/new/").content.decode()
    assert re.findall(r'name="hobbies" value="(\w+)"', page) == [
        "arts",
        "sports",
        "drinking",
        "mahjong",
        "other",
    ]
    shown = re.search(r'<div id="id_hobbies".*?</div>\s*</div>\s*</div>', page, re.DOTALL) or re.search(
        "文艺.*其它", page, re.DOTALL
    )
    assert re.findall("文艺|体育|喝酒|麻将|其它", shown[0]) == ["文艺", "体育", "喝酒", "麻将", "其它"]


@pytest.mark.covers("DB-25", "DB-04")
def test_a_change_keeps_what_was_before_and_who_changed_it(as_user, boss, wang, morning):
    client = as_user(boss)
    client.post(
        f"/customers/{wang.pk}/edit/",
        opened(client, wang) | {"city": "宁波", "income_band": "middle", "source": "survey"},
    )
    wang.refresh_from_db()
    assert (wang.city, wang.income_band, wang.income_recorded_on, wang.version) == (
        "宁波",
        "middle",
        date(2026, 9, 28),
        2,
    )
    facts = (
        Fact.objects.filter(source="survey")
        .order_by("field")
        .values_list("field", "value", "previous", "recorded_by")
    )
    assert list(facts) == [("city", "宁波", "杭州", boss.pk), ("income_band", "middle", "", boss.pk)]
    assert AuditEvent.objects.get(verb="customer.changed").data["fields"] == ["Income band", "City"]
    assert found(boss, "宁波") == ["王小明"]
    assert found(boss, "杭州") == []


def test_saving_what_is_there_changes_nothing(as_user, boss, wang):
    client = as_user(boss)
    facts = Fact.objects.count()
    client.post(f"/customers/{wang.pk}/edit/", opened(client, wang))
    wang.refresh_from_db()
    assert (wang.version, Fact.objects.count()) == (1, facts)


def test_a_remark_has_to_fit_into_a_cell(as_user, boss, wang):
    client = as_user(boss)
    response = client.post(f"/customers/{wang.pk}/edit/", opened(client, wang) | {"remark": "x" * 10_001})
    assert response.status_code == 422
    assert "at most 10000 characters" in response.content.decode()
    wang.refresh_from_db()
    assert wang.remark == ""


def test_the_second_of_two_sees_the_difference_and_overwrites_nothing(as_user, boss, lin, wang):
    client = as_user(boss)
    form = opened(client, wang)
    save_customer(wang, {"city": "苏州", "occupation": "医生"}, by=lin)
    response = client.post(f"/customers/{wang.pk}/edit/", form | {"city": "宁波", "industry": "茶"})
    page = response.content.decode()
    assert response.status_code == 409
    differences = re.search(r'id="differences".*?</table>', page, re.DOTALL)[0]
    rows = re.findall(
        r'<th scope="row">(.*?)</th><td><bdi>(.*?)</bdi></td><td><bdi>(.*?)</bdi></td>', differences
    )
    assert sorted(rows) == [("City", "苏州", "宁波"), ("Occupation", "医生", "医生")]
    wang.refresh_from_db()
    assert (wang.city, wang.occupation, wang.industry) == ("苏州", "医生", "")
    again = dict(re.findall(r'name="(opened)" value="([^"]+)"', page))
    assert 'name="occupation" value="医生"' in page
    assert 'name="city" value="宁波"' in page
    client.post(
        f"/customers/{wang.pk}/edit/", form | again | {"city": "宁波", "industry": "茶", "occupation": "医生"}
    )
    wang.refresh_from_db()
    assert (wang.city, wang.occupation, wang.industry) == ("宁波", "医生", "茶")


def test_a_stale_version_is_refused_below_the_page_too(wang, lin):
    save_customer(wang, {"city": "苏州"}, by=lin, version=1)
    with pytest.raises(ChangedMeanwhile):
        save_customer(wang, {"city": "上海"}, by=lin, version=1)
    wang.refresh_from_db()
    assert wang.city == "苏州"


def test_a_form_of_another_customer_is_refused(as_user, boss, wang, shan):
    client = as_user(boss)
    other = opened(client, shan)["opened"]
    response = client.post(
        f"/customers/{wang.pk}/edit/", opened(client, wang) | {"opened": other, "city": "上海"}
    )
    wang.refresh_from_db()
    assert (response.status_code, wang.city) == (400, "杭州")


@pytest.mark.covers("DB-02")
def test_age_follows_from_the_birthday_and_never_contradicts_it(add, boss, morning):
    customer = add("罗美玲", owner=boss, age_given=30)
    assert birthdays.age_of(customer) == 30
    save_customer(customer, {"day_year": 1990, "day_month": 9, "day_day": 29, "age_given": 50}, by=boss)
    assert (customer.age_given, birthdays.age_of(customer)) == (None, 35)
    assert birthdays.age_of(customer, on=date(2026, 9, 29)) == 36


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"day_month": "2", "day_day": "30"}, "This day does not exist."), ({"day_month": "2", "day_day": "29", "day_year": "1999"}, "This day does not exist."),
        ({"day_month": "2"}, "A birthday needs its month and its day."), ({"day_calendar": "lunar", "day_month": "2", "day_day": "31"}, "at most 30 days"),
        ({"phones": "12"}, "phone"), ({"emails": "a@"}, "e-mail"), ({"name": ""}, "required"), ({"collected_on": "2199-01-01"}, "still to come"),
        ({"hobbies": ["chess"]}, "chess"), ({"code": "K1"}, "Another customer has this number"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_kept(fields, sentence, as_user, lin, add):
    add("有编号", owner=lin, code="K1")
    response = as_user(lin).post(
        "/customers/new/", {"kind": "person", "name": "新客", "day_calendar": "solar"} | fields
    )
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Customer.objects.count() == 1


def test_a_birthday_without_its_year_on_the_leap_day_is_kept(as_user, lin):
    as_user(lin).post(
        "/customers/new/",
        {"kind": "person", "name": "新客", "day_calendar": "solar", "day_month": "2", "day_day": "29"},
    )
    customer = Customer.objects.get()
    assert (customer.day_month, customer.day_day, customer.day_year, birthdays.age_of(customer)) == (
        2,
        29,
        None,
        None,
    )


SENSITIVE = ("income_band", "personality", "other_personality", "community", "home_town", "association", "financial_situation", "credit_grade", "credit_limit")  # fmt: skip


def test_sensitive_fields_are_neither_shown_nor_written_without_the_right(as_user, lin, wang, boss):
    save_customer(wang, {"income_band": "high", "personality": ["重面子"]}, by=boss)
    client = as_user(lin)
    page = client.get(f"/customers/{wang.pk}/edit/").content.decode()
    assert [name for name in SENSITIVE if f'name="{name}"' in page] == []
    client.post(
        f"/customers/{wang.pk}/edit/",
        opened(client, wang) | {"income_band": "low", "credit_limit": "9", "city": "上海"},
    )
    wang.refresh_from_db()
    assert (wang.city, wang.income_band, wang.credit_limit) == ("上海", "high", None)


def test_looking_at_sensitive_fields_is_logged_once_a_page(as_user, boss, wang):
    save_customer(wang, {"income_band": "high", "personality": ["重面子"]}, by=boss)
    as_user(boss).get(f"/customers/{wang.pk}/edit/")
    event = AuditEvent.objects.get(verb="customer.viewed_sensitive")
    assert (
        event.sentence
        == "Zheng Qiuyun looked at sensitive fields of 王小明: Income band, Income recorded on, Personality."
    )


def test_a_colleague_who_enters_the_same_phone_is_told_who_owns_it(as_user, wei, sun, wang):
    client = as_user(sun)
    form = {"kind": "person", "name": "小王", "day_calendar": "solar", "phones": "+86 13800001234"}
    page = client.post("/customers/new/", form).content.decode()
    assert "+86 13800001234 belongs to a customer already. Owner: Lin Xiaotong." in page
    assert "王小明" not in page
    assert client.post("/customers/new/", form | {"is_shared_phone": "1"}).status_code == 422
    assert Customer.objects.count() == 1
    event = AuditEvent.objects.filter(verb="customer.phone_clash").last()
    assert event.sentence == "Sun Li entered a phone of 王小明, who belongs to Lin Xiaotong."


def test_who_sees_both_may_say_that_two_share_a_phone(as_user, lin, wang):
    client = as_user(lin)
    form = {"kind": "person", "name": "王小明的太太", "day_calendar": "solar", "phones": "13800001234"}
    refused = client.post("/customers/new/", form)
    assert refused.status_code == 422
    assert "13800001234 belongs to 王小明 already. Owner: Lin Xiaotong." in refused.content.decode()
    client.post("/customers/new/", form | {"is_shared_phone": "1"})
    assert Customer.objects.filter(contact_points__normalised="+8613800001234").count() == 2


@pytest.mark.covers("DB-21")
def test_a_field_of_the_firms_own_is_added_without_code_and_filled(as_user, boss, wang):
    client = as_user(boss)
    client.post(
        "/customers/fields/new/",
        {
            "key": "diet",
            "label_en": "Diet",
            "label_zh": "饮食偏好",
            "type": "choice",
            "options": "清淡\n麻辣",
            "is_active": "on",
        },
    )
    assert CustomField.objects.get().options == ["清淡", "麻辣"]
    client.post(f"/customers/{wang.pk}/edit/", opened(client, wang) | {"own_diet": "清淡"})
    wang.refresh_from_db()
    assert wang.custom == {"diet": "清淡"}
    assert (
        client.post(f"/customers/{wang.pk}/edit/", opened(client, wang) | {"own_diet": "甜"}).status_code
        == 422
    )
    page = client.get(
        "/customers/?columns=custom.diet&sort=custom.diet&f=custom.diet:in:清淡"
    ).content.decode()
    assert "<bdi>清淡</bdi>" in page


def test_own_fields_are_for_administrators(as_user, manager, lin):
    for url in ("/customers/fields/", "/customers/fields/new/", "/customers/collection-plan/"):
        assert as_user(manager).get(url).status_code == as_user(lin).get(url).status_code == 403


@pytest.mark.covers("DB-14")
def test_the_plan_says_what_is_collected_where_and_the_page_what_is_missing(as_user, boss, wang):
    assert (completeness(wang, boss).percent, len(completeness(wang, boss).missing)) == (25, 9)
    client = as_user(boss)
    client.post(
        "/customers/collection-plan/",
        {"rule": ["order:address", "consultation:gender", "consultation:occupation", "order:evil"]},
    )
    ticked = re.findall(
        r'name="rule" value="(\S+)" checked', client.get("/customers/collection-plan/").content.decode()
    )
    assert sorted(ticked) == ["consultation:gender", "consultation:occupation", "order:address"]
    shown = text_of(client.get(f"/customers/{wang.pk}/"))
    assert (
        "23% complete. Missing: Gender, Birthday or age, Hobbies, Personality, Family, Occupation, Income band, "
        "Preferred channel, How they found us, Address"
    ) in shown
    assert "To ask at “Consultation”: Gender, OccupationTo ask at “Order”: Address Show sources" in shown
    assert AuditEvent.objects.filter(verb="collection_rule.changed").count() == 2
    save_customer(wang, {"gender": "male", "occupation": "teacher"}, by=boss)
    shown = text_of(client.get(f"/customers/{wang.pk}/"))
    assert "38% complete." in shown
    assert "To ask at “Consultation”" not in shown


def test_read_only_people_and_other_teams_change_nothing(as_user, reader, wei, wang):
    assert as_user(reader).get("/customers/new/").status_code == 403
    assert as_user(reader).post("/customers/new/", ELEVEN).status_code == 403
    assert as_user(wei).get(f"/customers/{wang.pk}/edit/").status_code == 404
    assert as_user(wei).post(f"/customers/{wang.pk}/edit/", {"name": "x"}).status_code == 404
    assert Customer.objects.get().name == "王小明"


def test_a_long_form_folds_what_is_empty_and_marks_what_must_be_filled_in(as_user, boss, add, morning):
    customer = add("沈志远", owner=boss, occupation="教师")
    page = as_user(boss).get(f"/customers/{customer.pk}/edit/").content.decode()
    parts = re.findall(r'<details class="card section fold"( open)?><summary[^>]*><h2>([^<]+)</h2>', page)
    assert [title for is_open, title in parts if is_open] == [
        "Who this is",
        "How to reach them",
        "Work and income",
    ]
    assert "Birthday and age" in [title for is_open, title in parts if not is_open]
    assert (page.count(">required</small>"), page.count(">optional</small>")) == (1, 0)


def test_a_folded_part_opens_when_something_in_it_is_wrong(as_user, boss, morning):
    page = as_user(boss).post(
        "/customers/new/", {"kind": "person", "name": "沈志远", "day_month": "2", "day_calendar": "solar"}
    )
    assert (
        '<details class="card section fold" open><summary class="section-head"><h2>Birthday and age'
        in page.content.decode()
    )
    assert not Customer.objects.exists()
