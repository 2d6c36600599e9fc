"""Staff, teams, settings and the log."""

import pytest

from regulars.accounts.models import Role, Team, User
from regulars.core import audit, settings_store
from regulars.core.models import AuditEvent

pytestmark = pytest.mark.django_db
NEW = {
    "name": "Fang Yuan",
    "username": "Fang",
    "role": "staff",
    "is_active": "on",
    "password": "spring tea before the rain",
}


def test_an_administrator_adds_somebody_who_must_choose_an_own_password(client, boss, east):
    client.force_login(boss)
    client.post("/settings/staff/new/", NEW | {"team": east.pk})
    fang = User.objects.get(username="fang")
    assert (fang.name, fang.role, fang.team, fang.must_change_password) == (
        "Fang Yuan",
        Role.STAFF,
        east,
        True,
    )
    assert (
        AuditEvent.objects.get(verb="user.created").sentence
        == "Zheng Qiuyun added Fang Yuan to the staff as Staff."
    )


@pytest.mark.parametrize("who", ["manager", "lin", "reader"])
def test_nobody_else_adds_staff(client, request, boss, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post("/settings/staff/new/", NEW).status_code == 403
    assert not User.objects.filter(username="fang").exists()


def test_two_people_cannot_have_one_user_name_in_whatever_case(client, boss, lin):
    client.force_login(boss)
    answer = client.post("/settings/staff/new/", NEW | {"username": "LIN"})
    assert "Somebody else has this user name." in answer.content.decode()


def test_the_only_administrator_stays_one(client, boss):
    client.force_login(boss)
    form = {"name": boss.name, "username": "boss", "role": "staff", "is_active": "on"}
    answer = client.post(f"/settings/staff/{boss.pk}/", form)
    assert "is the only administrator" in answer.content.decode()
    boss.refresh_from_db()
    assert boss.role == Role.ADMINISTRATOR


def test_closing_an_account_ends_its_sessions(client, boss, lin):
    from django.test import Client

    hers = Client()
    hers.force_login(lin)
    client.force_login(boss)
    form = {"name": lin.name, "username": "lin", "role": "staff", "team": lin.team_id}
    client.post(f"/settings/staff/{lin.pk}/", form)
    assert hers.get("/today/").status_code == 302
    assert AuditEvent.objects.filter(verb="user.deactivated", subject_id=lin.pk).count() == 1


def test_a_password_given_anew_ends_the_sessions_and_is_changed_at_the_next_sign_in(client, boss, lin):
    from django.test import Client

    hers = Client()
    hers.force_login(lin)
    client.force_login(boss)
    form = {"name": lin.name, "username": "lin", "role": "staff", "team": lin.team_id, "is_active": "on"}
    client.post(f"/settings/staff/{lin.pk}/", form | {"password": "short"})
    assert hers.get("/today/").status_code == 200
    client.post(f"/settings/staff/{lin.pk}/", form | {"password": "spring tea before the rain"})
    assert hers.get("/today/").status_code == 302
    hers.post("/sign-in/", {"username": "lin", "password": "spring tea before the rain"})
    assert hers.get("/today/").url == "/profile/password/"
    assert AuditEvent.objects.filter(verb="user.password_changed", subject_id=lin.pk).count() == 1


def test_another_role_and_team_count_from_the_next_page_on(client, boss, lin, west):
    client.force_login(boss)
    form = {"name": lin.name, "username": "lin", "role": "manager", "team": west.pk, "is_active": "on"}
    client.post(f"/settings/staff/{lin.pk}/", form | {"sees_sensitive": "on", "scope": "all"})
    lin.refresh_from_db()
    assert (lin.role, lin.team, lin.sees, lin.may_see_sensitive) == (Role.MANAGER, west, "all", True)
    client.force_login(lin)
    assert client.get("/settings/log/").status_code == 200


def test_removing_a_team_keeps_its_people(client, boss, lin, east):
    client.force_login(boss)
    client.post(f"/settings/teams/{east.pk}/", {"remove": "1"})
    lin.refresh_from_db()
    assert lin.team is None
    assert not Team.objects.exists()


def test_a_setting_is_kept_logged_and_shown_with_its_consequence(client, boss):
    client.force_login(boss)
    shown = client.get("/settings/group/care/").content.decode()
    assert "The list shows so many customers; the rest is counted and linked." in shown
    form = {setting.key: settings_store.get(setting.key) for setting in settings_store.declared("care.")}
    client.post("/settings/group/care/", form | {"care.cards_per_day": 12})
    settings_store.forget()
    assert settings_store.get("care.cards_per_day") == 12
    sentence = AuditEvent.objects.get(verb="setting.changed").sentence
    assert sentence == "Zheng Qiuyun changed the setting “Cards a day for each person” from 8 to 12."


def test_a_manager_reads_the_log_of_the_own_team_only(client, boss, manager, lin, wei):
    audit.record(lin, "user.signed_in", subject=lin)
    audit.record(wei, "user.signed_in", subject=wei)
    client.force_login(manager)
    shown = client.get("/settings/log/").content.decode()
    assert "Lin Xiaotong signed in." in shown
    assert "Wei Fang signed in." not in shown
    client.force_login(lin)
    assert client.get("/settings/log/").status_code == 403


def test_the_log_cannot_be_changed(boss):
    from django.db import IntegrityError, transaction

    event = audit.record(boss, "user.signed_in", subject=boss)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).update(actor_name="Nobody")
    with pytest.raises(IntegrityError), transaction.atomic():
        event.delete()
    assert AuditEvent.objects.get(pk=event.pk).actor_name == "Zheng Qiuyun"


def test_each_line_of_the_settings_says_what_it_is_about(client, boss, lin):
    client.force_login(boss)
    shown = client.get("/settings/").content.decode()
    assert "Staff and teams<small>Who signs in, in which role, and whose customers they see</small>" in shown
    assert "Care and worklist<small>How many cards a day, how soon to try again</small>" in shown
    client.force_login(lin)
    assert "Staff and teams" not in client.get("/settings/").content.decode()


def test_settings_stand_in_the_order_of_their_subject(client, boss):
    client.force_login(boss)
    shown = client.get("/settings/group/insights/").content.decode()
    by_class = [shown.index(f"Contact {which}-value customers") for which in ("high", "middle", "low")]
    assert by_class == sorted(by_class)
