"""What modules offer to do for a customer, from the page."""

import re

import pytest

from regulars.care.models import CareTask
from regulars.core.models import AuditEvent


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
