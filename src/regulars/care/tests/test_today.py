"""The page Today: what stands on it, and what comes of its cards."""

from datetime import date, time

import pytest

from regulars.care.models import CareTask
from regulars.care.tests.shop import SUNDAY, buys_every, customer, refresh
from regulars.core import settings_store
from regulars.core.models import AuditEvent
from regulars.customers.models import Customer, Interaction, Need, Promise

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def zhou(morning, lin):
    settings_store.put("firm.name", "Cloud Mist Tea")
    who = customer(owner=lin)
    buys_every(who, 32, last=date(2026, 8, 3), times=6)
    refresh()
    return who


@pytest.fixture
def card(zhou):
    return CareTask.objects.get(customer=zhou, outcome="", play="order_overdue")


def page(client, user, url="/today/"):
    client.force_login(user)
    return client.get(url)


@pytest.mark.covers("CARE-05")
def test_today_says_whom_why_what_to_do_and_with_which_words(client, lin, card):
    shown = page(client, lin).content.decode()
    assert "Zhou Wenbin" in shown
    assert 'Last order 2026-08-03, usually every 32 days, now <b class="watch">24 days</b> late.' in shown
    assert "Ask how the last purchase was, then whether they need more." in shown
    assert "Hello Zhou Wenbin, this is Lin Xiaotong from Cloud Mist Tea." in shown
    assert "tel:+8613805712290" in shown or "tel:13805712290" in shown


def test_only_so_many_cards_are_shown_and_the_rest_is_counted(client, morning, lin):
    settings_store.put("care.cards_per_day", 3)
    for number in range(5):
        customer(f"Customer {number}", owner=lin, day_month=9, day_day=29)
    refresh()
    shown = page(client, lin)
    assert [card.customer.name for card in shown.context["worklist"].cards] == [
        "Customer 0",
        "Customer 1",
        "Customer 2",
    ]
    assert "2 more customers are due today." in shown.content.decode()


@pytest.mark.covers("CARE-08")
def test_done_records_the_contact_the_need_the_promise_and_the_next_step(client, lin, zhou, card):
    client.force_login(lin)
    answer = client.post(
        f"/today/{card.pk}/done/",
        {
            "channel": "phone",
            "note": "Was travelling",
            "customer_words": "I only drink at home",
            "need": "Smaller tins",
            "need_kind": "preference",
            "mood": "pleased",
            "promise": "Send a sample",
            "promise_due": "2026-10-02",
            "next_step": "Ask about the sample",
            "next_on": "2026-10-09",
        },
        follow=True,
    )
    assert "Noted: Zhou Wenbin is cared for." in answer.content.decode()
    card.refresh_from_db()
    contact = Interaction.objects.get(customer=zhou)
    assert (card.outcome, card.outcome_by, card.interaction) == ("done", lin, contact)
    assert (contact.summary, contact.customer_words) == ("Was travelling", "I only drink at home")
    assert (contact.next_step, contact.next_on) == ("Ask about the sample", date(2026, 10, 9))
    assert Need.objects.get(customer=zhou).text == "Smaller tins"
    assert Promise.objects.get(customer=zhou).due_on == date(2026, 10, 2)
    assert AuditEvent.objects.filter(verb="care.done", customer_id=zhou.pk).count() == 1


def test_taking_back_opens_the_card_again_and_removes_the_contact(client, lin, zhou, card):
    client.force_login(lin)
    client.post(f"/today/{card.pk}/done/", {"channel": "phone"})
    client.post(f"/today/{card.pk}/take-back/")
    card.refresh_from_db()
    assert (card.outcome, card.interaction) == ("", None)
    assert not Interaction.objects.filter(customer=zhou).exists()


def test_no_answer_brings_the_card_back_tomorrow(client, lin, zhou, card):
    client.force_login(lin)
    client.post(f"/today/{card.pk}/no-answer/")
    card.refresh_from_db()
    assert (card.outcome, card.show_from, card.attempts) == ("", date(2026, 9, 29), 1)
    assert Interaction.objects.get(customer=zhou).result == "no_answer"
    assert client.get("/today/").context["worklist"].cards == []


def test_postponing_needs_a_day_after_today(client, lin, card):
    client.force_login(lin)
    refused = client.post(f"/today/{card.pk}/postponed/", {"until": "2026-09-28"})
    assert "Choose a day after today." in refused.content.decode()
    client.post(f"/today/{card.pk}/postponed/", {"until": "2026-10-05"})
    card.refresh_from_db()
    assert card.show_from == date(2026, 10, 5)


def test_not_needed_wants_a_reason(client, lin, card):
    client.force_login(lin)
    client.post(f"/today/{card.pk}/not_needed/", {"note": ""})
    card.refresh_from_db()
    assert card.outcome == ""
    client.post(f"/today/{card.pk}/not_needed/", {"note": "Moved abroad"})
    card.refresh_from_db()
    assert (card.outcome, card.outcome_note) == ("not_needed", "Moved abroad")


