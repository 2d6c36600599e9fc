"""What a customer cost: recorded once, taken back by a line of the opposite amount, filled from the settings."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from regulars.core import clock, settings_store
from regulars.core.models import AuditEvent
from regulars.costs import filling, wording
from regulars.costs.models import CareCost
from regulars.customers import recording as contacts
from regulars.customers.models import Interaction
from regulars.insights.tests.shop import customer
from regulars.orders.models import Order, Payment

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def lines(who):
    found = CareCost.objects.filter(customer=who).order_by("spent_on", "pk")
    return [(line.kind, line.amount, line.spent_on.isoformat()) for line in found]


def contact(who, channel, *, result="reached", days_ago=1, by=None):
    interaction = Interaction(
        customer=who, channel=channel, result=result, happened_at=clock.now() - timedelta(days=days_ago)
    )
    return contacts.record_interaction(interaction, by=by)


def sent(**fields):
    return {"kind": "gift", "amount": "88.50", "spent_on": "2026-09-20", "note": "Tea box", **fields}


@pytest.mark.covers("SEG-10")
def test_a_gift_is_recorded_once_and_shown_on_the_customers_page(morning, lin, client):
    zhou = customer("Zhou Wenbin", owner=lin)
    client.force_login(lin)
    url = reverse("costs:new", args=[zhou.pk])
    for _again in range(2):
        answer = client.post(url, sent(reference="hand:one"), follow=True)
    assert lines(zhou) == [("gift", Decimal("88.50"), "2026-09-20")]
    html = answer.content.decode()
    assert "Tea box" in html
    assert "¥88.50" in html
    other = customer("Chen Yutong", owner=lin)
    assert "Tea box" not in client.get(reverse("customers:tab", args=[other.pk, "costs"])).content.decode()
    assert AuditEvent.objects.filter(verb="cost.recorded", customer_id=zhou.pk).count() == 1


@pytest.mark.covers("SEG-10")
def test_minutes_of_service_cost_what_an_hour_costs(morning, lin, client):
    settings_store.put("costs.of_service_hour", 90)
    zhou = customer("Zhou Wenbin", owner=lin)
    client.force_login(lin)
    client.post(reverse("costs:new", args=[zhou.pk]), sent(kind="service", amount="", minutes="40"))
    assert lines(zhou) == [("service", Decimal("60.00"), "2026-09-20")]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount": ""}, "Give an amount, or the minutes it took."),
        ({"amount": "", "minutes": "30"}, "What an hour of service costs is not set yet"),
        ({"spent_on": "2026-09-29"}, "The day has not come yet."),
        ({"amount": "-5"}, "greater than or equal to 0.01"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(morning, lin, client, wrong, said):
    zhou = customer("Zhou Wenbin", owner=lin)
    client.force_login(lin)
    answer = client.post(reverse("costs:new", args=[zhou.pk]), sent(**wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert lines(zhou) == []


def test_a_number_that_stands_on_another_cost_is_refused(morning, lin, client):
    zhou, chen = customer("Zhou Wenbin", owner=lin), customer("Chen Yutong", owner=lin)
    client.force_login(lin)
    client.post(reverse("costs:new", args=[zhou.pk]), sent(reference="hand:one"))
    answer = client.post(reverse("costs:new", args=[chen.pk]), sent(reference="hand:one"))
    assert "This number stands on another cost already." in answer.content.decode()
    assert lines(chen) == []


def test_taking_a_cost_back_twice_takes_it_back_once(morning, lin, client):
    zhou = customer("Zhou Wenbin", owner=lin)
    client.force_login(lin)
    client.post(reverse("costs:new", args=[zhou.pk]), sent())
    line = CareCost.objects.get()
    for _again in range(2):
        client.post(reverse("costs:take_back", args=[line.pk]))
    assert [amount for _kind, amount, _day in lines(zhou)] == [Decimal("88.50"), Decimal("-88.50")]


def test_a_contact_costs_from_the_moment_it_is_recorded_and_nothing_when_it_is_taken_back(morning, lin):
    settings_store.put("costs.of_visit", 120)
    zhou = customer("Zhou Wenbin", owner=lin)
    visit = contact(zhou, "visit", by=lin)
    contact(zhou, "visit", result="no_answer", by=lin)
    contact(zhou, "phone", by=lin)
    assert lines(zhou) == [("visit", Decimal("120.00"), "2026-09-27")]
    contacts.take_back(visit)
    assert sum(amount for _kind, amount, _day in lines(zhou)) == 0


@pytest.mark.covers("SEG-10")
def test_contacts_of_before_are_counted_at_the_first_price_by_the_refresh(shop, refresh, lin, boss, client):
    visit = contact(shop["steady"], "visit", days_ago=10, by=lin)
    contact(shop["steady"], "phone", days_ago=5, by=lin)
    client.force_login(boss)
    page = reverse("accounts:firm", args=["costs"])
    form = dict.fromkeys(client.get(page).context["form"].fields, "0")
    client.post(page, form | {"costs.of_visit": "120", "costs.of_phone": "2.5"})
    refresh()
    wanted = [("visit", Decimal("120.00"), "2026-09-18"), ("contact", Decimal("2.50"), "2026-09-23")]
    assert lines(shop["steady"]) == wanted
    client.post(page, form | {"costs.of_visit": "500", "costs.of_phone": "2.5"})
    refresh()
    assert lines(shop["steady"]) == wanted
    Interaction.objects.filter(pk=visit.pk).delete()
    refresh()
    refresh()
    assert lines(shop["steady"])[:2] == [wanted[0], ("visit", Decimal("-120.00"), "2026-09-18")]
    assert "¥120" in client.get(reverse("customers:tab", args=[shop["steady"].pk, "costs"])).content.decode()


@pytest.mark.covers("SEG-10")
def test_credit_costs_interest_for_each_day_it_is_open(morning, lin, client):
    """3,650 from 11 July, 1,650 of it paid on 21 July, at 10% a year: a day costs 1.00, later 0.548."""
    settings_store.put("costs.credit_percent", 10)
    zhou = customer("Zhou Wenbin", owner=lin)
    order = Order.objects.create(
        reference="A1", customer=zhou, ordered_at=clock.start_of(date(2026, 7, 11)), ordered_on=date(2026, 7, 11),
        currency="CNY", rate=1, amount=Decimal(3650), amount_base=Decimal(3650), on_credit=True,
        due_on=date(2026, 8, 10), paid=Decimal(1650),
    )  # fmt: skip
    Payment.objects.create(
        customer=zhou, order=order, amount=1650, currency="CNY", paid_at=clock.start_of(date(2026, 7, 21))
    )
    # 10 days of 1.00 and 11 of 2000 × 10 % ÷ 365; then the whole of August. September is not over.
    july = Decimal("10") + Decimal(2000) * 11 / 3650
    august = Decimal(2000) * 31 / 3650
    wanted = [
        ("credit", round(july, 2), "2026-07-31"),
        ("credit", round(august, 2), "2026-08-31"),
    ]
    assert filling.fill(date(2026, 9, 27)) == 2
    assert lines(zhou) == wanted
    assert filling.fill(date(2026, 9, 27)) == 0
    filling.fill(date(2026, 9, 30))
    assert lines(zhou)[2:] == [("credit", round(Decimal(2000) * 30 / 3650, 2), "2026-09-30")]
    client.force_login(lin)
    html = client.get(reverse("customers:tab", args=[zhou.pk, "costs"])).content.decode()
    assert re.findall(r"<td>Interest on credit</td><td[^>]*>(?:<[^>]+>)*([^<]+)", html) == [
        "¥16.44",
        "¥16.99",
        "¥16.03",
    ]


def test_what_counts_as_paid_without_a_payment_costs_no_interest(morning, lin):
    settings_store.put("costs.credit_percent", 10)
    zhou = customer("Zhou Wenbin", owner=lin)
    Order.objects.create(
        reference="A1", customer=zhou, ordered_at=clock.start_of(date(2026, 7, 11)), ordered_on=date(2026, 7, 11),
        currency="CNY", rate=1, amount=Decimal(3650), amount_base=Decimal(3650), on_credit=True,
        due_on=date(2026, 8, 10), paid=Decimal(3650),
    )  # fmt: skip
    assert filling.fill(date(2026, 9, 27)) == 0


def test_gifts_of_twelve_months_count_among_what_we_invest(shop, refresh, lin, client):
    steady, today = shop["steady"], clock.today()
    for reference, amount, day in (
        ("one", 20, today),
        ("two", 30, today - timedelta(days=300)),
        ("two taken back", -30, today),
        ("long ago", 40, today - timedelta(days=400)),
    ):
        CareCost.objects.create(
            customer=steady, kind="gift", amount=amount, spent_on=day, reference=reference
        )
    refresh()
    steady.measures.refresh_from_db()
    assert steady.measures.gift_count == 1
    client.force_login(lin)
    html = client.get(reverse("customers:tab", args=[steady.pk, "relation"])).content.decode()
    assert "in discounts so far, 1 gift." in html
    assert "gifts are not recorded yet" not in html


@pytest.mark.parametrize(
    ("share", "zh", "en"),
    [
        ("2.72", "272%", "272%"),
        ("-0.4", "−40%", "−40%"),
        ("25.67", "25.7 倍", "25.7 ×"),
        ("8806.76", "8,807 倍", "8,807 ×"),
    ],
)
def test_a_return_beyond_tenfold_is_told_in_times(share, zh, en):
    for language, told in (("zh-hans", zh), ("en", en)):
        with translation.override(language):
            assert wording.returned(Decimal(share)) == told


def test_nobody_writes_a_cost_under_the_number_with_which_another_is_taken_back(morning, lin, client):
    zhou = customer("Zhou Wenbin", owner=lin)
    client.force_login(lin)
    url = reverse("costs:new", args=[zhou.pk])
    client.post(url, sent(reference="hand:one"))
    assert client.post(url, sent(amount="1", reference="hand:one:reversed")).status_code == 422
    client.post(reverse("costs:take_back", args=[CareCost.objects.get().pk]))
    assert [amount for _kind, amount, _day in lines(zhou)] == [Decimal("88.50"), Decimal("-88.50")]
