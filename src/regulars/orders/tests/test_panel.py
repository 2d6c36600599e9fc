"""A customer's orders on the customer page, on the timeline and as measures: all of it computed."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.utils import translation

from regulars.core import clock
from regulars.customers import actions, measures, panels, timeline
from regulars.orders import panel
from regulars.orders.browsing import record_browsing
from regulars.orders.buying_habits import habits_of, mean_interval
from regulars.orders.deal_summary import deals_of, products_of
from regulars.orders.models import Order
from regulars.orders.ordering import deliver
from regulars.orders.paying import record_payment, record_refund
from regulars.orders.returning import return_goods

pytestmark = pytest.mark.usefixtures("morning")


def said(told):
    return {fact["label"]: str(fact["value"]) for fact in told}


def value_of(name, as_of):
    with connection.cursor() as cursor:
        cursor.execute(measures.find(name).sql, {"as_of": as_of})
        return dict(cursor.fetchall())


@pytest.mark.covers("DB-05")
def test_the_deal_summary_is_computed_from_orders_and_returns(client, ming, green, black, sell, lin, manager):
    order = sell(ming, green, 3, on=date(2026, 1, 5))
    sell(ming, black, 2, on=date(2026, 3, 5))
    sell(ming, green, 1, on=date(2026, 4, 5), currency="USD")
    return_goods(order, {1: Decimal(1)}, by=lin)
    deals = deals_of(ming)
    assert (deals.count, deals.returns, deals.without_rate) == (3, 1, 1)
    assert (deals.bought, deals.returned, deals.total, deals.average) == (401, -100, 301, Decimal("200.50"))
    # 200 net with known costs of 120.
    assert (deals.gross_profit, deals.first_on, deals.last_on) == (80, date(2026, 1, 5), date(2026, 4, 5))
    shown = [
        ("Deals", "3"), ("Total amount", "¥301 ¥401 bought, ¥100 brought back; 1 without exchange rate left out"),
        ("Average amount", "¥200.50"), ("Gross profit", "¥80 costs are known for 75% of it"),
        ("First deal", "2026-01-05"), ("Last deal", "2026-04-05"),
    ]  # fmt: skip
    assert deals_on_page(client, manager, ming) == shown
    assert deals_on_page(client, lin, ming) == [line for line in shown if line[0] != "Gross profit"]
    client.force_login(manager)
    bought = client.get(f"/customers/{ming.pk}/orders/").content.decode().split('id="bought-h"')[1]
    assert re.findall("Dragon Well|Keemun", bought.split("</section>")[0]) == ["Dragon Well", "Keemun"]
    form = client.get(f"/customers/{ming.pk}/edit/").context["form"]
    assert [name for name in form.fields if re.search("deal|order|spend|profit", name)] == []


def deals_on_page(client, user, customer):
    client.force_login(user)
    page = client.get(f"/customers/{customer.pk}/orders/").content.decode()
    block = page.split('id="deals-h"')[1].split("</section>")[0]
    lines = re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", block, re.S)
    return [(label, " ".join(re.sub(r"<[^>]+>", " ", value).split())) for label, value in lines]


@pytest.mark.covers("DB-05")
def test_products_bought_are_net_of_returns_and_say_when_they_are_needed_again(ming, green, black, sell, lin):
    order = sell(ming, green, 3, on=date(2026, 8, 5))
    sell(ming, black, 1, on=date(2026, 9, 20))
    return_goods(order, {1: Decimal(1)}, by=lin)
    rows = [panel.product_row(row, clock.today()) for row in products_of(ming)]
    shown = [
        (row["product__code"], row["bought"], row["value"], row["due_on"], row["is_late"]) for row in rows
    ]
    assert shown == [("G1", 2, 200, date(2026, 9, 4), True), ("B1", 1, Decimal("50.5"), None, False)]


@pytest.mark.covers("DB-18")
def test_buying_habits_come_from_the_orders(ming, green, sell):
    """Every second Monday for a year and a half; most of it online, in the afternoon."""
    first = date(2025, 3, 3).toordinal()
    for place in range(40):
        at = datetime.combine(date.fromordinal(first + 14 * place), datetime.min.time(), UTC).replace(hour=7)
        sell(ming, green, 1 + place % 2, ordered_at=at, channel="offline" if place % 4 == 0 else "online")
    assert said(habits_of(ming)) == {
        "Kinds of product": "Green tea 100%",
        "How often": "every 14 days on average",
        "Usual amount": "¥150",
        "Channel": "Online",
        "Time of the week": "Monday, in the afternoon",
    }


def test_two_orders_are_no_habit(ming, green, sell):
    sell(ming, green, 1, on=date(2026, 1, 5))
    sell(ming, green, 1, on=date(2026, 2, 5))
    assert list(said(habits_of(ming))) == ["Kinds of product"]


def test_the_mean_interval_counts_days_and_not_orders():
    days = [date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 11), date(2026, 1, 31)]
    assert mean_interval(days) == 15
    assert mean_interval(days[:2]) is None


def test_the_same_look_told_twice_is_kept_once(ming, green, black, sell, lin):
    for hour in (3, 3, 5):
        record_browsing(ming, green, at=datetime(2026, 9, 20, hour, tzinfo=UTC), source="web shop")
    record_browsing(ming, black, at=datetime(2026, 9, 19, 3, tzinfo=UTC))
    sell(ming, black)
    looked = [
        (row["product__code"], row["times"], row["is_bought"]) for row in panel.tab(ming, lin)["looked_at"]
    ]
    assert looked == [("G1", 2, False), ("B1", 1, True)]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_tab_shows_all_of_it_in_both_languages(rf, ming, green, sell, lin, manager, language):
    order = sell(ming, green, 3, on=date(2026, 8, 1), on_credit=True)
    return_goods(order, {1: Decimal(1)}, by=lin)
    record_payment(order, Decimal(50), by=lin)
    request = rf.get("/")
    request.user = manager
    with translation.override(language):
        html = render_to_string("orders/tab.html", panel.tab(ming, manager) | {"customer": ming}, request)
    assert order.reference in html
    assert {"en": "Deal summary", "zh-hans": "成交情况"}[language] in html
    assert "¥150" in html  # overdue: 300 less 100 brought back and 50 paid


def test_the_registers_know_orders(ming, green, sell, lin, reader):
    sell(ming, green)
    tab = panels.find("orders")
    assert (tab.place, tab.count(ming)) == ("tab", 1)
    assert panels.find("credit").context(ming, lin)["standing"].limit == 1000
    offered = {action.code: action for action in actions.offered(lin, ming)}
    assert offered["new_order"].url(ming) == f"/orders/new/{ming.pk}/"
    assert "new_order" not in {action.code for action in actions.offered(reader, ming)}


def test_who_never_bought_on_credit_has_no_credit_block(hua, wei, green, sell):
    sell(hua, green)
    assert panels.find("credit").context(hua, wei) is None


@pytest.mark.covers("DB-07")
def test_orders_returns_payments_and_late_deliveries_stand_on_the_timeline(ming, green, sell, lin):
    order = sell(ming, green, 2, on=date(2026, 9, 1), on_credit=True, promised_on=date(2026, 9, 3))
    deliver(order, date(2026, 9, 6), by=lin)
    record_payment(order, Decimal(150), by=lin, at=datetime(2026, 9, 10, 2, tzinfo=UTC))
    back = return_goods(order, {1: Decimal(1)}, by=lin, at=datetime(2026, 9, 12, 2, tzinfo=UTC))
    record_refund(back, Decimal(50), by=lin, at=datetime(2026, 9, 14, 2, tzinfo=UTC))
    told = timeline.entries(ming, lin, only=["order"])
    assert [(str(entry.kind_label), str(entry.headline), str(entry.warning)) for entry in told] == [
        ("Payment", "Got ¥50 back", ""),
        ("Return", "−¥100: Dragon Well", ""),
        ("Payment", "Paid ¥150", ""),
        ("Delivery", f"Delivery of {order.reference} came late", "3 days late"),
        ("Order", "¥200: Dragon Well", ""),
    ]
    assert len(timeline.entries(ming, lin, only=["order"], before=told[2].at)) == 2


def test_what_is_paid_with_the_order_is_not_told_twice(ming, green, sell, lin):
    order = sell(ming, green, 1)
    record_payment(order, Decimal(100), by=lin, at=order.ordered_at)
    assert [str(entry.kind_label) for entry in timeline.entries(ming, lin, only=["order"])] == ["Order"]


@pytest.mark.covers("DB-10")
def test_open_and_overdue_are_true_for_the_day_they_are_asked_for(ming, hua, green, sell, lin):
    order = sell(ming, green, 3, on=date(2026, 8, 1), on_credit=True)
    record_payment(
        order, Decimal(50), by=lin, at=datetime(2026, 9, 10, 16, tzinfo=UTC)
    )  # already the 11th in Shanghai
    sell(hua, green, 1)
    assert value_of("open_credit", date(2026, 9, 10)) == {ming.pk: Decimal(300)}
    assert value_of("open_credit", date(2026, 9, 11)) == {ming.pk: Decimal(250)}
    assert value_of("overdue_amount", date(2026, 8, 31)) == {}
    assert value_of("overdue_amount", date(2026, 9, 11)) == {ming.pk: Decimal(250)}
    assert value_of("open_credit", date(2026, 7, 31)) == {}


def test_favourites_and_channels(ming, hua, green, black, sell):
    sell(ming, green, 1, on=date(2026, 9, 1), channel="online")
    sell(ming, black, 4, on=date(2026, 9, 2), channel="offline")
    sell(hua, green, 1, on=date(2024, 9, 1), channel="online")
    day = date(2026, 9, 28)
    assert value_of("top_product", day) == {ming.pk: "Keemun"}
    assert value_of("favourite_category", day) == {ming.pk: "Green tea"}
    assert value_of("channels_used", day) == {ming.pk: "both", hua.pk: "online"}
    assert value_of("last_order_channel", day) == {ming.pk: "offline", hua.pk: "online"}
    assert value_of("last_order_channel", date(2026, 9, 1))[ming.pk] == "online"


@pytest.mark.covers("SEG-28")
def test_the_next_product_due_is_the_first_not_yet_given_up(ming, hua, green, black, sell):
    black.repurchase_days = 10
    black.save()
    sell(ming, green, 1, on=date(2026, 9, 1))
    sell(ming, black, 1, on=date(2026, 9, 10))
    sell(hua, green, 1, on=date(2026, 7, 1))  # more than twice thirty days ago
    day = date(2026, 9, 28)
    assert value_of("next_product_due_on", day) == {ming.pk: date(2026, 9, 20)}
    assert value_of("next_product_due", day) == {ming.pk: "Keemun"}
    assert value_of("next_product_due_on", date(2026, 10, 1)) == {ming.pk: date(2026, 10, 1)}
    assert Order.objects.count() == 3
