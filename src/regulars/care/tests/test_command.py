"""`regulars today`: the same list in the terminal and for scripts."""

import argparse
import json
from datetime import date

import pytest

from regulars.care.command_line import TODAY
from regulars.care.tests.shop import SUNDAY, buys_every, customer, refresh
from regulars.core import clock
from regulars.core.command_line import Refusal
from regulars.customers.models import Interaction, Promise

pytestmark = pytest.mark.django_db
FIELDS = {"customer", "play", "reason", "figures", "suggested_action", "at_stake", "due"}


@pytest.fixture
def told(capfd):
    """What the command writes on standard output."""

    def run(*words, json=False):
        parser = argparse.ArgumentParser()
        TODAY.add_arguments(parser)
        arguments = parser.parse_args(words)
        arguments.json = json
        assert TODAY.run(arguments) == 0
        return capfd.readouterr().out

    return run


@pytest.fixture
def zhou(morning, lin):
    who = customer(owner=lin)
    buys_every(who, 32, last=date(2026, 8, 3), times=6, amount=900)
    buys_every(customer("Pool Buyer"), 20, last=date(2026, 8, 3), times=6)
    refresh()
    return who


@pytest.mark.covers("CARE-05")
def test_without_a_name_the_list_covers_all_customers_ranked_with_their_figures(zhou, told):
    cards = json.loads(told(json=True))
    assert [card["customer"]["name"] for card in cards] == ["Zhou Wenbin", "Pool Buyer"]
    assert all(set(card) >= FIELDS for card in cards)
    assert [float(card["at_stake"]) for card in cards] == sorted(
        (float(card["at_stake"]) for card in cards), reverse=True
    )
    first = cards[0]
    assert (first["play"], first["due"]) == ("order_overdue", "2026-09-04")
    assert first["reason"] == "Last order 2026-08-03, usually every 32 days, now 24 days late."
    assert (first["figures"]["interval"], first["figures"]["late"]) == (32, 24)


def test_with_a_name_it_holds_the_persons_own_cards_only(zhou, told, lin):
    assert [card["customer"]["name"] for card in json.loads(told("--user", lin.username, json=True))] == [
        "Zhou Wenbin"
    ]
    shown = told("--user", lin.username)
    assert "Zhou Wenbin" in shown
    assert "now 24 days late." in shown
    assert "Pool Buyer" not in shown


@pytest.mark.covers("CARE-05", "TEAM-13")
def test_with_a_name_it_is_the_list_of_the_persons_page_promises_and_requests_first(zhou, told, lin, client):
    lin.cards_per_day = 3
    lin.save()
    for number in range(5):
        buys_every(
            customer(f"Buyer {number}", owner=lin), 30, last=date(2026, 8, 3), times=6, amount=500 - number
        )
    Promise.objects.create(customer=zhou, text="Two tins", made_on=SUNDAY, due_on=SUNDAY)
    Interaction.objects.create(
        customer=customer("Asker", owner=lin, imported_on=SUNDAY), happened_at=clock.start_of(SUNDAY), channel="phone",
        requests="A price", needs_answer=True, direction="from_customer", created_at=clock.now(),
    )  # fmt: skip
    refresh()
    client.force_login(lin)
    page = client.get("/today/").context["worklist"]
    owed = [task.customer.name for duties in page.duties.values() for task in duties.first]
    cards = [card.customer.name for card in page.cards]
    assert (owed, cards) == (["Zhou Wenbin", "Asker"], ["Zhou Wenbin", "Buyer 0", "Buyer 1"])
    listed = json.loads(told("--user", lin.username, json=True))
    assert [card["customer"]["name"] for card in listed] == owed + cards
    assert [card["play"] for card in listed[:3]] == ["promise_due", "unanswered_request", "order_overdue"]
    shown = told("--user", lin.username)
    places = [shown.index(words) for words in ("1. Zhou Wenbin", "2. Asker", "3. Zhou Wenbin", "5. Buyer 1")]
    assert places == sorted(places)
    assert "6. " not in shown
    assert len(json.loads(told("--user", lin.username, "--limit", "3", json=True))) == 3


def test_it_says_what_each_part_is_and_how_many_are_left(zhou, told, lin):
    for number in range(9):
        buys_every(customer(f"Buyer {number}", owner=lin), 30, last=date(2026, 8, 3), times=6)
    refresh()
    said = told("--user", lin.username)
    assert "Contact these 8 today" in said
    assert "2 more customers are due today." in said


EVIL = "\x1b[2J\x1b]0;evil\x07\x9b31m\u202e{0.__class__}%s\n  1. Nobody"


def test_nothing_in_a_name_or_in_what_was_said_is_obeyed_by_the_terminal(morning, lin, told):
    who = customer(EVIL, owner=lin)
    Promise.objects.create(
        customer=who, text=EVIL, due_on=morning.date(), made_on=morning.date(), made_by=lin
    )
    refresh()
    shown, written = told(), told(json=True)
    for text in (shown, written):
        assert not set(text) & set("\x1b\x07\x9b\u202e\r")
    assert "\\x1b[2J\\x1b]0;evil\\x07\\x9b31m\\u202e{0.__class__}%s\\n  1. Nobody · " in shown
    (card,) = json.loads(written)
    assert card["customer"]["name"] == EVIL
    assert "Promised “\\x1b[2J" in shown


def test_a_day_that_was_not_computed_is_refused(zhou, told):
    assert json.loads(told("--as-of", SUNDAY.isoformat(), json=True))
    with pytest.raises(Refusal, match="refresh --as-of 2026-09-01"):
        told("--as-of", "2026-09-01")
