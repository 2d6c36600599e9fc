"""Gross profit of twelve months is one number, wherever it stands."""

from decimal import Decimal

import pytest
from django.urls import reverse

from regulars.insights.tests.shop import buys, day
from regulars.orders.models import Order
from regulars.reports.tests.worth import open_page, text

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.mark.covers("SEG-09")
def test_the_figure_the_costs_the_analysis_and_the_list_say_the_same_gross_profit(
    shop, refresh, client, boss
):
    """Xu: 1,000 without known costs, a return of 200 of it, 100 that cost 90, and, long ago, 900 that cost nothing."""
    who = shop["new"]
    buys(who, "2026-09-21", amount=200, kind="return")
    buys(who, "2026-09-22", amount=100, cost=90)
    buys(who, "2024-09-22", amount=900, cost=0)
    Order.objects.filter(customer=who, ordered_on=day("2026-09-22")).update(discount=15)
    refresh("2026-09-28")
    who.refresh_from_db()
    # Known of the firm: seven orders of 100 that cost 60, 100 that cost 90, 900 that cost 0: 1,190 of 1,700.
    usual = Decimal(1190) / 1700
    expected = round(10 + 800 * usual, 2)
    assert expected == Decimal("570.00")
    assert who.measures.profit_12m == expected
    assert who.measures.profit_to_date == expected + 900
    client.force_login(boss)
    figures = text(client.get(reverse("customers:tab", args=[who.pk, "figures"])))
    assert "Gross profit, 12 months ¥570" in figures
    told = "Beside it: gross profit, sales after discounts less the goods ¥570"
    assert told in text(client.get(reverse("customers:tab", args=[who.pk, "costs"])))
    analysis = reverse("reports:seven_analysis", args=["profit"]) + f"?customer={who.pk}"
    assert told in text(client.get(analysis))
    plan = open_page(client, boss, "allocation").context["plan"]
    behind = client.get(next(line.url for line in plan.lines if line.value))
    assert "Gross profit, 12 months" in text(behind)
