"""What colleagues did at one's own customers, requests that wait, needs that are new."""

from datetime import date

import pytest

from regulars.accounts.models import Role, Scope, User
from regulars.core import settings_store
from regulars.customers.models import Interaction, Need, Notice

CALL = {"channel": "phone", "summary": "Complained about a lid", "day": "2026-09-28"}


@pytest.fixture
def service(west):
    """Somebody of customer service, in another team, who sees everybody's customers."""
    return User.objects.create_user(
        "service",
        "a long enough password",
        name="Bo Tang",
        role=Role.STAFF,
        scope=Scope.ALL,
        team=west,
        language="en",
    )


def note(client, customer, **values):
    assert client.post(f"/customers/{customer.pk}/interactions/", CALL | values).status_code == 302


@pytest.mark.covers("DI-04")
def test_what_another_team_notes_is_on_the_page_at_once_and_the_owner_is_told(
    as_user, lin, service, wang, morning
):
    note(as_user(service), wang)
    client = as_user(lin)
    assert "Complained about a lid" in client.get(f"/customers/{wang.pk}/").content.decode()
    assert '<span class="count">1</span>' in client.get("/notices/").content.decode()
    html = client.get("/notices/").content.decode()
    assert "Bo Tang recorded a contact with 王小明: Phone." in html
    assert html.count('class="is-new"') == 1
    html = client.post("/notices/seen/", {"last": Notice.objects.get().pk}, follow=True).content.decode()
    assert html.count('class="is-new"') == 0
    assert '<span class="count">' not in html


@pytest.mark.covers("DI-04")
def test_a_request_is_told_whoever_of_us_took_it(as_user, lin, sun, manager, wang, morning):
    note(as_user(manager), wang)
    assert not Notice.objects.exists()
    note(as_user(manager), wang, requests="A new lid", needs_answer="on")
    notice = Notice.objects.get()
    assert notice.recipient == lin
    assert (
        notice.event.sentence
        == "王小明 asked for something and waits for an answer. Recorded by He Min: A new lid"
    )


def test_nobody_is_told_of_what_they_did_themselves(as_user, lin, wang, morning):
    note(as_user(lin), wang, needs_answer="on", requests="A lid")
    assert not Notice.objects.exists()


@pytest.mark.covers("DI-04")
def test_needs_promises_and_consent_noted_by_another_team_are_told_too(as_user, service, wang, morning):
    client = as_user(service)
    client.post(
        f"/customers/{wang.pk}/add/need/",
        {"kind": "need", "text": "Lids", "strength": "3", "status": "unmet"},
    )
    client.post(f"/customers/{wang.pk}/add/promise/", {"text": "Send a lid", "due_on": "2026-10-01"})
    sentences = [notice.event.sentence for notice in Notice.objects.order_by("pk")]
    assert sentences == [
        "Bo Tang noted a need of 王小明: Lids.",
        "Bo Tang promised 王小明: Send a lid, until 2026-10-01.",
    ]


def test_nobody_reads_or_marks_the_news_of_others(as_user, sun, service, wang, morning):
    note(as_user(service), wang)
    client = as_user(sun)
    assert "王小明" not in client.get("/notices/").content.decode()
    client.post("/notices/seen/", {"last": 10**9})
    assert Notice.objects.get().seen_at is None


def test_news_of_a_customer_who_went_to_another_team_are_gone(as_user, lin, wei, service, wang, morning):
    note(as_user(service), wang)
    wang.owner, wang.team = wei, wei.team
    wang.save()
    assert "王小明" not in as_user(lin).get("/notices/").content.decode()


@pytest.mark.covers("CARE-08")
def test_requests_wait_until_somebody_answers_the_oldest_first(as_user, lin, wei, wang, shan, morning):
    for customer, day, text in ((wang, 20, "A lid"), (shan, 10, "A price")):
        Interaction.objects.create(
            customer=customer, happened_at=morning.replace(day=day), created_at=morning, channel="wechat",
            requests=text, needs_answer=True, direction="from_customer",
        )  # fmt: skip
    client = as_user(lin)
    html = client.get("/requests/").content.decode()
    assert html.index("A price") < html.index("A lid")
    assert "A lid" not in as_user(wei).get("/requests/").content.decode()
    as_user(lin).post(f"/customers/interactions/{Interaction.objects.get(requests='A lid').pk}/answer/")
    assert "A lid" not in client.get("/requests/").content.decode()


@pytest.mark.covers("DB-19")
def test_needs_of_the_last_days_are_the_new_ones(as_user, lin, wei, wang, morning):
    Need.objects.create(customer=wang, text="Gift boxes", noted_on=date(2026, 8, 29))
    Need.objects.create(customer=wang, text="Old wish", noted_on=date(2026, 8, 28))
    Need.objects.create(
        customer=wang, text="Met already", kind="preference", noted_on=date(2026, 9, 20), status="met"
    )
    client = as_user(lin)
    html = client.get("/needs/").content.decode()
    assert "within the last 30 days" in html
    assert [text in html for text in ("Gift boxes", "Met already", "Old wish")] == [True, True, False]
    html = client.get("/needs/?unmet=1").content.decode()
    assert [text in html for text in ("Gift boxes", "Met already")] == [True, False]
    assert "Gift boxes" not in client.get("/needs/?kind=preference").content.decode()
    settings_store.put("customers.new_need_days", 60)
    assert "Old wish" in client.get("/needs/").content.decode()
    assert "Gift boxes" not in as_user(wei).get("/needs/").content.decode()
