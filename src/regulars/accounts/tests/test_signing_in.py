"""Signing in and out, throttling, and passwords given by somebody else."""

import pytest
from django.test import Client

from regulars.accounts import throttling
from regulars.accounts.models import User
from regulars.core import clock
from regulars.core.models import AuditEvent

pytestmark = pytest.mark.django_db
RIGHT = {"username": "lin", "password": "a long enough password"}


@pytest.fixture
def staff(boss, lin):
    """A firm that is set up."""
    return lin


def test_signing_in_leads_home_and_is_logged(client, staff):
    assert client.post("/sign-in/", RIGHT).headers["Location"] == "/"
    assert client.get("/").headers["Location"] == "/today/"
    assert AuditEvent.objects.get(verb="user.signed_in").subject_id == staff.pk


def test_managers_begin_with_the_dashboard(client, boss, manager):
    client.post("/sign-in/", RIGHT | {"username": "manager"})
    assert client.get("/").headers["Location"] == "/dashboard/"


def test_the_user_name_may_be_written_in_capitals(client, staff):
    assert client.post("/sign-in/", RIGHT | {"username": " LIN "}).status_code == 302


def test_signing_in_goes_on_to_the_page_asked_for_but_never_to_another_host(client, staff):
    assert client.post("/sign-in/", RIGHT | {"next": "/customers/"}).headers["Location"] == "/customers/"
    client.post("/sign-out/")
    assert client.post("/sign-in/", RIGHT | {"next": "//evil.example/"}).headers["Location"] == "/"


def test_a_wrong_password_and_a_closed_account_answer_alike(client, staff):
    wrong = client.post("/sign-in/", RIGHT | {"password": "wrong"}).content.decode()
    User.objects.filter(pk=staff.pk).update(is_active=False)
    closed = client.post("/sign-in/", RIGHT).content.decode()
    sentence = "User name and password do not match."
    assert sentence in wrong
    assert sentence in closed


