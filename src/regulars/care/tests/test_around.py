"""Days of the family and birthdays of contacts call for a greeting, and tell no more than everybody may read."""

from datetime import date

import pytest

from regulars.care.models import CareTask, Play
from regulars.care.tests.shop import customer, refresh
from regulars.customers.models import Contact, FamilyEvent

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _only_days(db):
    """Nobody has been contacted so far, which would stand first on the cards."""
    Play.objects.create(code="contact_cadence", is_on=False)


def planned(play):
    """Who is to be greeted, and when."""
    tasks = CareTask.objects.filter(play=play, outcome="").order_by("due_on", "customer__name")
    return [(task.customer.name, task.due_on) for task in tasks]


@pytest.mark.covers("DB-03")
def test_a_day_of_the_family_noted_on_the_page_calls_for_a_greeting_some_days_before(
    client, morning, boss, lin
):
    zhou = customer(owner=lin)
    client.force_login(boss)
    for relation, name, month, day in (("Daughter", "Yu", "10", "1"), ("Wedding day", "", "10", "2")):
        given = {
            "relation": relation,
            "name": name,
            "day_calendar": "solar",
            "day_month": month,
            "day_day": day,
        }
        client.post(f"/customers/{zhou.pk}/add/family/", given | {"is_yearly": "on"})
    refresh()
    assert planned("family_day") == [("Zhou Wenbin", date(2026, 10, 1))]
    client.force_login(lin)
    card = client.get("/today/").content.decode().split("<ol>")[1]
    day = '<span class="nowrap">2026-10-01</span>'
    assert f'A day of the family on {day}, <b class="watch">in 3 days</b>.' in card
    assert "all the best" in card
    assert "Daughter" not in card
    assert "Yu" not in card
    refresh()
    assert CareTask.objects.filter(play="family_day").count() == 1


@pytest.mark.parametrize(
    ("told", "is_kept"),
    [
        ({"day_month": 9, "day_day": 30}, True),
        ({"day_month": 9, "day_day": 30, "day_year": 1999}, True),
        ({"day_month": 9, "day_day": 30, "day_year": 2027}, False),  # still to come
        ({"day_calendar": "lunar", "day_month": 8, "day_day": 20}, True),  # 30 September 2026
        ({"day_month": 9, "day_day": 30, "day_year": 2026, "is_yearly": False}, True),
        ({"day_month": 9, "day_day": 30, "day_year": 2020, "is_yearly": False}, False),
        ({"day_month": 9, "day_day": 30, "is_yearly": False}, False),
        ({"day_month": 10, "day_day": 2}, False),  # in four days
        ({}, False),
    ],
)
def test_a_day_is_kept_every_year_or_in_its_own_only(morning, told, is_kept):
    FamilyEvent.objects.create(customer=customer(), relation="Moving in", **told)
    refresh()
    assert planned("family_day") == ([("Zhou Wenbin", date(2026, 9, 30))] if is_kept else [])


def test_people_at_a_firm_are_greeted_by_their_own_name_while_they_are_there(client, morning, lin):
    teahouse = customer("Qinghefang Teahouse", owner=lin, kind="firm")
    born = {"customer": teahouse, "day_month": 9, "day_day": 30}
    Contact.objects.create(name="Chief Shen", relation_strength=5, customer=teahouse)
    Contact.objects.create(name="Clerk Zhuang", position="Tea master", **born)
    Contact.objects.create(name="Old Qian", left_on=date(2026, 1, 1), **born)
    refresh()
    assert planned("contact_birthday") == [("Qinghefang Teahouse", date(2026, 9, 30))]
    client.force_login(lin)
    html = client.get("/today/").content.decode()
    day = '<span class="nowrap">2026-09-30</span>'
    assert f'Birthday of Clerk Zhuang, Tea master, on {day}, <b class="watch">in 2 days</b>.' in html
    assert "Hello Clerk Zhuang. Happy birthday" in html


def test_who_asked_to_be_left_alone_gets_neither(morning):
    quiet = customer(kind="firm", do_not_contact=True)
    Contact.objects.create(customer=quiet, name="Clerk Zhuang", day_month=9, day_day=30)
    FamilyEvent.objects.create(customer=quiet, relation="Wedding day", day_month=9, day_day=30)
    refresh()
    assert planned("family_day") == planned("contact_birthday") == []
