"""Value to come, lifetime value and potential as people see them."""

import re
from decimal import Decimal

import numpy as np
import pytest
from django.urls import reverse

from regulars.core import settings_store
from regulars.customers.models import Customer, CustomerMeasures
from regulars.insights import valuing_record
from regulars.insights.models import ModelRecord
from regulars.insights.tests.shop import buys, customer, day

pytestmark = pytest.mark.django_db


def read(client, user, url, *, status=200):
    client.force_login(user)
    answer = client.get(url)
    assert answer.status_code == status
    return re.sub(r"\s+([.,])", r"\1", " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))


@pytest.fixture
def town(morning, lin):
    """150 customers since 2023, each with orders every so many weeks until one day: the first leave early."""
    chance = np.random.default_rng(8)
    start = np.datetime64("2023-02-01")
    for number in range(150):
        who = customer(f"Customer {number}", owner=lin)
        first = start + np.timedelta64(int(chance.integers(0, 500)), "D")
        gap, times = int(chance.integers(20, 80)), int(chance.integers(1, 26))
        days = [str(first + np.timedelta64(gap * n, "D")) for n in range(times)]
        buys(who, *(day for day in days if day < "2026-09-27"), amount=50 + number, cost=30)
    return lin


@pytest.mark.covers("SEG-08", "TRU-06")
def test_the_customers_page_shows_both_parts_of_lifetime_value_with_formula_and_inputs(
    shop, refresh, client, lin
):
    refresh()
    steady = shop["steady"]
    row = CustomerMeasures.objects.get(customer=steady)
    # Seven orders of 100 with a cost of 60; seven order days in 183 days, drawn towards the firm's pace.
    assert row.profit_to_date == 280
    repeats, weeks = (6 + 2 + 2), (183 + 575 + 7 + 483) / 7
    expected = 7 * (365 / 7) / (183 / 7 + weeks / repeats)
    assert row.expected_orders_12m == pytest.approx(expected, abs=1e-3)
    assert row.clv_12m == pytest.approx(
        Decimal(expected * 40 * 1.1 ** -(365 / 365.25 / 2)), abs=Decimal("0.02")
    )
    assert row.ltv == row.profit_to_date + row.clv_12m
    page = read(client, lin, steady.get_absolute_url())
    assert f"Lifetime value ¥{row.ltv}" in page
    assert (
        f"Gross profit to date ¥280 Value to come, 12 months ¥{row.clv_12m} Lifetime value ¥{row.ltv}" in page
    )
    assert (
        f"chance of an order in them {round(100 * row.retention_12m)}%; later money counts 10% less a year"
        in page
    )
    assert f"Orders expected in 12 months {expected:.2f} × value of one ¥100 × margin (own costs) 40%" in page
    assert f"× worth today, at 10% a year 0.953 Value to come, about ¥{row.clv_12m}" in page
    assert (
        f"80 of 100 such customers bring between ¥{row.clv_low:.2f} and ¥{row.clv_high:.2f}"
        in page.replace(",", "")
    )
    assert "own pace of orders (6 repeat orders in 183 days)" in page
    assert "Of 100 such customers" in page
    figures = read(client, lin, f"{steady.get_absolute_url()}figures/")
    assert "Sales after returns less costs; where costs are not known" in figures


@pytest.mark.covers("SEG-11")
def test_with_few_data_value_is_calculated_directly_and_says_so(shop, refresh, client, boss):
    refresh()
    record = ModelRecord.objects.get(question="value")
    assert (record.chosen, record.record["why"]) == ("direct", "few_customers")
    page = read(client, boss, reverse("insights:ahead"))
    assert "Not enough data yet to try methods on the past: fewer than 100 customers to learn from." in page
    assert "Without a range: it could not be tried on the past yet." in page
    customer_page = read(client, boss, shop["steady"].get_absolute_url())
    assert "No better method could be used: fewer than 100 customers to learn from." in customer_page
    assert "Not enough data yet: at least 20 similar customers with orders are needed." in customer_page


@pytest.mark.covers("SEG-11")
def test_value_is_foreseen_from_past_customers_and_says_method_sample_and_error(town, refresh, client, boss):
    refresh()
    record = ModelRecord.objects.get(question="value")
    told = record.record["trials"][1]
    figures = told["methods"][record.record["judged"]]
    page = read(client, boss, reverse("insights:ahead"))
    name = valuing_record.method_name(record.chosen)
    assert record.chosen in ("beta_geo", "pareto_nbd", "similar")
    assert (
        f"What was known on {record.cut_on} was compared with what {told['customers']} customers brought"
        in page
    )
    assert (
        f"{name} expected ¥{round(figures['expected'] / 100):,} profit, ¥{round(told['actual'] / 100):,} came."
        in page
    )
    assert f"Total off by {valuing_record.signed(figures['total_error'])}" in page
    assert f"One customer off by ¥{round(figures['mae'] / 100):,}" in page
    assert f"Correlation {figures['correlation']:.2f}" in page
    assert f"{name[0].upper()}{name[1:]} in use" in page
    buyer = Customer.objects.get(name="Customer 7")
    assert "Tried on the firm's own past, last from" in read(client, boss, buyer.get_absolute_url()).replace(
        "&#x27;", "'"
    )


def test_the_method_is_tried_again_next_month_or_when_many_customers_came(town, refresh):
    refresh("2026-09-20")
    refresh("2026-09-27")
    assert [record.as_of for record in ModelRecord.objects.filter(question="value")] == [day("2026-09-20")]
    for number in range(40):
        buys(customer(f"New {number}"), "2026-09-21")
    refresh("2026-09-28")
    refresh("2026-10-01")
    assert ModelRecord.objects.filter(question="value").count() == 3


@pytest.mark.covers("SEG-17")
def test_potential_is_shown_for_each_customer_and_sums_for_any_list(morning, refresh, client, boss, lin, wei):
    for number in range(1, 22):
        buys(
            customer(f"Customer {number}", owner=lin if number < 3 else wei),
            "2026-06-01",
            amount=number * 100,
        )
    refresh()
    first = Customer.objects.get(name="Customer 1")
    page = read(client, lin, first.get_absolute_url())
    assert "Potential ¥1,500" in page
    assert (
        "Achievable: a quarter of similar customers spent this or more ¥1,600 less spent in the last 12 months ¥100"
        in page
    )
    assert "Similar: 21 customers of the same kind, customers for about as long." in page
    url = reverse("insights:ahead")
    # 1,500 + 1,400 + … + 100, and 1,500 + 1,400 of the two of Lin Xiaotong.
    assert "Potential ¥12,000" in read(client, boss, url)
    assert "Potential ¥2,900" in read(client, boss, f"{url}?f=total_spend:less:300")
    everything = client.get(url).content.decode()
    assert "/customers/?f=potential%3Amore%3A0&amp;sort=-potential" in everything
    behind = read(client, boss, "/customers/?f=potential:more:0&sort=-potential")
    assert "Customer 15" in behind
    assert "Customer 16" not in behind


def test_without_similar_customers_potential_is_not_known_instead_of_nothing(shop, refresh, client, boss):
    refresh()
    page = read(client, boss, reverse("insights:ahead"))
    assert "Potential Not enough data yet: at least 20 similar customers with orders are needed." in page
    assert "more sales a year" not in page
    assert "¥0–0" not in page


def test_sums_by_class_add_up_to_the_whole_and_open_their_customers(shop, refresh, client, boss):
    refresh()
    client.force_login(boss)
    shown = client.get(reverse("insights:ahead")).context["page"]
    for _heading, rows in shown.groups:
        assert sum(row.ahead for row in rows) == pytest.approx(shown.total.ahead, abs=len(rows))
        assert sum(row.known for row in rows) == shown.total.known == 4
    listed = client.get(shown.total.known_url).content.decode()
    assert "Zhou Wenbin" in listed
    assert "Pan Guoqiang" not in listed
    counted = [point.value for point in shown.spread.series[0].points]
    assert sum(counted) == 4
    for point in shown.spread.series[0].points:
        listed = client.get(point.href).content.decode()
        assert sum(shop[name].name in listed for name in ("steady", "silent", "new", "back")) == point.value


def test_staff_see_the_sums_of_the_customers_they_may_see(shop, refresh, client, boss, lin):
    refresh()
    client.force_login(lin)
    own = client.get(reverse("insights:ahead")).context["page"].total
    client.force_login(boss)
    assert own.known < client.get(reverse("insights:ahead")).context["page"].total.known


def test_conditions_that_make_no_sense_are_refused(shop, refresh, client, boss):
    refresh()
    client.force_login(boss)
    assert client.get(reverse("insights:ahead"), {"f": "nonsense:more:1"}).status_code == 400


def test_discount_and_margin_are_settings(shop, refresh, client, boss):
    client.force_login(boss)
    url = reverse("accounts:firm", args=["insights"])
    values = {name: field.initial for name, field in client.get(url).context["form"].fields.items()}
    client.post(url, values | {"insights.discount_percent": 0, "insights.clv_margin": "assumed"})
    assert settings_store.get("insights.clv_margin") == "assumed"
    refresh()
    row = CustomerMeasures.objects.get(customer=shop["steady"])
    assert (row.clv_discount, row.clv_margin_rate, row.clv_margin_source) == (1.0, 0.3, "assumed")


def test_before_the_first_refresh_the_page_says_what_is_missing(boss, client):
    assert "Nothing to foresee yet" in read(client, boss, reverse("insights:ahead"))
