"""Switching cost, habit and stickiness on the screen, with figures worked out by hand."""

import re

import pytest
from django.urls import reverse

from regulars.core import settings_store
from regulars.insights.tests.shop import buys
from regulars.insights.tests.test_loyalty import notes, page, tab, writes
from regulars.orders.models import Category, Order, OrderLine, Product

pytestmark = pytest.mark.django_db


def with_lines(who, *codes):
    """One line for each of the last orders, the newest first."""
    tea = Category.objects.create(name="Green tea")
    for order, code in zip(Order.objects.filter(customer=who).order_by("-ordered_on"), codes, strict=False):
        product, _is_new = Product.objects.get_or_create(
            code=code, defaults={"name": code, "category": tea if code == "G1" else None}
        )
        OrderLine.objects.create(
            order=order, position=1, product=product, quantity=1, unit_price=100, amount=100
        )


@pytest.mark.covers("LOY-19")
def test_switching_cost_stands_by_component_in_points_and_money(shop, refresh, client, boss):
    # 50 for a product bought twice, 20 for each of three contacts, 14 from staff; full at a tenth of 700.
    with_lines(shop["steady"], "G1", "G1")
    writes(shop["steady"], "2026-05-01", "2026-06-01", "2026-06-02")
    notes(
        client, boss, shop["steady"], "tie", kind="contractual", text="Deposit on tins", amount="14", happened_on="2026-01-01",
    )  # fmt: skip
    refresh()
    shown = tab(client, boss, shop["steady"])
    for component, points, money in (
        ("Learning and procedure", 71, "¥50"),
        ("Financial", 0, "¥0"),
        ("Relation and feeling", 86, "¥60"),
        ("Contract", 20, "¥14"),
    ):
        assert f"<td>{component}, {points} of 100</td><td>{money}</td>" in shown
    assert "<td>Switching cost</td><td>¥124</td>" in shown
    assert "44 of 100: what leaving costs, measured by the spend in the period of ¥700." in shown
    assert "Deposit on tins" in shown


@pytest.mark.covers("LOY-19")
def test_who_could_leave_cheaply_and_is_worth_much_is_listed(shop, refresh, client, boss):
    settings_store.put("insights.high_percent", 75)
    settings_store.put("insights.middle_percent", 10)
    refresh()
    shown = page(client, boss, reverse("insights:switching"))
    assert "Could leave cheaply and are worth much" in shown
    table = shown[shown.index('id="exposed-h"') :]
    assert table.index("Xu Jiahao") < table.index("Zhou Wenbin")
    assert "Chen Yutong" not in table  # of high value, but without any spend in the period
    url = "/customers/?f=switching_level:in:low&f=value_class:in:high"
    assert url.replace("&", "&amp;") in shown
    listed = page(client, boss, url)
    assert "Zhou Wenbin" in listed
    assert "Chen Yutong" not in listed
    notes(
        client, boss, shop["steady"], "tie", kind="contractual", text="Contract", amount="300", happened_on="2026-01-01",
    )  # fmt: skip
    notes(
        client, boss, shop["steady"], "tie", kind="procedural", text="Own till", amount="300", happened_on="2026-01-01",
    )  # fmt: skip
    refresh()
    shown = page(client, boss, reverse("insights:switching"))
    assert "Zhou Wenbin" not in shown[shown.index('id="exposed-h"') :]


@pytest.mark.covers("LOY-23")
def test_habit_is_the_regular_interval_and_the_usual_product(shop, refresh, client, boss):
    with_lines(shop["steady"], "G1", "G1", "B1", "G1")
    refresh()
    shown = tab(client, boss, shop["steady"])
    assert "Habit 88" in re.sub(r"<[^>]+>", "", shown)
    assert "<td>Regularity of the interval</td><td>100%</td>" in shown
    assert "<td>Usual product: 3 of 4 purchases</td><td>75%</td>" in shown
    assert "Still missing: shared values, which only a survey can tell." in shown
    assert "Usual product" not in tab(client, boss, shop["new"])


@pytest.mark.covers("LOY-30")
def test_stickiness_is_active_days_a_month_and_categories_with_their_trend(shop, refresh, client, boss):
    with_lines(shop["steady"], "G1", "G1", "B1")
    writes(shop["steady"], "2026-09-01", "2026-09-24")
    refresh("2026-08-31")
    refresh()
    shown = tab(client, boss, shop["steady"])
    # Orders on three days and a message on a fourth, then four orders in the three months before.
    assert "<td>Active days a month, last three months</td><td>1.3</td>" in shown
    assert "<td>Active days a month, three months before</td><td>1.3</td>" in shown
    assert "<td>Categories bought in the period</td><td>1</td>" in shown
    assert '<th scope="row">2026-08</th><td class="num">1</td><td class="num">1</td>' in shown
    assert '<th scope="row">2026-09</th><td class="num">1.3</td><td class="num">1</td>' in shown
    buys(shop["steady"], "2026-09-26")
    refresh()
    assert "Active more often than before." in tab(client, boss, shop["steady"])
