"""The first administrator, and that the door closes behind them."""

import pytest

from regulars.accounts.models import Role, User
from regulars.core import settings_store
from regulars.core.models import AuditEvent

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FIRM = {
    "firm": "Cloud Mist Tea",
    "language": "en",
    "currency": "gbp",
    "timezone": "Europe/London",
    "name": "Zheng Qiuyun",
    "username": "Qiuyun",
    "password": "green hills in the morning",
}


def test_the_first_visit_leads_to_the_set_up(client):
    assert client.get("/", follow=True).redirect_chain[-1][0] == "/set-up/"


def test_setting_up_makes_the_administrator_and_the_firm_and_signs_in(client):
    answer = client.post("/set-up/", FIRM)
    assert answer.headers["Location"] == "/welcome/"
    user = User.objects.get()
    assert (user.username, user.name, user.role) == ("qiuyun", "Zheng Qiuyun", Role.ADMINISTRATOR)
    settings_store.forget()
    found = [settings_store.get(f"firm.{key}") for key in ("name", "language", "currency", "timezone")]
    assert found == ["Cloud Mist Tea", "en", "GBP", "Europe/London"]
    assert client.get("/welcome/").status_code == 200
    assert (
        AuditEvent.objects.get(verb="firm.set_up").sentence == "Zheng Qiuyun set up the firm Cloud Mist Tea."
    )


def test_the_set_up_is_closed_once_there_is_an_administrator(client, boss):
    assert client.get("/set-up/").headers["Location"] == "/"
    client.post("/set-up/", FIRM)
    assert list(User.objects.all()) == [boss]


def test_nobody_from_elsewhere_can_be_first(client):
    answer = client.post("/set-up/", FIRM, REMOTE_ADDR="192.0.2.7")
    assert answer.status_code == 403
    assert "regulars createadmin" in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("password", "short", "at least 10 characters"),
        ("password", "Zheng Qiuyun 1", "too similar"),
        ("currency", "pounds", "at most 3 characters"),
        ("currency", "1$3", "is no currency"),
        ("timezone", "London", "is no time zone"),
    ],
)
def test_nonsense_is_refused_with_a_sentence_and_nothing_is_written(client, field, value, sentence):
    answer = client.post("/set-up/", FIRM | {field: value})
    assert sentence in answer.content.decode()
    assert not User.objects.exists()
