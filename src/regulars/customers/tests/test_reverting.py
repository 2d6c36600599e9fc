"""Mistakes in the profile are taken back: the field is again what it was before."""

import re
from datetime import date

import pytest

from regulars.core import clock
from regulars.customers.contact_points import read
from regulars.customers.editing import save_customer
from regulars.customers.models import Customer, CustomField, Fact
from regulars.customers.tests.test_searching import found


def sources(client, customer):
    html = client.get(f"/customers/{customer.pk}/facts/").content.decode()
    return re.findall(r'action="(/customers/facts/\d+/take-back/)"', html)


@pytest.mark.covers("DB-25")
def test_a_mistake_is_taken_back_and_both_changes_stay_in_the_history(as_user, lin, wang, morning):
    save_customer(wang, {"city": "宁波"}, by=lin, source="survey")
    client = as_user(lin)
    (address,) = sources(client, wang)
    html = client.post(address, follow=True).content.decode()
    assert "City is again what it was before." in html
    wang.refresh_from_db()
    assert (wang.city, wang.version) == ("杭州", 3)
    assert found(lin, "宁波") == []
    past = Fact.objects.filter(customer=wang, field="city").order_by("pk").values_list("previous", "value")
    assert list(past) == [(None, "杭州"), ("杭州", "宁波"), ("宁波", "杭州")]
    assert "City was changed since." in client.post(address, follow=True).content.decode()
    wang.refresh_from_db()
    assert wang.city == "杭州"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"hobbies": ["arts"]}, {"hobbies": ["sports", "other"]}), ({"credit_limit": 5000}, {"credit_limit": 50}),
        ({"personality": ["重价格"]}, {"personality": []}), ({"custom.diet": "辣"}, {"custom.diet": "清淡"}),
        ({"name": "王小明"}, {"name": "王晓明"}), ({"day_month": 5, "day_day": 4, "day_year": 1980}, {"day_month": 6, "day_day": 30}),
    ],
)  # fmt: skip
def test_a_field_of_any_kind_goes_back(before, after, as_user, boss, wang, morning):
    CustomField.objects.create(key="diet", label_en="Diet")
    save_customer(wang, before, by=boss)
    was = Customer.objects.values().get(pk=wang.pk)
    with clock.at(morning.replace(hour=3)):
        save_customer(wang, after, by=boss)
        client = as_user(boss)
        client.post(sources(client, wang)[0])
    now = Customer.objects.values().get(pk=wang.pk)
    assert {name for name in was if was[name] != now[name]} == {"version", "updated_at"}


@pytest.mark.covers("DB-25", "DB-04")
def test_an_income_taken_back_is_as_old_as_it_was(as_user, boss, wang, morning):
    with clock.at(morning.replace(month=1)):
        save_customer(wang, {"income_band": "middle"}, by=boss)
    save_customer(wang, {"income_band": "very_high"}, by=boss)
    client = as_user(boss)
    client.post(sources(client, wang)[0])
    wang.refresh_from_db()
    assert (wang.income_band, wang.income_recorded_on) == ("middle", date(2026, 1, 28))


def test_a_phone_that_belongs_to_somebody_else_meanwhile_does_not_come_back(
    as_user, lin, wang, shan, morning
):
    save_customer(wang, {"phones": [read("phone", "13700000000")]}, by=lin)
    save_customer(shan, {"phones": [read("phone", "13800001234")]}, by=lin)
    client = as_user(lin)
    html = client.post(sources(client, wang)[0], follow=True).content.decode()
    assert "belongs to 单雄信 already" in html
    assert [point.value for point in wang.contact_points.filter(kind="phone")] == ["13700000000"]


def test_who_may_not_write_or_not_see_takes_nothing_back(as_user, boss, lin, reader, wei, wang, morning):
    save_customer(wang, {"home_town": "Wuxi"}, by=boss)
    save_customer(wang, {"home_town": "Suzhou"}, by=boss)
    (address,) = sources(as_user(boss), wang)
    for person, status in ((lin, 403), (reader, 403), (wei, 404)):
        assert sources(as_user(person), wang) == [] if person != wei else True
        assert as_user(person).post(address).status_code == status
    wang.refresh_from_db()
    assert wang.home_town == "Suzhou"