def test_guessing_is_stopped_after_eight_tries_even_with_the_right_password(client, staff):
    for _try in range(8):
        answer = client.post("/sign-in/", RIGHT | {"password": "wrong"})
    assert answer.status_code == 429
    stopped = client.post("/sign-in/", RIGHT)
    assert stopped.status_code == 429
    assert "opens again in 15 minutes" in stopped.content.decode()
    assert "_auth_user_id" not in client.session
    elsewhere = client.post("/sign-in/", RIGHT, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 302


def test_tries_of_one_name_count_together_however_it_is_written(client, staff):
    ways = ("lin", "LIN", " lin", "ｌｉｎ")
    for number in range(8):
        client.post("/sign-in/", {"username": ways[number % 4], "password": "wrong"})
    assert client.post("/sign-in/", RIGHT | {"username": "Lin"}).status_code == 429


def test_who_tries_many_names_is_stopped_too(client, staff, monkeypatch):
    monkeypatch.setattr(throttling, "MOST_PER_ADDRESS", 5)
    for number in range(5):
        assert client.post("/sign-in/", {"username": f"n{number}", "password": "x"}).status_code == 200
    assert client.post("/sign-in/", RIGHT).status_code == 429
    assert client.post("/sign-in/", RIGHT, REMOTE_ADDR="192.0.2.7").status_code == 302


@pytest.fixture
def guessed(client, staff, monkeypatch):
    """Strangers at many addresses try the one name."""
    monkeypatch.setattr(throttling, "MOST_PER_NAME", 5)
    for number in range(5):
        wrong = Client().post("/sign-in/", RIGHT | {"password": "wrong"}, REMOTE_ADDR=f"192.0.2.{number}")
        assert wrong.status_code == 200
    return staff


def test_guesses_at_one_name_from_many_addresses_are_stopped(client, guessed, boss):
    assert client.post("/sign-in/", RIGHT, REMOTE_ADDR="192.0.2.99").status_code == 429
    assert "_auth_user_id" not in client.session
    others = client.post("/sign-in/", RIGHT | {"username": boss.username}, REMOTE_ADDR="192.0.2.99")
    assert others.status_code == 302


def test_guesses_of_strangers_do_not_shut_out_the_browser_one_works_with(client, boss, lin, monkeypatch):
    for person in (lin, boss):
        client.post("/sign-in/", RIGHT | {"username": person.username})
        client.post("/sign-out/")
    monkeypatch.setattr(throttling, "MOST_PER_NAME", 1)
    for person in (lin, boss):
        Client().post("/sign-in/", RIGHT | {"username": person.username, "password": "wrong"})
        assert Client().post("/sign-in/", RIGHT | {"username": person.username}).status_code == 429
        assert client.post("/sign-in/", RIGHT | {"username": person.username}).status_code == 302
        client.post("/sign-out/")


def test_a_browser_known_for_one_person_or_with_a_forged_sign_is_not_known_for_another(client, guessed, boss):
    client.post("/sign-in/", RIGHT | {"username": boss.username})
    client.post("/sign-out/")
    assert client.post("/sign-in/", RIGHT).status_code == 429
    client.cookies["known"] = f"{guessed.pk}:{client.cookies['known'].value.partition(':')[2]}"
    assert client.post("/sign-in/", RIGHT).status_code == 429


def test_a_name_that_was_guessed_at_opens_again_after_a_quarter_of_an_hour(client, guessed, monkeypatch):
    later = clock.now() + throttling.WITHIN
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.post("/sign-in/", RIGHT, REMOTE_ADDR="192.0.2.99").status_code == 302


def test_behind_a_proxy_the_visitor_is_counted_and_not_the_proxy(client, staff, settings):
    settings.REGULARS_TRUSTED_PROXIES = ("127.0.0.1",)
    for _try in range(8):
        client.post("/sign-in/", RIGHT | {"password": "wrong"}, HTTP_X_FORWARDED_FOR="192.0.2.66")
    from_there = client.post("/sign-in/", RIGHT, HTTP_X_FORWARDED_FOR="192.0.2.66")
    from_elsewhere = client.post("/sign-in/", RIGHT, HTTP_X_FORWARDED_FOR="192.0.2.7")
    assert (from_there.status_code, from_elsewhere.status_code) == (429, 302)


def test_a_forwarded_address_from_nobody_we_trust_is_not_believed(client, staff):
    for number in range(8):
        sent_by = f"192.0.2.{number}"
        client.post("/sign-in/", RIGHT | {"password": "wrong"}, HTTP_X_FORWARDED_FOR=sent_by)
    assert client.post("/sign-in/", RIGHT, HTTP_X_FORWARDED_FOR="192.0.2.99").status_code == 429


def test_changing_the_password_ends_every_other_session(client, staff):
    elsewhere = Client()
    for each in (client, elsewhere):
        each.post("/sign-in/", RIGHT)
    new = "another long enough password"
    client.post("/profile/password/", {"old": RIGHT["password"], "new": new})
    assert client.get("/today/").status_code == 200
    assert elsewhere.get("/today/").headers["Location"].startswith("/sign-in/")


def test_signing_in_begins_a_new_session(client, staff):
    client.get("/sign-in/")
    client.session["seen"] = "before"
    before = client.session
    before.save()
    client.cookies["sessionid"] = before.session_key
    client.post("/sign-in/", RIGHT)
    assert client.cookies["sessionid"].value != before.session_key


def test_a_role_taken_away_is_gone_with_the_next_page(client, boss, manager):
    client.force_login(manager)
    assert client.get("/plays/").status_code == 200
    User.objects.filter(pk=manager.pk).update(role="read_only")
    assert client.get("/plays/").status_code == 403


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", "此页仅供经理使用，需要时请联系管理员。"),
        ("en", "This is for managers. Ask an administrator."),
    ],
)
def test_a_refusal_speaks_the_language_of_whom_it_refuses(client, boss, lin, language, said):
    lin.language = language
    lin.save()
    client.force_login(lin)
    assert said in client.get("/plays/", headers={"Accept-Language": language}).content.decode()


def test_a_password_given_by_somebody_else_is_changed_first(client, boss, lin):
    lin.must_change_password = True
    lin.save()
    client.force_login(lin)
    assert client.get("/today/").headers["Location"] == "/profile/password/"
    answer = client.post("/profile/password/", {"old": RIGHT["password"], "new": "rain on the tea hills"})
    assert answer.status_code == 302
    assert client.get("/today/").status_code == 200


def test_changing_the_password_needs_the_present_one(client, staff):
    client.force_login(staff)
    answer = client.post("/profile/password/", {"old": "wrong", "new": "rain on the tea hills"})
    assert "That is not your present password." in answer.content.decode()
    staff.refresh_from_db()
    assert staff.check_password(RIGHT["password"])


def test_signing_out_needs_a_post(client, staff):
    client.force_login(staff)
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert client.get("/today/").status_code == 302


def test_behind_a_proxy_who_guesses_shuts_out_only_themselves(client, staff, settings):
    settings.REGULARS_TRUSTED_PROXIES = ("127.0.0.1",)
    for _try in range(8):
        answer = client.post(
            "/sign-in/", RIGHT | {"password": "wrong"}, headers={"x-forwarded-for": "203.0.113.66"}
        )
    assert answer.status_code == 429
    assert client.post("/sign-in/", RIGHT, headers={"x-forwarded-for": "198.51.100.7"}).status_code == 302


def test_an_address_that_no_trusted_proxy_vouches_for_is_not_believed(client, staff):
    for number in range(8):
        answer = client.post(
            "/sign-in/", RIGHT | {"password": "wrong"}, headers={"x-forwarded-for": f"203.0.113.{number}"}
        )
    assert answer.status_code == 429
