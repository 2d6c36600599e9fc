"""From a rule to the customers it finds, and from an offer that is not wanted to its absence."""

from datetime import timedelta

import pytest

from regulars.core import clock
from regulars.offering.models import NotWanted, Offer
from regulars.orders.models import Product
from regulars.segments.models import Segment

pytestmark = pytest.mark.journey
SAID = {
    "zh-CN": {"segment": "很久没来", "tea": "正山小种", "why": "家里不喝红茶"},
    "en": {"segment": "Long gone", "tea": "Lapsang Souchong", "why": "Nobody drinks black tea"},
}
SIZES = pytest.mark.parametrize("size", ["desk", "phone"])


@pytest.mark.covers("SEG-01", "SEG-02")
@SIZES
def test_a_segment_is_built_with_a_live_count_and_says_why_somebody_is_in_it(visit, shop, language, size):
    zhou, said = shop.customers["zhou"], SAID[language]
    visitor = visit(size=size)
    visitor.sign_in("boss")
    visitor.open("/segments/new/")
    page = visitor.page
    page.locator("button[name=do][value='add:r']").click()
    page.locator("#condition-field").select_option("orders_12m")
    page.locator("#condition-value").fill("1")
    page.locator("#condition .btn-primary").click()
    page.locator("#builder .look li").first.wait_for()
    visitor.sees(zhou.name)
    assert page.locator("#builder .big").inner_text() == "5"
    visitor.look("1-count")
    page.locator("[name=name]").fill(said["segment"])
    visitor.send("button[name=do][value=save]")
    visitor.sees(said["segment"])
    visitor.look("2-segment")
    segment = Segment.objects.get(name=said["segment"])
    visitor.open(f"/customers/{zhou.pk}/segments/")
    visitor.sees(said["segment"])
    visitor.look("3-why")
    assert segment.customers(shop.staff["boss"]).filter(pk=zhou.pk).exists()


@pytest.mark.covers("REC-01")
@SIZES
def test_an_offer_that_is_not_wanted_is_gone_and_stays_noted(visit, shop, language, size):
    zhou, said = shop.customers["zhou"], SAID[language]
    tea = Product.objects.create(code="B01", name=said["tea"], price=368)
    yesterday = clock.today() - timedelta(days=1)
    Offer.objects.create(
        customer=zhou, product=tea, kind="next", place=1, probability=0.3, low=0.2, high=0.45, past_offers=200,
        past_bought=60, sales=110, margin=50, reason="again", times=3, last_on=yesterday, as_of=yesterday,
    )  # fmt: skip
    visitor = visit(size=size)
    visitor.sign_in("lin")
    visitor.open(f"/customers/{zhou.pk}/offers/")
    visitor.sees(said["tea"], "30%")
    visitor.look("1-offers")
    visitor.send(f"a[href*='/{tea.pk}/not-wanted/']")
    visitor.page.locator("[name=reason]").fill(said["why"])
    visitor.look("2-why-not")
    visitor.send("main form .btn-primary")
    visitor.sees(said["why"])
    visitor.look("3-gone")
    assert not Offer.objects.filter(customer=zhou, product=tea).exists()
    assert NotWanted.objects.get(customer=zhou).reason == said["why"]
    assert visitor.page.locator("a[href*='/not-wanted/']").count() == 0
