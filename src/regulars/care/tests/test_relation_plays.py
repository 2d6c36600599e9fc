"""Plays of the lifecycle: who is new, who grows restlessly, who shows early signs, who is watched."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from regulars.care.models import CareTask, Play
from regulars.care.tests.shop import SUNDAY, buys, customer, refresh
from regulars.care.wording import plain
from regulars.care.worklist import cards
from regulars.core import clock
from regulars.customers.models import CustomerMeasures, Interaction

pytestmark = pytest.mark.django_db


def tasks(play):
    return list(CareTask.objects.filter(play=play, outcome="").order_by("customer__name"))


def read(client, user, url):
    """A page without its tags."""
    client.force_login(user)
    return " ".join(re.sub(r"<[^>]*>", "", client.get(url).content.decode()).split())


def reason(task, me):
    (card,) = cards(CareTask.objects.filter(pk=task.pk), limit=1, me=me)
    return plain(str(card.reason))


def talks(who, on, words):
    at = clock.start_of(on) + timedelta(hours=10)
    Interaction.objects.create(
        customer=who, happened_at=at, channel="phone", customer_words=words, created_at=at
    )


def steady(name, owner, *, last=date(2026, 9, 20), times=8):
    who = customer(name, owner=owner)
    for number in range(times):
        buys(who, last - timedelta(days=30 * (times - 1 - number)))
    return who


@pytest.mark.covers("LC-03")
def test_a_first_order_starts_getting_to_know_each_other(morning, client, lin):
    new = customer("Xu Jiahao", owner=lin)
    buys(new, date(2026, 9, 14))
    steady("Zhou Wenbin", lin)
    refresh()
    (task,) = tasks("onboarding")
    assert (task.customer, task.occasion) == (new, "onboarding:2026-09-14:consult")
    shown = read(client, lin, reverse("care:today"))
    assert "First order on 2026-09-14: still getting to know us." in shown


def test_a_file_of_prospects_starts_nothing(morning, lin):
    customer("From a file", owner=lin, imported_on=SUNDAY)
    alone = customer("Came in", owner=lin, imported_on=None, created_at=clock.start_of(date(2026, 9, 26)))
    refresh()
    assert [task.customer for task in tasks("onboarding")] == [alone]


@pytest.mark.covers("LC-12")
def test_a_competitor_mentioned_puts_a_stable_customer_on_the_list(morning, client, lin):
    zhou = steady("Zhou Wenbin", lin)
    steady("Chen Yutong", lin)
    talks(zhou, date(2026, 9, 21), "The competitor round the corner asks less")
    refresh()
    (task,) = tasks("early_signs")
    assert (task.customer, task.occasion) == (zhou, "early_signs:2026-09-20")
    assert reason(task, lin) == "A competitor was mentioned, last on 2026-09-21."
    assert "A competitor was mentioned, last on 2026-09-21." in read(client, lin, zhou.get_absolute_url())


def test_one_early_sign_in_figures_waits_for_a_second_unless_the_firm_says_so(morning, lin):
    zhou = steady("Zhou Wenbin", lin)
    for order in zhou.orders.order_by("-ordered_on")[:2]:
        order.amount_base = order.amount = 40
        order.save()
    refresh()
    assert CustomerMeasures.objects.get(pk=zhou.pk).signs == "smaller_basket"
    assert tasks("early_signs") == []
    Play.objects.create(code="early_signs", is_on=True, settings={"least_signs": 1})
    refresh()
    (task,) = tasks("early_signs")
    assert reason(task, lin) == "The last two orders were ¥40 on average, before that ¥100."


@pytest.mark.covers("LC-08")
def test_growth_in_danger_comes_on_the_list_with_its_figures(morning, client, lin):
    who = customer("Gu Restless", owner=lin)
    for on, amount in ((1, 300), (40, 900), (50, 300), (120, 900), (130, 100), (140, 100)):
        buys(who, date(2026, 5, 1) + timedelta(days=on), amount)
    refresh()
    row = CustomerMeasures.objects.get(pk=who.pk)
    assert (row.stage, row.signs) == ("growth", "smaller_basket")
    (task,) = tasks("growth_volatile")
    shown = read(client, lin, reverse("care:today"))
    assert "The last two orders were ¥100 on average, before that ¥600." in shown
    assert task.at_stake > 0


@pytest.mark.covers("SEG-07")
def test_a_valuable_customer_who_spends_less_is_watched(morning, client, lin):
    best = customer("Shao Best", owner=lin)
    for year, amount in ((2024, 3000), (2025, 3000), (2026, 1800)):
        for month in range(1, 10):
            buys(best, date(year, month, 20), amount)
    for number in range(9):
        buys(customer(f"Small {number}"), date(2026, 9, 1), 10)
    refresh()
    (task,) = tasks("watch_list")
    assert task.customer == best
    shown = read(client, lin, best.get_absolute_url())
    assert "spent ¥16,200 in the last 12 months, ¥27,000 before." in shown
