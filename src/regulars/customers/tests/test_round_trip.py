"""An export is a file this program takes in again, and nothing is different afterwards."""

import csv
import io
from datetime import time

import pytest

from regulars.customers.models import ContactPoint, Customer, CustomField, FamilyEvent
from regulars.customers.tests.importing.files import applied, checked, reasons, verdicts

EVERYTHING = {
    "code": "0017", "kind": "person", "salutation": "王老师", "gender": "female", "hobbies": ["arts", "mahjong"], "hobby_text": "书法、徒步",
    "personality": ["重面子", "爱热闹"], "occupation": "医生", "company": "第一医院", "industry": "医疗", "income_band": "upper_middle",
    "country": "中国", "city": "杭州", "address": "西湖区, 文三路 1 号", "community": "西溪", "region": "浙西", "home_town": "无锡", "association": "商会",
    "acquisition_source": "朋友推荐", "department": "service", "remark": "第一行\n第二行", "preferred_channel": "wechat", "preferred_from": time(15),
    "preferred_until": time(18, 30), "do_not_contact": True, "manner_do": "先报店名", "manner_dont": "不群发", "financial_situation": "良好",
    "credit_grade": "A", "credit_limit": 5000, "payment_term_days": 30,
}  # fmt: skip
FORMULAS = {
    "name": "=cmd|'/c calc'!A0",
    "city": "@SUM(1)",
    "address": "-2+3",
    "remark": "'quoted",
    "occupation": "+86",
}


@pytest.fixture
def several(add, boss, morning):
    CustomField.objects.create(key="diet", label_zh="饮食偏好", label_en="Diet")
    whole = add(
        "王秀兰", owner=boss, phones=["138 0000 1234", "0571-8888 6666", "139 0000 5678", "137 0000 1111"],
        emails=["wang@example.cn", "lan@example.cn"], tags=["VIP", "老客户"],
        day_calendar="solar", day_year=1968, day_month=2, day_day=11, **EVERYTHING, **{"custom.diet": "清淡"},
    )  # fmt: skip
    for kind, value in (
        ("wechat", "13800001234"),
        ("wechat", "Lan：lan"),
        ("wechat", "秀兰 wx"),
        ("wecom", "wang_x"),
    ):
        ContactPoint.objects.create(customer=whole, kind=kind, value=value, normalised=value.lower())
    FamilyEvent.objects.create(customer=whole, relation="配偶", name="李雷")
    add(
        "何静", owner=boss, code="0018", phones=["13900139000"], day_calendar="lunar", day_month=8, day_day=15
    )
    add(
        "闰月",
        owner=boss,
        code="0019",
        day_calendar="lunar",
        day_year=1979,
        day_month=6,
        day_day=5,
        day_leap=True,
    )
    add("只知年龄", owner=boss, code="0020", age_given=41)
    add("年龄段", owner=boss, code="0021", age_band="25_34")
    add("观前书吧", owner=None, code="0022", kind="firm", phones=["0512-6512 3456"], credit_limit="0.50")
    add(
        FORMULAS["name"],
        owner=boss,
        code="=1+1",
        phones=["13700000001"],
        **{k: v for k, v in FORMULAS.items() if k != "name"},
    )
    return Customer.objects.count()


def exported(client, format):
    return client.post("/customers/export/", {"format": format}).getvalue()


def as_it_is():
    times = {
        "created_at",
        "created_by_id",
        "updated_at",
        "owner_since",
        "version",
        "id",
        "imported_on",
        "income_recorded_on",
        "age_given_on",
    }
    fields = [field.attname for field in Customer._meta.concrete_fields if field.attname not in times]
    rows = [
        dict(zip(fields, row, strict=True)) for row in Customer.objects.order_by("code").values_list(*fields)
    ]
    points = Customer.objects.order_by("code", "contact_points__kind", "contact_points__normalised")
    return rows, list(points.values_list("code", "contact_points__kind", "contact_points__value"))


@pytest.mark.covers("DB-01")
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_taking_an_export_in_again_changes_nothing(
    as_user, boss, several, settings, tmp_path, format, language
):
    settings.REGULARS_FILES = tmp_path
    boss.language = language
    boss.save()
    before = as_it_is()
    run = checked(exported(as_user(boss), format), by=boss, name=f"customers.{format}")
    assert reasons(run) == []
    assert verdicts(run) == {"same": several}
    assert as_it_is() == before


def test_a_third_phone_stands_after_its_kind_and_a_hand_may_write_it_too(
    as_user, boss, several, settings, tmp_path
):
    settings.REGULARS_FILES = tmp_path
    rows = list(csv.DictReader(io.StringIO(exported(as_user(boss), "csv").decode("utf-8-sig"))))
    cell = next(row["Further ways to reach"] for row in rows if row["Name"] == "王秀兰")
    assert cell == (
        "Phone: 139 0000 5678; Phone: 137 0000 1111; E-mail: lan@example.cn; "
        "WeChat: Lan：lan; WeChat: 秀兰 wx; WeCom: wang_x"
    )
    run = applied(
        "会员号,其他联系方式\n0018,手机：13600000000；he@example.cn;微信: he_j\n0019,电话：12\n", by=boss
    )
    assert (verdicts(run), reasons(run)) == ({"changed": 1, "error": 1}, [(3, "其他联系方式", "not_a_phone")])
    points = ContactPoint.objects.filter(customer__code="0018").order_by("kind", "pk")
    assert list(points.values_list("kind", "value", "normalised", "is_primary")) == [
        ("email", "he@example.cn", "he@example.cn", True),
        ("phone", "13900139000", "+8613900139000", True),
        ("phone", "13600000000", "+8613600000000", False),
        ("wechat", "he_j", "he_j", True),
    ]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_an_export_brings_lost_customers_back_as_they_were(
    as_user, boss, several, settings, tmp_path, format
):
    settings.REGULARS_FILES = tmp_path
    before, file = as_it_is(), exported(as_user(boss), format)
    Customer.objects.all().delete()
    run = applied(file, by=boss, name=f"customers.{format}")
    assert verdicts(run) == {"new": several}
    rows, points = as_it_is()
    now = [
        {name: (was, each[name]) for name, was in old.items() if each[name] != was}
        for old, each in zip(before[0], rows, strict=True)
    ]
    assert [each for each in now if each] == []
    assert points == before[1]
