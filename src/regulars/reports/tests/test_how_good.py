"""How good the estimates are, told on the firm's own past; and what they say of one customer."""

import re
from datetime import timedelta
from html import unescape

import numpy as np
import pytest
from django.urls import reverse

from regulars.core import clock, settings_store
from regulars.customers.models import Customer
from regulars.insights import foreseeing
from regulars.insights.models import FirmFigures, ModelRecord
from regulars.insights.tests.shop import day
from regulars.orders.models import Order

pytestmark = [pytest.mark.database, pytest.mark.django_db]
OPENED, TODAY = day("2025-01-01"), day("2026-09-27")


def words(html):
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
    return text.replace(" ,", ",").replace(" .", ".")


@pytest.fixture
def busy_shop(morning):
    """150 who order about every 30 days, some until they leave for good; the same in every run."""
    settings_store.put("insights.horizon_days", 60)
    chance = np.random.default_rng(5)
    customers = Customer.objects.bulk_create(
        Customer(name=f"客户{number:03}", pinyin=f"kehu{number:03}", imported_on=OPENED)
        for number in range(150)
    )
    orders = []
    for customer in customers:
        on = OPENED + timedelta(days=int(chance.integers(0, 300)))
        leaves = on + timedelta(days=int(chance.exponential(900)))
        while on <= min(TODAY, leaves):
            orders.append(
                Order(
                    reference=f"A{len(orders)}", customer=customer, ordered_at=clock.start_of(on), ordered_on=on,
                    currency="CNY", rate=1, rate_on=on, amount=100, amount_base=100, cost_base=60,
                )
            )  # fmt: skip
            on += timedelta(days=1 + int(chance.exponential(30)))
    Order.objects.bulk_create(orders)


def page(client, user):
    client.force_login(user)
    answer = client.get(reverse("reports:how_good"))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.covers("CHN-03")
def test_the_page_says_how_each_model_did_and_opens_the_customers_behind_each_tenth(
    busy_shop, refresh, boss, client
):
    refresh()
    record = ModelRecord.objects.get(question="activity")
    assert (record.cut_on, record.until_on) == (TODAY - timedelta(days=60), TODAY)
    shown = page(client, boss)
    told = record.record
    for score in told["scores"]:
        if score["brier"] is not None:
            assert f"{score['brier']:.3f}" in shown
    best = told["tenths"][-1]
    sentence = f"chance of {round(100 * best['foreseen'])}% to order within 60 days, and {round(100 * best['ordered'])}% of them did"
    assert sentence in words(shown)
    place = len(told["tenths"]) - 1
    listed = client.get(
        reverse("reports:customers"), {"figure": "tenth", "code": place, "outcome": "ordered"}
    )
    assert f"{len(record.members[f'tenth:{place}:ordered'])} customers" in words(listed.content.decode())
    assert len(record.members[f"tenth:{place}:ordered"]) == round(best["ordered"] * best["customers"])


@pytest.mark.covers("CHN-03")
def test_of_many_customers_the_page_says_how_many_were_tried(busy_shop, refresh, boss, client, monkeypatch):
    monkeypatch.setattr(foreseeing, "MOST_TRIED", 120)
    refresh()
    shown = words(page(client, boss))
    for question in ("activity", "due"):
        record = ModelRecord.objects.get(question=question).record
        assert (record["tried"], record["of_all"]) == (120, 150)
    members = ModelRecord.objects.get(question="activity").members
    assert sum(len(some) for code, some in members.items() if code.startswith("tenth:")) == 120
    said = "Tried on 120 of 150 customers with orders, drawn by their numbers."
    assert shown.count(said) == 3  # whether, when, and by level of risk
    measured = Customer.objects.exclude(measures__churn_risk=None).count()
    assert measured == 150


def test_where_all_were_tried_nothing_is_said_of_it(busy_shop, refresh, boss, client):
    refresh()
    assert "drawn by their numbers" not in words(page(client, boss))


def test_the_levels_on_the_page_are_those_of_the_model(busy_shop, refresh, boss, client):
    refresh()
    told = FirmFigures.objects.get(scope="all").figures["backtest"]
    assert told["by"] == "model"
    levels = {level["level"]: level for level in told["levels"]}
    assert levels["low"]["share"] < levels["all"]["share"] < levels["high"]["share"]
    assert sum(levels[code]["customers"] for code in ("low", "medium", "high")) == levels["all"]["customers"]
    shown = words(page(client, boss))
    assert f"{round(100 * levels['high']['share'])}% of those at high risk placed no order" in shown


