"""Promises and requests on the worklist: they come, and go, as soon as somebody notes them."""

from datetime import date

import pytest

from regulars.care.models import CareTask, Play
from regulars.care.tests.shop import customer, refresh
from regulars.customers.models import Interaction, ProjectCycle, Promise

pytestmark = pytest.mark.django_db


@pytest.fixture
def zhou(morning, lin):
    return customer(owner=lin)


@pytest.fixture
def today(client, lin):
    client.force_login(lin)
    return lambda: client.get("/today/").content.decode()


def promised(client, who, text="two tins", due="2026-09-29"):
    client.post(f"/customers/{who.pk}/add/promise/", {"text": text, "due_on": due})
    return Promise.objects.latest("pk")


def end(client, promise, how, **values):
    assert client.post(f"/customers/promises/{promise.pk}/{how}/", values).status_code == 302


@pytest.mark.covers("TRU-03")
def test_a_promise_stands_on_the_list_from_the_day_before_until_it_is_kept(client, zhou, today):
    later = promised(client, zhou, "a catalogue", "2026-09-30")
    soon = promised(client, zhou)
    assert "two tins" in today()
    assert "a catalogue" not in today()
    end(client, soon, "kept")
    assert "two tins" not in today()
    end(client, soon, "open")
    assert "two tins" in today()
    assert later.pk


@pytest.mark.covers("TRU-03")
def test_a_broken_promise_calls_for_amends_at_once(client, zhou, today):
    promise = promised(client, zhou)
    end(client, promise, "broken", outcome="Harvest failed")
    html = today()
    assert (
        'Promised “two tins” by <span class="nowrap">2026-09-29</span>, <b class="watch">not kept</b>: Harvest failed'
        in html
    )
    assert "Apologise, say what you do about it, and note the new promise." in html
    assert "I promised you “two tins” and did not keep my word." in html
    refresh()
    task = CareTask.objects.get(outcome="", reason_code="promise_broken")
    assert task.due_on == date(2026, 9, 28)
    client.post(f"/today/{task.pk}/done/", {"channel": "phone", "note": "Sent two other tins"})
    assert "not kept" not in today()
    refresh()
    assert CareTask.objects.filter(outcome="", reason_code="promise_broken").count() == 0


def test_opened_again_a_promise_calls_for_no_amends(client, zhou, today):
    promise = promised(client, zhou)
    end(client, promise, "broken")
    end(client, promise, "open")
    assert [task.play for task in CareTask.objects.filter(outcome="")] == ["promise_due"]


def test_a_play_that_is_switched_off_stays_off_when_a_promise_breaks(client, zhou, today):
    Play.objects.create(code="promise_broken", is_on=False)
    end(client, promised(client, zhou), "broken")
    assert CareTask.objects.filter(outcome="").count() == 0


@pytest.mark.covers("CARE-08")
def test_a_request_stands_on_the_list_until_it_is_answered_on_the_customers_page(client, zhou, today):
    sent = {"channel": "wechat", "day": "2026-09-28", "requests": "A new price list", "needs_answer": "on"}
    client.post(f"/customers/{zhou.pk}/interactions/", sent | {"direction": "from_customer"})
    asked = Interaction.objects.get()
    assert "A new price list" in today()
    client.post(f"/customers/interactions/{asked.pk}/answer/")
    assert "A new price list" not in today()
    client.post(f"/customers/interactions/{asked.pk}/unanswer/")
    assert "A new price list" in today()
    client.post(f"/customers/interactions/{asked.pk}/removal/")
    assert "A new price list" not in today()


@pytest.mark.covers("DB-11")
def test_the_next_project_calls_for_a_contact_as_many_days_before_as_the_project_says(client, zhou, today):
    for name, days in (("Spring fair", "30"), ("Too early", "20")):
        given = {"name": name, "stage": "tender", "started_on": "2026-01-05", "ends_on": "2026-06-30"}
        client.post(
            f"/customers/{zhou.pk}/add/project/",
            given | {"repurchase_on": "2026-10-25", "remind_days": days},
        )
    kept = ProjectCycle.objects.get(name="Spring fair")
    assert (kept.stage, kept.started_on, kept.ends_on) == ("tender", date(2026, 1, 5), date(2026, 6, 30))
    refresh()
    html = today()
    assert (
        'The project “Spring fair” is expected to be followed by a new purchase on <span class="nowrap">2026-10-25</span>'
        in html
    )
    assert "Too early" not in html


def test_what_is_due_again_comes_back_on_the_list(zhou):
    zhou.day_month, zhou.day_day = 9, 30
    zhou.save()
    play = Play.objects.create(code="birthday", is_on=False)
    for is_on, open_ones in ((True, 1), (False, 0), (True, 1)):
        play.is_on = is_on
        play.save()
        refresh()
        assert CareTask.objects.filter(play="birthday", outcome="").count() == open_ones
    assert CareTask.objects.filter(play="birthday").count() == 1


def test_who_was_kept_waiting_hears_what_they_asked_and_an_apology(client, zhou, today):
    asked = {"2026-09-26T08:20:00Z": "Any low caffeine tea?", "2026-09-28T01:00:00Z": "Two tins left?"}
    for at, words in asked.items():
        Interaction.objects.create(
            customer=zhou,
            happened_at=at,
            channel="wechat",
            direction="from_customer",
            customer_words=words,
            needs_answer=True,
            created_at=at,
        )
    refresh()
    told = {
        task.figures["words"]: client.get(f"/today/{task.pk}/done/").content.decode()
        for task in CareTask.objects.filter(reason_code="unanswered_request")
        if today()
    }
    assert (
        "Sorry to have kept you waiting. You asked: “Any low caffeine tea?”" in told["Any low caffeine tea?"]
    )
    assert "You asked: “Two tins left?”" in told["Two tins left?"]
    assert "kept you waiting" not in told["Two tins left?"]
