"""客户份额: our sales over what a customer spends, with source and date, from estimate to estimate."""

from decimal import Decimal

import pytest
from django.urls import reverse

from regulars.core.models import AuditEvent
from regulars.orders.models import Category, Order, OrderLine, Product
from regulars.reports.models import WalletEstimate
from regulars.reports.tests.worth import text

pytestmark = pytest.mark.django_db


def noted(client, who, total, on, **more):
    posted = {"yearly_total": total, "estimated_on": on, "source": "conversation", **more}
    return client.post(reverse("reports:new_wallet", args=[who.pk]), posted)


@pytest.mark.covers("SEG-25")
def test_estimates_are_kept_with_source_and_date_and_trended(shop, client, lin):
    client.force_login(lin)
    # Four orders of 100 up to June, all seven within the year up to the end of September.
    noted(client, shop["steady"], "2000", "2026-06-30", note="Said so at the fair")
    noted(client, shop["steady"], "1400", "2026-09-27", source="survey")
    shown = client.get(f"/customers/{shop['steady'].pk}/potential/")
    words = text(shown)
    assert "Share of wallet from 20% on 2026-06-30 to 50% on 2026-09-27." in shown.content.decode()
    assert "2026-09-27 everything that we sell ¥1,400 ¥700 50% Survey Lin Xiaotong" in words
    assert "2026-06-30 everything that we sell ¥2,000 ¥400 20% Past conversation Said so at the fair" in words


@pytest.mark.covers("SEG-25")
def test_the_share_is_of_the_category_and_filters_lists(shop, refresh, client, lin):
    tea, cups = (Category.objects.create(name=name) for name in ("Tea", "Cups"))
    leaf = Product.objects.create(code="T-1", category=tea)
    order = Order.objects.filter(customer=shop["steady"]).latest("ordered_on")
    OrderLine.objects.create(
        order=order, position=1, product=leaf, quantity=1, unit_price=90, amount=Decimal(90)
    )
    client.force_login(lin)
    noted(client, shop["steady"], "300", "2026-09-27", category=tea.pk)
    noted(client, shop["silent"], "1000", "2026-09-27", category=cups.pk)
    refresh()
    assert "2026-09-27 Tea ¥300 ¥90 30%" in text(client.get(f"/customers/{shop['steady'].pk}/potential/"))
    found = text(client.get("/customers/?f=share_of_wallet:more:20"))
    assert "Zhou Wenbin" in found
    assert "Chen Yutong" not in found
    figures = text(client.get(f"/customers/{shop['steady'].pk}/figures/"))
    assert "÷ estimated spend a year, in Tea ¥300 Share of wallet 30%" in figures


@pytest.mark.covers("SEG-25")
def test_an_estimate_is_corrected_and_taken_away_and_the_log_keeps_both(shop, client, lin):
    client.force_login(lin)
    noted(client, shop["steady"], "2000", "2026-09-27")
    kept = WalletEstimate.objects.get()
    url = reverse("reports:wallet", args=[kept.pk])
    client.post(url, {"yearly_total": "700", "estimated_on": "2026-09-27", "source": "survey"})
    assert "100%" in text(client.get(f"/customers/{shop['steady'].pk}/potential/"))
    client.post(reverse("reports:remove_wallet", args=[kept.pk]))
    assert not WalletEstimate.objects.exists()
    verbs = (
        AuditEvent.objects.filter(verb__startswith="wallet.").order_by("pk").values_list("verb", flat=True)
    )
    assert list(verbs) == ["wallet.added", "wallet.changed", "wallet.removed"]


def test_an_estimate_below_our_own_sales_is_marked(shop, client, lin):
    client.force_login(lin)
    noted(client, shop["steady"], "350", "2026-09-27")
    assert "200% above 100%: the estimate is too low" in text(
        client.get(f"/customers/{shop['steady'].pk}/potential/")
    )


@pytest.mark.parametrize(
    ("total", "on"), [("0", "2026-09-27"), ("100", "2026-09-29"), ("100", "1066-01-01"), ("x", "")]
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(shop, client, lin, total, on):
    client.force_login(lin)
    assert noted(client, shop["steady"], total, on).status_code == 422
    assert not WalletEstimate.objects.exists()


def test_nobody_notes_for_somebody_elses_customer(shop, client, lin, reader):
    client.force_login(lin)
    assert noted(client, shop["new"], "100", "2026-09-27").status_code == 404
    client.force_login(reader)
    assert noted(client, shop["prospect"], "100", "2026-09-27").status_code == 403
    assert not WalletEstimate.objects.exists()
