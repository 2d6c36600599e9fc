"""RFM as a person sees it: three scores with their figures, on cuts the firm sets, and what they were before."""

import re

import pytest
from django.urls import reverse

from regulars.core import settings_store
from regulars.customers.models import CustomerMeasures

pytestmark = pytest.mark.django_db


def words(client, user, url):
    client.force_login(user)
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(url).content.decode()).split())


def scores():
    rows = CustomerMeasures.objects.filter(order_count__gt=0).order_by("customer__name")
    return {row.customer.name: (row.rfm, row.rfm_change) for row in rows.select_related("customer")}


@pytest.mark.covers("SEG-37")
def test_a_customers_scores_stand_with_their_figures_and_the_month_before(shop, refresh, client, boss):
    settings_store.put("insights.rfm_recency_days", "10, 30, 60, 120")
    settings_store.put("insights.rfm_order_count", "2, 4, 6, 7")
    settings_store.put("insights.rfm_spend", "100, 500, 650, 1500")
    refresh()
    # Days 3, 580 less, orders 7, spend 700; a month earlier: last order two days before, 6 orders, 600.
    assert scores() == {
        "Chen Yutong": ("125", 0),
        "Wu Jiahui": ("422", 3),
        "Xu Jiahao": ("514", None),
        "Zhou Wenbin": ("554", 2),
    }
    shown = words(client, boss, shop["steady"].get_absolute_url())
    assert "RFM 554" in shown
    assert "Recency: last order 3 days ago 5" in shown
    assert "Frequency: 7 orders 5" in shown
    assert "Amount: ¥700 4" in shown
    assert "A month earlier: 543." in shown
    listed = words(client, boss, reverse("customers:list") + "?columns=rfm,rfm_change")
    assert "554" in listed


@pytest.mark.covers("SEG-37")
def test_an_administrator_sets_the_cuts_and_four_rising_numbers_are_wanted(shop, refresh, client, boss):
    client.force_login(boss)
    url = reverse("accounts:firm", args=["insights"])
    values = {name: field.initial for name, field in client.get(url).context["form"].fields.items()}
    refused = client.post(url, values | {"insights.rfm_order_count": "4, 3, 2, 1"})
    assert "Give four rising whole numbers" in refused.content.decode()
    client.post(url, values | {"insights.rfm_order_count": "8, 9, 10, 11"})
    refresh()
    assert {rfm[1] for rfm, _change in scores().values()} == {"1"}  # nobody has ordered eight times
