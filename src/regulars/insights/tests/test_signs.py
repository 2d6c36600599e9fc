"""Warnings of growth and stability: on their page, on the customer's, and in lists; facts join in when they come."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from regulars.core import clock, settings_store
from regulars.customers import measures
from regulars.customers.choices import Channel, Direction
from regulars.customers.models import CustomerMeasures, Interaction, MemoryNote, Promise
from regulars.insights.stages import sources
from regulars.insights.tests.shop import buys, customer, day

pytestmark = pytest.mark.django_db


def page(client, user, url):
    client.force_login(user)
    return " ".join(client.get(url).content.decode().split())


def text(html):
    """A page as it is read, without its tags."""
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def tab(client, user, who):
    return page(client, user, f"{who.get_absolute_url()}relation/")


def talks(who, on, words="", direction=Direction.TO_CUSTOMER, channel=Channel.PHONE, **more):
    at = clock.start_of(day(on)) + timedelta(hours=10)
    return Interaction.objects.create(
        customer=who, happened_at=at, channel=channel, direction=direction, customer_words=words,
        created_at=at, **more,
    )  # fmt: skip


def told(who):
    return CustomerMeasures.objects.get(pk=who.pk)


@pytest.mark.covers("LC-12")
def test_a_competitor_mentioned_by_a_stable_customer_is_an_early_sign(shop, refresh, client, lin):
    talks(shop["steady"], "2026-09-20", "The new shop, another one, sells a good Longjing, says Brewwell")
    settings_store.put("insights.competitors", "Brewwell")
    refresh()
    row = told(shop["steady"])
    assert (row.stage, row.signs, row.stage_warning) == ("stability", "competitor", "early_signs")
    shown = page(client, lin, reverse("insights:signs"))
    assert "1 customer of 1 (100%) have a warning." in text(shown)
    assert "Open complaintnot recorded yetA complaint" in text(shown)
    behind = reverse("customers:list") + "?f=stage:in:stability&amp;f=stage_warning:in:early_signs"
    assert f'<a href="{behind}&amp;f=sign_competitor:yes"><span class="fig">1</span></a>' in shown
    assert "Zhou Wenbin" in page(client, lin, f"{behind}&f=sign_competitor:yes".replace("&amp;", "&"))
    assert "A competitor was mentioned, last on 2026-09-20." in text(tab(client, lin, shop["steady"]))


@pytest.mark.covers("LC-07")
def test_volatility_says_how_intervals_and_amounts_vary(shop, refresh, client, lin):
    restless = customer("Gu Restless", owner=lin)
    buys(restless, "2026-04-01", amount=100)
    buys(restless, "2026-04-11", amount=200)
    buys(restless, "2026-09-10", amount=300)
    refresh()
    row = told(restless)
    # Gaps of 10 and 152 days: mean 81, deviation 100.4. Amounts: mean 200, deviation 100.
    assert (round(row.interval_volatility, 2), round(row.amount_volatility, 2)) == (1.24, 0.5)
    assert row.is_volatile
    shown = tab(client, lin, restless)
    assert "<td>Intervals vary by</td><td>124%</td>" in shown
    assert "<td>Average</td><td>87%</td>" in shown
    assert "Restless: intervals and amounts vary widely." in shown


@pytest.mark.covers("LC-08")
def test_a_growing_customer_who_drops_may_jump_to_decline(shop, refresh, client, lin):
    # 20, 100, 20 days, then 75 of waiting; about a year of custom, not steady enough for stability.
    restless = customer("Gu Restless", owner=lin)
    days = ("2026-01-01", "2026-01-21", "2026-05-01", "2026-05-21", "2026-08-01")
    for on, amount in zip(days, (100, 300, 100, 300, 100), strict=True):
        buys(restless, on, amount=amount)
    refresh()
    row = told(restless)
    assert (row.stage, row.recent_interval_days, row.earlier_interval_days) == ("growth", 72, 20.0)
    assert (row.signs, row.stage_warning) == ("longer_interval", "volatile")
    assert "the latest interval is 72 days, usually 20 days".capitalize() in text(tab(client, lin, restless))
    shown = page(client, lin, reverse("insights:signs"))
    assert "1 customer of 1 (100%) have a warning." in text(shown)


@pytest.mark.covers("LC-10")
def test_the_evidence_of_stability_is_listed_for_one_customer(shop, refresh, client, lin):
    steady = shop["steady"]
    talks(steady, "2026-09-01", channel=Channel.VISIT)
    talks(steady, "2026-09-02", "Thank you", direction=Direction.FROM_CUSTOMER)
    Promise.objects.create(
        customer=steady, text="Send a sample", made_on=day("2026-08-01"), due_on=day("2026-08-05"),
        status="kept", closed_at=clock.start_of(day("2026-08-04")),
    )  # fmt: skip
    MemoryNote.objects.create(customer=steady, kind="detail", text="Two sons", noted_on=day("2026-08-01"))
    refresh()
    shown = tab(client, lin, steady)
    for sentence in (
        "In a year we turned to the customer 1 times, the customer to us 1 times.",
        "1 visit in a year, 1 promise kept, ¥0 in discounts so far, 0 gifts.",
        "told us 1 needs and details, referrals are not recorded yet.",
        "No promise broken in a year.",
        "Not known yet; it needs answers about trust in surveys.",
        "Not asked yet.",
    ):
        assert sentence in shown
    assert shown.count('<span class="soft">not known</span>') == 2  # satisfaction and trust


@pytest.mark.covers("LC-01")
def test_contentment_told_by_another_module_counts_in_the_stage(shop, refresh, client, lin, monkeypatch):
    missing = {fact.name for fact in sources.missing()}
    assert missing == {"trust", "complaints_open", "referrals"}
    steady = shop["steady"]
    source = measures.find("last_check")
    answer = (
        f"SELECT id, 'dissatisfied' FROM customers_customer WHERE id = {steady.pk} AND %(as_of)s IS NOT NULL"
    )
    monkeypatch.setitem(measures._registered, "last_check", replace(source, sql=answer))
    refresh()
    row = told(steady)
    assert (row.stage, row.stage_rule, row.satisfaction) == ("growth", "dissatisfied", 0.0)
    shown = tab(client, lin, steady)
    assert "Ordered regularly, but the last answer was 0% content." in shown
    assert "low score" not in shown
    assert "The last answer was 0% content." in shown


def test_a_customer_of_somebody_else_stands_behind_no_figure(shop, refresh, client, wei):
    talks(shop["steady"], "2026-09-20", "competitor")
    refresh()
    assert "No early signs in stability." in page(client, wei, reverse("insights:signs"))
