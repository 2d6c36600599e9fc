"""`regulars today`: the same list in the terminal and for scripts."""

import argparse
import json
from datetime import date

import pytest

from regulars.care.command_line import TODAY
from regulars.care.tests.shop import SUNDAY, buys_every, customer, refresh
from regulars.core.command_line import Refusal

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


def test_a_day_that_was_not_computed_is_refused(zhou, told):
    assert json.loads(told("--as-of", SUNDAY.isoformat(), json=True))
    with pytest.raises(Refusal, match="refresh --as-of 2026-09-01"):
        told("--as-of", "2026-09-01")
