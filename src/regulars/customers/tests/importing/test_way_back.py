"""A list that was exported comes in again and changes nothing."""

import pytest
from django.urls import reverse
from django.utils import translation

from regulars.customers.importing import engine
from regulars.customers.models import Customer
from regulars.customers.tests.importing.files import applied, received, verdicts

pytestmark = pytest.mark.django_db

MEMBERS = """会员号,姓名,手机,备用电话,邮箱,性别,生日,爱好,标签,城市,信用额度,客户类型,年龄,职业,行业,负责人
0017,王秀兰,13800138000,0571-87654321转8,wang@example.com,女,1968-02-11,"文艺、麻将",VIP,绍兴,5000,个人,58,=cmd,餐饮,Lin Xiaotong
0018,何静,139 0013 9000,,,女,农历八月十五,体育,"老客户、VIP",杭州,,,,,,
0019,=SUM(A1),13700137000,,,,农历1990年闰五月初三,,,杭州,12.50,企业,,,+86,
0020,@甲,13600136000,,,,5月6日,,-1+1,杭州,,,41,,,
"""


@pytest.fixture(autouse=True)
def _files(settings, tmp_path, morning):
    settings.REGULARS_FILES = tmp_path


def exported(client, format):
    response = client.post(reverse("customers:export"), {"format": format})
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_an_exported_list_imports_again_to_identical_values(client, boss, lin, format, language):
    boss.language = language
    boss.save()
    client.force_login(boss)
    assert verdicts(applied(MEMBERS, by=boss)) == {"new": 4}
    before = list(Customer.objects.order_by("pk").values())
    content = exported(client, format)
    with translation.override(language):
        again = received(content, name=f"customers.{format}", by=boss)
        engine.apply(again)
    assert (verdicts(again), again.examples) == ({"same": 4}, [])
    assert list(Customer.objects.order_by("pk").values()) == before


def test_a_birthday_told_without_its_year_does_not_take_the_year_away():
    applied("会员号,生日\nA,1968-02-11\nB,农历1968-08-15\nC,1968-02-11\n")
    run = applied("会员号,生日\nA,2月11日\nB,农历八月十五\nC,2月12日\n")
    assert verdicts(run) == {"same": 2, "changed": 1}
    days = Customer.objects.order_by("code").values_list("day_year", "day_month", "day_day", "day_calendar")
    assert list(days) == [(1968, 2, 11, "solar"), (1968, 8, 15, "lunar"), (None, 2, 12, "solar")]