def test_a_card_somebody_else_has_settled_is_left_alone(client, lin, sun, zhou, card):
    client.force_login(lin)
    client.post(f"/today/{card.pk}/done/", {"channel": "phone"})
    answer = client.post(f"/today/{card.pk}/no-answer/", follow=True)
    assert "Somebody else has dealt with this card. Nothing was changed." in answer.content.decode()
    assert Interaction.objects.filter(customer=zhou).count() == 1


@pytest.mark.covers("TEAM-13")
def test_promises_and_requests_stand_before_the_cards(client, lin, zhou):
    Promise.objects.create(customer=zhou, text="two tins", made_on=SUNDAY, due_on=date(2026, 9, 25))
    Interaction.objects.create(
        customer=zhou,
        happened_at="2026-09-26T08:20:00Z",
        channel="wechat",
        direction="from_customer",
        customer_words="Any low caffeine tea?",
        needs_answer=True,
        created_at="2026-09-26T08:20:00Z",
    )
    refresh()
    shown = page(client, lin).content.decode()
    order = [shown.index(words) for words in ("two tins", "Any low caffeine tea?", "Last order 2026-08-03")]
    assert order == sorted(order)


@pytest.mark.covers("TRU-03")
def test_the_card_of_a_promise_keeps_it(client, lin, zhou):
    promise = Promise.objects.create(customer=zhou, text="two tins", made_on=SUNDAY, due_on=date(2026, 9, 25))
    refresh()
    task = CareTask.objects.get(play="promise_due")
    client.force_login(lin)
    client.post(f"/today/{task.pk}/done/", {"channel": "phone", "note": "Handed over"})
    promise.refresh_from_db()
    assert (promise.status, promise.closed_by, promise.outcome) == ("kept", lin, "Handed over")


@pytest.mark.covers("CARE-22")
def test_instructions_stand_on_the_card(client, lin, zhou):
    zhou.manner_do, zhou.manner_dont = "Call after three", "No bulk messages"
    zhou.save()
    shown = page(client, lin).content.decode()
    assert "Call after three" in shown
    assert "No bulk messages" in shown


@pytest.mark.parametrize(
    "asked", [{"do_not_contact": True}, {"do_not_contact_until": date(2026, 9, 28)}, {"is_let_go": True}]
)
def test_whoever_asks_to_be_left_alone_is_off_the_list_at_once_but_our_word_stands(client, lin, zhou, asked):
    Promise.objects.create(customer=zhou, text="two tins", made_on=SUNDAY, due_on=date(2026, 9, 25))
    refresh()
    Customer.objects.filter(pk=zhou.pk).update(**asked)
    shown = page(client, lin)
    assert shown.context["worklist"].cards == []
    assert "two tins" in shown.content.decode()


def test_the_best_way_and_time_to_reach_somebody_stand_on_the_card(client, lin, zhou, card):
    zhou.preferred_channel, zhou.preferred_from, zhou.preferred_until = "wechat", time(15), time(18)
    zhou.save()
    assert "Best reached: WeChat 15:00–18:00" in page(client, lin).content.decode()


def test_a_new_owner_takes_over_the_cards(client, lin, sun, zhou, card):
    Customer.objects.filter(pk=zhou.pk).update(owner=sun)
    assert page(client, lin).context["worklist"].cards == []
    assert [one.customer for one in page(client, sun).context["worklist"].cards] == [zhou]


def test_another_team_sees_neither_card_nor_outcome_page(client, wei, card):
    client.force_login(wei)
    assert client.get("/today/").context["worklist"].cards == []
    assert client.get(f"/today/{card.pk}/done/").status_code == 404
    assert client.post(f"/today/{card.pk}/no-answer/").status_code == 404
    card.refresh_from_db()
    assert card.attempts == 0


def test_read_only_people_see_the_list_but_settle_nothing(client, reader, manager, card):
    client.force_login(reader)
    assert client.post(f"/today/{card.pk}/no-answer/").status_code == 403
    client.force_login(manager)
    assert len(client.get(f"/today/?person={card.customer.owner_id}").context["worklist"].cards) == 1


def test_own_words_are_kept_for_the_card_and_given_back(client, lin, card):
    client.force_login(lin)
    client.post(f"/today/{card.pk}/words/", {"words": "Mr Zhou, the osmanthus tea is here."})
    assert "Mr Zhou, the osmanthus tea is here." in client.get("/today/").content.decode()
    client.post(f"/today/{card.pk}/words/", {"words": ""})
    assert "Hello Zhou Wenbin" in client.get("/today/").content.decode()
