"""What stands first on the list of today, and what a person sees beside it."""

import re
from datetime import date, datetime, time

import pytest

from regulars.care import catalogue
from regulars.care.catalogue import Day
from regulars.care.models import CareTask
from regulars.care.tests.shop import SUNDAY, buys, buys_every, customer, owes, refresh
from regulars.core import clock
from regulars.customers.models import Contact, Interaction, MemoryNote, Promise

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def named(cards):
    return [card.customer.name for card in cards]


@pytest.fixture
def list_of(client, lin):
    client.force_login(lin)
    return lambda: client.get("/today/")


@pytest.mark.covers("CARE-05", "CARE-08")
def test_what_was_agreed_or_asked_for_comes_before_all_that_is_ranked_by_its_day(
    client, morning, lin, list_of
):
    for number in range(9):
        buys_every(customer(f"Buyer {number}", owner=lin), 30, last=date(2026, 8, 3), times=6, amount=900)
    agreed = {"Agreed late": "2026-09-20", "Agreed today": "2026-09-28", "Agreed ahead": "2026-09-29"}
    for name, day in agreed.items():
        Interaction.objects.create(
            customer=customer(name, owner=lin, imported_on=SUNDAY),
            happened_at=clock.start_of(date(2026, 9, 18)),
            channel="phone",
            next_step="Bring the new list",
            next_on=date.fromisoformat(day),
            created_at=clock.now(),
        )
    asked = customer("Asked for", owner=lin, imported_on=SUNDAY)
    refresh()
    client.force_login(lin)
    client.post(f"/customers/{asked.pk}/actions/put_on_list/", {})
    shown = list_of()
    assert named(shown.context["worklist"].cards)[:3] == ["Agreed late", "Agreed today", "Asked for"]
    assert len(shown.context["worklist"].cards) == 8
    text = shown.content.decode()
    assert "What was agreed for a day first, then by the margin at stake." in text
    card = text[text.index(">Asked for<") :].split("</li>")[0]
    assert "at stake" not in card
    explained = client.get("/today/how/").content.decode()
    assert "Next steps that were agreed and customers whom somebody put on the list come first" in explained
    assert "comes up over 6 weeks, the most valuable first" in " ".join(explained.split())


def test_a_next_step_was_noted_on_the_day_of_the_shop_and_is_spoken_of_as_agreed(
    client, morning, lin, list_of
):
    zhou = customer(owner=lin, imported_on=SUNDAY)
    Interaction.objects.create(
        customer=zhou,
        # Half past six in the morning of the 19th in Hangzhou.
        happened_at="2026-09-18T22:30:00Z",
        channel="phone",
        next_step="Bring the new list",
        next_on=date(2026, 9, 28),
        created_at=clock.now(),
    )
    refresh()
    (card,) = [each for each in list_of().context["worklist"].cards if each.play.code == "next_step"]
    assert card.reason == "On 2026-09-19 the next step was set for 2026-09-28: Bring the new list"
    words = client.get(f"/today/{card.task.pk}/done/").content.decode()
    assert "As agreed, I am getting back to you." in words


@pytest.mark.covers("CARE-15", "CARE-22")
def test_how_to_treat_and_reach_whom_we_owe_something_stands_beside_it(morning, lin, list_of):
    zhou = customer(
        owner=lin,
        manner_do="Call after three",
        manner_dont="No bulk messages",
        preferred_channel="wechat",
        preferred_from=time(15),
        preferred_until=time(18),
    )
    owes(zhou, promise="two tins", answer_to="Any low caffeine tea?")
    refresh()
    html = list_of().content.decode()
    for owed in ("two tins", "Any low caffeine tea?"):
        line = re.sub(r"<[^>]+>", "", html[html.index(owed) :].split("</li>")[0])
        assert "Do Call after three Don't No bulk messages" in " ".join(line.split())
        assert "Best reached: WeChat 15:00–18:00" in line


@pytest.mark.covers("CARE-09")
def test_what_to_bring_up_again_stands_on_the_card_until_it_was_used(morning, lin, list_of):
    zhou = customer(owner=lin, day_month=9, day_day=30)
    note = MemoryNote.objects.create(
        customer=zhou, kind="quote", text="My daughter sits her exam in June", noted_on=SUNDAY, noted_by=lin
    )
    refresh()
    assert "Bring up again: <bdi>My daughter sits her exam in June</bdi>" in list_of().content.decode()
    MemoryNote.objects.filter(pk=note.pk).update(used_at=datetime(2026, 9, 28, 3, tzinfo=clock.UTC))
    assert "My daughter sits her exam in June" not in list_of().content.decode()


def test_a_click_asks_the_plays_about_one_customer_only(morning, lin):
    ours, theirs = customer(owner=lin), customer("Chen Yutong", owner=lin)
    for who in (ours, theirs):
        for status in ("open", "broken"):
            Promise.objects.create(
                customer=who, text="tea", made_on=SUNDAY, due_on=SUNDAY, status=status, closed_at=clock.now()
            )
        Interaction.objects.create(
            customer=who, happened_at=clock.now(), channel="phone", direction="from_customer",
            needs_answer=True, created_at=clock.now(),
        )  # fmt: skip
    for set_play in catalogue.as_set()[:3]:
        assert set_play.play.code in ("promise_due", "unanswered_request", "promise_broken")
        of_one = Day(clock.today(), SUNDAY, set_play.settings, ours.pk)
        of_all = Day(clock.today(), SUNDAY, set_play.settings)
        assert [each.customer_id for each in set_play.play.find(of_one)] == [ours.pk]
        assert {each.customer_id for each in set_play.play.find(of_all)} == {ours.pk, theirs.pk}
    assert not CareTask.objects.exists()


@pytest.mark.covers("CARE-07")
def test_customers_are_listed_by_what_they_last_answered_after_an_order(client, morning, lin):
    client.force_login(lin)
    for name, answer in (("Pleased", "satisfied"), ("Not pleased", "dissatisfied")):
        who = customer(name, owner=lin)
        buys(who, date(2026, 8, 27))
        refresh()
        task = CareTask.objects.get(customer=who, play="order_follow_up")
        asked = {"channel": "phone", "note": "Told on the phone", f"result_{task.pk}": answer}
        assert client.post(f"/today/{task.pk}/done/", asked).status_code == 302
    refresh(clock.today())
    shown = client.get("/customers/?f=last_check:in:dissatisfied&columns=last_check,last_check_on")
    html = shown.content.decode()
    assert re.findall(r'class="name" href="[^"]+"><bdi>(.*?)</bdi>', html) == ["Not pleased"]
    assert "Dissatisfied" in html[html.index(">Not pleased<") :].split("</tr>")[0]


def test_a_firm_is_greeted_by_the_same_person_on_the_list_and_on_its_own_page(client, morning, lin, list_of):
    teahouse = customer("Qinghefang Teahouse", owner=lin, kind="firm")
    buys_every(teahouse, 30, last=date(2026, 8, 3), times=6)
    for name, strength, left_on in (("Clerk Zhuang", 2, None), ("Ms Shen", 5, None), ("Old Qian", 5, SUNDAY)):
        Contact.objects.create(customer=teahouse, name=name, relation_strength=strength, left_on=left_on)
    refresh()
    listed = list_of().content.decode()
    own_page = client.get(teahouse.get_absolute_url()).content.decode()
    assert [html.count("Hello Ms Shen.") for html in (listed, own_page)] == [1, 1]
    assert "Hello Qinghefang" not in own_page
