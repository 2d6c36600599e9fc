"""What modules offer to do for a customer, from the page."""

import re
from datetime import date, time

import pytest

from regulars.care.models import CareTask
from regulars.core.models import AuditEvent
from regulars.customers.editing import save_customer


@pytest.fixture
def put_on_list(as_user, lin, wang, morning):
    return as_user(lin).post(f"/customers/{wang.pk}/actions/put_on_list/", follow=True).content.decode()


def test_an_action_is_offered_done_and_taken_back(as_user, lin, wang, put_on_list):
    assert f'action="/customers/{wang.pk}/actions/put_on_list/"' in put_on_list
    assert CareTask.objects.filter(customer=wang, play="by_hand").count() == 1
    way_back = re.search(r'action="(/customers/\d+/actions/put_on_list/take-back/[^"]+)"', put_on_list)[1]
    html = as_user(lin).post(way_back.replace("&amp;", "&"), follow=True).content.decode()
    assert "Taken back" in html
    assert not CareTask.objects.filter(customer=wang).exists()
    verbs = AuditEvent.objects.filter(verb__startswith="action.").order_by("pk")
    assert [event.verb for event in verbs] == ["action.carried_out", "action.taken_back"]


def test_a_way_back_belongs_to_one_person_and_one_customer(as_user, lin, manager, wang, shan, put_on_list):
    way_back = re.search(r'action="(/customers/\d+/actions/put_on_list/take-back/[^"]+)"', put_on_list)[1]
    assert as_user(manager).post(way_back).status_code == 403
    other = way_back.replace(f"/{wang.pk}/", f"/{shan.pk}/", 1)
    assert as_user(lin).post(other).status_code == 403
    assert CareTask.objects.filter(customer=wang).count() == 1


def test_readers_and_other_teams_act_for_nobody(as_user, reader, wei, wang):
    address = f"/customers/{wang.pk}/actions/put_on_list/"
    assert as_user(reader).post(address).status_code == 403
    assert as_user(wei).post(address).status_code == 404
    assert not CareTask.objects.exists()


def test_an_action_nobody_offers_is_not_found(as_user, lin, wang):
    assert as_user(lin).post(f"/customers/{wang.pk}/actions/fly/").status_code == 404


@pytest.mark.covers("CARE-15")
def test_whoever_is_to_be_left_alone_is_left_out_of_what_is_done_for_many(as_user, lin, wang, shan, morning):
    save_customer(shan, {"do_not_contact_until": date(2026, 10, 8)}, by=lin)
    client = as_user(lin)
    client.post("/customers/bulk/", {"pick": [wang.pk, shan.pk], "action": "put_on_list"})
    assert [task.customer for task in CareTask.objects.all()] == [wang]
    html = client.get("/customers/").content.decode()
    assert "Put on today&#x27;s list: 1 customer. 1 was left out." in html
    assert client.post(f"/customers/{shan.pk}/actions/put_on_list/").status_code == 404
    assert "put_on_list" not in client.get(f"/customers/{shan.pk}/").content.decode()


@pytest.mark.covers("CARE-15")
@pytest.mark.parametrize("wish", [{"do_not_contact": True}, {"do_not_contact_from": date(2026, 9, 28)}])
def test_who_asks_to_be_left_alone_leaves_the_list_at_once(as_user, lin, wang, put_on_list, wish):
    client = as_user(lin)
    assert "王小明" in client.get("/today/").content.decode()
    save_customer(wang, wish, by=lin)
    assert "王小明" not in client.get("/today/").content.decode()


@pytest.mark.covers("CARE-15")
def test_the_card_says_how_and_when_somebody_likes_to_be_reached(as_user, lin, wang, put_on_list):
    save_customer(
        wang, {"preferred_channel": "wechat", "preferred_from": time(15), "preferred_until": time(18)}, by=lin
    )
    client = as_user(lin)
    assert "Best reached: WeChat 15:00–18:00" in client.get("/today/").content.decode()
    task = CareTask.objects.get()
    assert client.get(f"/today/{task.pk}/done/").context["form"]["channel"].value() == "wechat"
