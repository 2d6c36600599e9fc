"""The seven analyses, from the menu down to the orders behind a bar."""

from decimal import Decimal

import pytest

from regulars.core import settings_store
from regulars.costs.models import CareCost

pytestmark = pytest.mark.journey
TITLES = {
    "zh-CN": ["忠诚度", "利润", "性能", "未来", "产品", "促销", "转换成本"],
    "en": ["Loyalty", "Profit", "Performance", "Future", "Products", "Promotions", "Switching cost"],
}
SAID = {
    "zh-CN": {"gift": "礼品", "net": "净利润", "online": "线下", "back": "返回分析", "cost": "茶礼一份"},
    "en": {
        "gift": "Gifts",
        "net": "Net profit",
        "online": "Offline",
        "back": "To the analysis",
        "cost": "A box of tea",
    },
}


@pytest.fixture(params=["desk", "phone"])
def size(request):
    return request.param


@pytest.mark.covers("REP-02", "SEG-09", "SEG-20")
def test_a_manager_asks_the_seven_questions_of_everybody_and_of_one_customer(visit, shop, language, size):
    zhou, said = shop.customers["zhou"], SAID[language]
    visitor = visit(size=size)
    visitor.sign_in("boss")
    visitor.open("/dashboard/analyses/")
    visitor.page.locator("a[href='/dashboard/analyses/seven/']").first.click()
    visitor.page.wait_for_url("**/dashboard/analyses/seven/")
    links = visitor.page.locator("main .links a")
    assert [text.split("\n")[0] for text in links.all_inner_texts()] == TITLES[language]
    visitor.look("1-seven")
    for place, code in enumerate(
        ["loyalty", "profit", "performance", "future", "products", "promotions", "switching"]
    ):
        visitor.open(f"/dashboard/analyses/seven/{code}/")
        visitor.sees(TITLES[language][place])
        visitor.look(f"2-{code}-of-all")
        visitor.open(f"/dashboard/analyses/seven/{code}/?customer={zhou.pk}")
        visitor.sees(shop.words["zhou"])
        visitor.look(f"3-{code}-of-one")
    visitor.open(f"/dashboard/analyses/seven/performance/?customer={zhou.pk}&period=24m")
    visitor.page.locator("a[href*='season=']").first.click()
    visitor.page.wait_for_url("**/seven/orders/**")
    visitor.sees(f"A{zhou.pk}-", said["back"])
    visitor.look("4-orders-behind")


@pytest.mark.covers("SEG-10")
def test_a_gift_noted_on_the_customers_page_lowers_the_profit(visit, shop, language, size):
    zhou, said = shop.customers["zhou"], SAID[language]
    settings_store.put("costs.of_visit", 60)
    visitor = visit(size=size)
    visitor.sign_in("lin")
    visitor.open(f"/customers/{zhou.pk}/costs/")
    visitor.look("1-no-costs")
    visitor.open(f"/customers/{zhou.pk}/costs/new/")
    visitor.page.locator("[name=amount]").fill("88")
    visitor.page.locator("[name=note]").fill(said["cost"])
    visitor.look("2-form")
    visitor.send("main form .btn-primary")
    visitor.sees(said["cost"], said["gift"])
    visitor.look("3-costs")
    assert CareCost.objects.get().amount == Decimal(88)
    visitor.open(f"/customers/{zhou.pk}/analyses/")
    visitor.sees(*TITLES[language])
    visitor.look("4-analyses")
    visitor.page.locator("a[href*='/seven/profit/']").first.click()
    visitor.page.wait_for_url("**/seven/profit/**")
    visitor.sees(said["gift"], said["net"], "¥88")
    visitor.look("5-profit")
