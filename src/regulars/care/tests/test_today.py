"""The page Today: what stands on it, and what comes of its cards."""

import re
from datetime import date, time, timedelta

import pytest

from regulars.care.models import CareTask
from regulars.care.tests.shop import SUNDAY, buys, buys_every, customer, owes, refresh
from regulars.core import clock, settings_store
from regulars.core.models import AuditEvent
from regulars.customers.models import Customer, Interaction, Need, Promise
from regulars.orders.models import OrderLine

WHOLE_DAY = '<span class="nowrap">2026-08-03</span>'

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
    assert f'Last order {WHOLE_DAY}, usually every 32 days, now <b class="watch">24 days</b> late.' in shown
    assert "Ask how the last purchase was, then whether they need more." in shown
    assert "Hello Zhou Wenbin, this is Lin Xiaotong from Cloud Mist Tea." in shown
    assert "tel:13805712290" in shown


def test_who_is_late_is_asked_in_words_that_suit_a_teapot_as_well_as_a_tea(client, zhou, lin):
    OrderLine.objects.create(
        order=zhou.orders.latest("ordered_at"),
        position=1,
        description="White gaiwan",
        quantity=1,
        unit_price=80,
        amount=80,
    )
    shown = page(client, lin).content.decode()
    assert "You usually order around this time. Last time it was the White gaiwan;" in shown
    lin.language = "zh-hans"
    lin.save()
    assert (
        "算算日子，您差不多该来了。上次买的是White gaiwan，这回需要什么，我先给您留着。"
        in page(client, lin).content.decode()
    )


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
    asked = page(client, lin, f"/today/{card.pk}/done/").content.decode()
    assert "What changed in their needs" in asked
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
    needs = page(client, lin, f"/customers/{zhou.pk}/").content.decode().split('id="needs-h"')[1]
    assert "<bdi>Smaller tins</bdi></a><small>Preference" in needs.split("</section>")[0]
    assert Promise.objects.get(customer=zhou).due_on == date(2026, 10, 2)
    assert AuditEvent.objects.filter(verb="care.done", customer_id=zhou.pk).count() == 1


@pytest.mark.covers("CARE-08")
def test_contacts_by_us_and_by_the_customer_are_counted_apart(client, lin, zhou, card):
    client.force_login(lin)
    client.post(f"/today/{card.pk}/done/", {"channel": "phone", "note": "Was travelling"})
    for words in ("Asked for the price", "Asked for a sample"):
        told = {"channel": "wechat", "direction": "from_customer", "summary": words, "day": "2026-09-28"}
        client.post(f"/customers/{zhou.pk}/interactions/", told)
    refresh(date(2026, 9, 28))
    shown = client.get("/customers/?columns=outgoing_count,incoming_count").content.decode()
    row = shown[shown.index(">Zhou Wenbin<") :].split("</tr>")[0]
    cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", row, re.S)]
    assert cells[:2] == ["1", "2"]


@pytest.fixture
def of_each_class(morning, lin, sun):
    """Ten buyers: two of high value, three of middle value, five of low; one of each is due, one has time."""
    spent = {
        "High": 9_000,
        "High, has time": 8_000,
        "Middle": 5_000,
        "Middle, has time": 4_900,
        "Sun's": 4_800,
    }
    spent |= {"Low": 300, "Low, has time": 290, "One": 280, "Two": 270, "Three": 260}
    called = {"High": 31, "High, has time": 29, "Middle": 61, "Middle, has time": 59, "Sun's": 61}
    called |= {"Low": 91, "Low, has time": 89}
    for name, amount in spent.items():
        owner = {"Sun's": sun}.get(name, lin if name in called else None)
        who = customer(name, owner=owner, team=lin.team)
        buys(who, date(2026, 9, 1), amount)
        ago = called.get(name, 1)
        at = clock.now() - timedelta(days=ago)
        Interaction.objects.create(customer=who, happened_at=at, created_at=at, channel="phone")
    refresh()


