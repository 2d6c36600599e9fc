"""The eleven fields of a customer's record, each created, shown, changed, found and exported through pages."""

import io
import re
from urllib.parse import urlencode

import openpyxl
import pytest

from regulars.customers.models import Customer, FamilyEvent
from regulars.insights.tests.shop import buys

pytestmark = pytest.mark.django_db

CREATED = {
    "kind": "person", "name": "沈志远", "gender": "male", "hobbies": ["arts", "mahjong"], "hobby_text": "钓鱼", "personality": ["重价格"],
    "day_calendar": "solar", "day_year": "1980", "day_month": "8", "day_day": "15", "occupation": "教师", "income_band": "middle",
    "phones": "138 0000 1234",
}  # fmt: skip
CHANGED = {
    "name": "沈志高", "gender": "female", "hobbies": ["sports", "drinking", "other"], "hobby_text": "书法", "personality": ["犹豫"],
    "day_year": "1979", "day_month": "11", "day_day": "6", "occupation": "医生", "income_band": "high", "phones": "139 8888 7766",
}  # fmt: skip
SHOWN_AT_FIRST = ("沈志远", "Male", "Arts, Mahjong, 钓鱼", "Minds the price", "1980-08-15, 46 years old", "教师", "Middle", "138 0000 1234", "配偶 李雷", "¥300")  # fmt: skip
SHOWN_THEN = ("沈志高", "Female", "Sports, Drinking, Other, 书法", "Hesitant", "1979-11-06, 46 years old", "医生", "High", "139 8888 7766", "配偶 韩梅", "¥400")  # fmt: skip
FOUND_BY = (
    "name:has:志高", "gender:in:female", "hobbies:in:drinking", "hobby_text:has:书法", "personality:in:犹豫", "age:between:46,46",
    "birthday_month:in:11", "family:has:配偶", "occupation:is:医生", "income_band:in:high", "phone:has:7766", "total_spend:equals:400",
    "order_count:equals:4",
)  # fmt: skip
NOT_ANY_MORE = (
    "name:has:志远",
    "hobbies:in:mahjong",
    "occupation:is:教师",
    "income_band:in:middle",
    "phone:has:1234",
)
EXPORTED = {
    "Name": "沈志高", "Gender": "Female", "Hobbies": "Sports, Drinking, Other", "Hobbies in words": "书法", "Personality": "Hesitant", "Age": 46,
    "Birthday": "1979-11-06", "Family": "配偶 韩梅", "Occupation": "医生", "Income band": "High", "Phone": "139 8888 7766", "Total spend": 400,
    "Orders": 4, "First order": "2026-03-01", "Last order": "2026-09-20",
}  # fmt: skip


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", "", answer.content.decode()).split())


def listed(client, condition):
    html = client.get("/customers/?" + urlencode({"f": condition})).content.decode()
    return re.findall(r'class="name" href="[^"]+"><bdi>(.*?)</bdi>', html)


@pytest.mark.covers("DB-01", "DB-05")
def test_each_of_the_eleven_fields_is_created_shown_changed_found_and_exported(
    client, boss, morning, refresh
):
    client.force_login(boss)
    client.post("/customers/new/", CREATED)
    customer = Customer.objects.get()
    page = f"/customers/{customer.pk}/"
    client.post(f"{page}add/family/", {"relation": "配偶", "name": "李雷", "day_calendar": "solar"})
    buys(customer, "2026-03-01", "2026-05-01", "2026-09-20")
    refresh()
    shown = text_of(client.get(page))
    assert [words for words in SHOWN_AT_FIRST if words not in shown] == []

    opened = re.search(r'name="opened" value="([^"]+)"', client.get(f"{page}edit/").content.decode())[1]
    assert client.post(f"{page}edit/", CREATED | CHANGED | {"opened": opened}).status_code == 302
    wife = FamilyEvent.objects.get()
    form = client.get(f"/customers/records/family/{wife.pk}/").context["form"]
    given = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    client.post(f"/customers/records/family/{wife.pk}/", given | {"name": "韩梅"})
    buys(customer, "2026-07-01")
    refresh()
    shown = text_of(client.get(page))
    assert [words for words in SHOWN_THEN if words not in shown] == []

    assert {condition: listed(client, condition) for condition in FOUND_BY} == {
        each: ["沈志高"] for each in FOUND_BY
    }
    assert [condition for condition in NOT_ANY_MORE if listed(client, condition)] == []
    book = client.post("/customers/export/", {"format": "xlsx"}).getvalue()
    header, row = openpyxl.load_workbook(io.BytesIO(book)).active.values
    told = dict(zip(header, row, strict=True))
    days = {name: str(told[name])[:10] for name in ("First order", "Last order")}
    assert {name: (told | days)[name] for name in EXPORTED} == EXPORTED
