"""Within how many days customers are to be contacted, and who counts as neglected."""

import re
from datetime import date
from decimal import Decimal

import pyarrow.parquet as pq
import pytest
from django.urls import reverse

from regulars.core import clock, settings_store
from regulars.customers.models import CustomerMeasures, Interaction
from regulars.insights.snapshotting import write_snapshot
from regulars.insights.tests.shop import buys, customer, day
from regulars.orders.models import OrderLine

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LONG_AGO = date(2025, 1, 1)


def told(client, user, url):
    client.force_login(user)
    return re.sub(r"<[^>]+>", "", client.get(url).content.decode())


@pytest.mark.covers("CHN-10")
def test_who_may_not_be_contacted_does_not_count_as_neglected_and_the_count_opens_what_it_says(
    morning, refresh, client, boss
):
    customer("Waits", owner=boss, imported_on=LONG_AGO)
    wishes = {
        "Never": {"do_not_contact": True},
        "Not now": {"do_not_contact_from": day("2026-09-20"), "do_not_contact_until": day("2026-10-08")},
        "From now on": {"do_not_contact_from": day("2026-09-27")},
        "Until today": {"do_not_contact_until": day("2026-09-27")},
        "Dead": {"is_deceased": True},
        "Gone": {"is_let_go": True},
    }
    for name, wish in wishes.items():
        customer(name, owner=boss, imported_on=LONG_AGO, **wish)
    customer("Again", owner=boss, imported_on=LONG_AGO, do_not_contact_until=day("2026-09-26"))
    customer("Later", owner=boss, imported_on=LONG_AGO, do_not_contact_from=day("2026-09-28"))
    refresh()
    client.force_login(boss)
    neglected = client.get(reverse("reports:dashboard")).context["neglected"]
    assert neglected.total == 3
    listed = client.get(neglected.url).content.decode()
    assert re.findall(r'class="name" href="[^"]+"><bdi>(.*?)</bdi>', listed) == ["Later", "Again", "Waits"]


@pytest.mark.covers("CARE-05")
def test_an_administrator_sets_a_limit_for_a_stage_and_the_shorter_one_holds(shop, refresh, client, boss):
    client.force_login(boss)
    url = reverse("accounts:firm", args=["insights"])
    form = client.get(url).context["form"]
    assert "Contact customers in growth every … days" in told(client, boss, url)
    values = {name: field.initial for name, field in form.fields.items()}
    client.post(url, values | {"insights.contact_days_growth": "14", "insights.contact_days_decline": "400"})
    for name in ("back", "silent"):
        Interaction.objects.create(
            customer=shop[name],
            happened_at=clock.start_of(day("2026-09-01")),
            channel="phone",
            created_at=clock.now(),
        )
    refresh()
    limits = dict(CustomerMeasures.objects.values_list("customer__name", "contact_limit_days"))
    assert (limits["Wu Jiahui"], limits["Chen Yutong"]) == (14, 30)
    due = "/customers/?columns=next_contact_due_on&f=next_contact_due_on:before:2026-09-16"
    assert "Wu Jiahui" in told(client, boss, due)
    assert "Chen Yutong" not in told(client, boss, due)


@pytest.mark.covers("DB-24")
def test_how_many_are_key_customers_is_set_on_a_page(morning, refresh, client, boss):
    for number in range(10):
        buys(customer(f"Customer {number}", owner=boss), "2026-08-01", "2026-09-01", amount=900 - number)
    client.force_login(boss)
    url = reverse("accounts:firm", args=["insights"])
    values = {name: field.initial for name, field in client.get(url).context["form"].fields.items()}
    assert client.post(url, values | {"insights.key_percent": "60"}).status_code == 200
    assert settings_store.get("insights.key_percent") == 5
    client.post(url, values | {"insights.key_percent": "30"})
    refresh()
    shown = client.get("/customers/?f=status:in:key&sort=-total_spend").content.decode()
    names = re.findall(r'class="name" href="[^"]+"><bdi>(.*?)</bdi>', shown)
    assert names == ["Customer 0", "Customer 1", "Customer 2"]


def test_half_a_cent_of_a_line_is_rounded_to_even_as_money_is_everywhere(morning, settings, tmp_path):
    who = customer("Zhou Wenbin")
    buys(who, "2026-09-01")
    order = who.orders.get()
    type(order).objects.update(currency="USD", rate=Decimal("0.5"))
    # Half of 0.01, 0.03, 0.05 and -0.05, and costs of half a cent.
    for place, (amount, cost) in enumerate(
        [("0.01", "0.0050"), ("0.03", "0.0150"), ("0.05", "0.0250"), ("-0.05", "0.0051")], 1
    ):
        OrderLine.objects.create(
            order=order,
            position=place,
            quantity=1,
            unit_price=1,
            amount=Decimal(amount),
            unit_cost=Decimal(cost),
        )
    target = write_snapshot(day("2026-09-27"), directory=tmp_path / "lines")
    lines = pq.read_table(target / "order_lines.parquet")
    assert lines["amount_minor"].to_pylist() == [0, 2, 2, -2]
    assert lines["cost_minor"].to_pylist() == [0, 2, 2, 1]