@pytest.mark.covers("CARE-05")
def test_who_was_not_contacted_within_the_days_of_their_class_is_on_their_owners_list(
    client, lin, sun, of_each_class
):
    shown = page(client, lin)
    assert sorted(card.customer.name for card in shown.context["worklist"].cards) == ["High", "Low", "Middle"]
    told = re.sub(r"<[^>]+>", "", shown.content.decode())
    for sentence in (
        "Last contacted on 2026-08-28, 31 days ago; the limit is 30 days.",
        "Last contacted on 2026-07-29, 61 days ago; the limit is 60 days.",
        "Last contacted on 2026-06-29, 91 days ago; the limit is 90 days.",
    ):
        assert sentence in told
    assert [card.customer.name for card in page(client, sun).context["worklist"].cards] == ["Sun's"]
    due = dict(Customer.objects.values_list("name", "measures__next_contact_due_on"))
    assert [due[name] for name in ("High", "High, has time", "Middle", "Low")] == [
        date(2026, 9, 27), date(2026, 9, 29), date(2026, 9, 27), date(2026, 9, 27),
    ]  # fmt: skip


@pytest.mark.covers("CARE-15")
@pytest.mark.parametrize(
    ("wish", "is_called"),
    [
        ({"do_not_contact": True}, False),
        ({"do_not_contact_from": date(2026, 9, 20), "do_not_contact_until": date(2026, 10, 8)}, False),
        ({"do_not_contact_from": date(2026, 9, 28)}, False),
        ({"do_not_contact_until": date(2026, 9, 28)}, False),
        ({"do_not_contact_until": date(2026, 9, 27)}, True),
        ({"do_not_contact_from": date(2026, 9, 29)}, True),
    ],
)
def test_who_is_not_to_be_contacted_is_on_nobodys_list(client, lin, zhou, wish, is_called):
    Customer.objects.filter(pk=zhou.pk).update(**wish)
    refresh()
    assert ("Zhou Wenbin" in page(client, lin).content.decode()) == is_called


@pytest.mark.covers("CARE-15")
def test_the_preferred_channel_is_chosen_already_when_a_contact_is_noted(client, lin, zhou, card):
    Customer.objects.filter(pk=zhou.pk).update(preferred_channel="wechat")
    asked = page(client, lin, f"/today/{card.pk}/done/").content.decode()
    assert re.findall(r'name="channel" value="(\w+)"[^>]* checked', asked) == ["wechat"]


def test_taking_back_opens_the_card_again_and_removes_the_contact(client, lin, zhou, card):
    client.force_login(lin)
    client.post(f"/today/{card.pk}/done/", {"channel": "phone"})
    client.post(f"/today/{card.pk}/take-back/")
    card.refresh_from_db()
    assert (card.outcome, card.interaction) == ("", None)
    assert not Interaction.objects.filter(customer=zhou).exists()


def test_no_answer_pressed_twice_is_noted_once(client, lin, zhou, card):
    client.force_login(lin)
    client.post(f"/today/{card.pk}/no-answer/")
    again = client.post(f"/today/{card.pk}/no-answer/", follow=True)
    assert "Nothing was changed" in again.content.decode()
    assert Interaction.objects.filter(customer=zhou).count() == 1
    card.refresh_from_db()
    assert card.attempts == 1


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
    owes(zhou, promise="two tins", answer_to="Any low caffeine tea?")
    refresh()
    shown = page(client, lin).content.decode()
    assert "3 to go." in shown
    assert '<span class="count">3</span>' in shown  # the menu counts the same
    order = [shown.index(words) for words in ("two tins", "Any low caffeine tea?", f"Last order {WHOLE_DAY}")]
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
    (task,) = CareTask.objects.filter(customer=zhou, outcome="", play="order_overdue")
    for url in ("/today/", "/today/all/"):
        shown = page(client, lin, url).content.decode()
        card = shown[shown.index(f'id="care-{task.pk}"') :].split("</li>")[0]
        assert "<b>Do</b> <bdi>Call after three</bdi>" in card
        assert "<b>Don't</b> <bdi>No bulk messages</bdi>" in card
        assert card.index("No bulk messages") < card.index(f"Last order {WHOLE_DAY}")
        assert shown.count("Call after three") == 1


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