@pytest.mark.covers("CHN-03")
def test_the_risk_of_a_customer_is_explained_by_steps_that_add_up(busy_shop, refresh, boss, client):
    refresh()
    row = (
        Customer.objects.select_related("measures")
        .exclude(measures__churn_risk=None)
        .order_by("-measures__churn_risk")
        .first()
    )
    risk = row.measures.churn_risk
    assert 0 < risk < 1
    assert row.measures.risk_level == "high"
    assert row.measures.risk_source == "model"
    client.force_login(boss)
    shown = words(client.get(row.get_absolute_url()).content.decode())
    assert f"The chance of no order up to 2026-11-26, within 60 days, is {round(100 * risk)}%." in shown
    steps = re.search(r"Average of all customers (\d+)%(.*?)Churn risk (\d+)%", shown)
    points = [int(step.replace("−", "-")) for step in re.findall(r"([+−]\d+) points", steps[2])]
    assert int(steps[1]) + sum(points) == int(steps[3]) == round(100 * risk)


@pytest.mark.covers("SEG-21")
def test_the_next_order_is_shown_with_its_range_and_its_record(busy_shop, refresh, boss, client):
    refresh()
    row = Customer.objects.select_related("measures").exclude(measures__next_order_expected_on=None).first()
    measured = row.measures
    assert (
        TODAY < measured.next_order_from_on <= measured.next_order_expected_on <= measured.next_order_until_on
    )
    client.force_login(boss)
    shown = words(client.get(row.get_absolute_url()).content.decode())
    assert (
        f"most likely around {measured.next_order_expected_on}, 8 times out of 10 between {measured.next_order_from_on} and {measured.next_order_until_on}"
        in shown
    )
    due = ModelRecord.objects.get(question="due")
    score = next(each for each in due.record["scores"] if each["name"] == due.chosen)
    shown = words(page(client, boss))
    assert f"on average it was {score['error']:.1f} days off" in shown
    bar = f"{100 * score['near']:.1f}".removesuffix(".0")
    assert re.search(rf"80% the range should hold .*{bar}% [\d.]+% 80%", shown), shown


def test_the_past_is_tried_once_a_month_and_the_choice_kept_until_then(busy_shop, refresh, boss):
    refresh()
    first = ModelRecord.objects.get(question="activity")
    refresh("2026-09-28")
    assert ModelRecord.objects.filter(question="activity").count() == 1
    refresh("2026-10-01")
    made = list(
        ModelRecord.objects.filter(question="activity").order_by("as_of").values_list("as_of", flat=True)
    )
    assert made == [first.as_of, day("2026-10-01")]


def test_a_small_past_says_what_is_missing_and_points_sort_meanwhile(shop, refresh, boss, client):
    refresh()
    shown = words(page(client, boss))
    assert (
        "Not enough data yet: on 2026-07-26 there were 3 customers with orders, and 2 of them ordered in the 60 days after it."
        in shown
    )
    steady = Customer.objects.select_related("measures").get(name="Zhou Wenbin").measures
    assert (steady.churn_risk, steady.risk_source) == (None, "points")
    client.force_login(boss)
    told = words(client.get(Customer.objects.get(name="Chen Yutong").get_absolute_url()).content.decode())
    assert "there is not enough of a past yet to try a model on" in told


def test_who_sees_the_own_customers_only_finds_only_these_behind_a_tenth(
    busy_shop, refresh, lin, wei, client
):
    refresh()
    Customer.objects.update(owner=wei)
    record = ModelRecord.objects.get(question="activity")
    one = Customer.objects.get(pk=record.members["tenth:0:silent"][0])
    Customer.objects.filter(pk=one.pk).update(owner=lin)
    client.force_login(lin)
    behind = [
        client.get(reverse("reports:customers"), {"figure": "tenth", "code": place}).content.decode()
        for place in range(len(record.record["tenths"]))
    ]
    assert "1 customer" in words(behind[0])
    assert one.name in behind[0]
    assert not any("客户" in html for html in behind[1:])
