"""Loyalty on the screen: two conditions, six indicators, trend, types, what loyal customers bring."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from regulars.core import clock
from regulars.customers.models import Interaction
from regulars.insights import runs
from regulars.insights.loyalty import history
from regulars.insights.loyalty_pages.bought import Sums, bought_by
from regulars.insights.loyalty_pages.page import customers_seen
from regulars.insights.models import ClassChange, LoyaltyMonth
from regulars.insights.tests.shop import buys, day
from regulars.orders.browsing import record_browsing
from regulars.orders.models import Order, Product

pytestmark = pytest.mark.django_db


def page(client, user, url):
    client.force_login(user)
    return " ".join(client.get(url).content.decode().split())


def tab(client, user, who):
    return page(client, user, f"{who.get_absolute_url()}loyalty/")


def writes(who, *days, **facts):
    for on in map(day, days):
        at = clock.start_of(on) + timedelta(hours=10)
        Interaction.objects.create(
            customer=who, happened_at=at, channel="wechat", direction="from_customer", created_at=at, **facts
        )


def notes(client, user, who, code, **values):
    client.force_login(user)
    answer = client.post(reverse("customers:add", args=[who.pk, code]), values)
    assert answer.status_code == 302, answer.context["form"].errors


@pytest.mark.covers("LOY-01")
def test_a_loyal_customer_keeps_turning_to_us_and_keeps_buying(shop, refresh, client, boss):
    writes(shop["steady"], "2026-05-01", "2026-06-01", "2026-06-02")
    writes(shop["prospect"], "2026-05-01", "2026-06-01", "2026-06-02")
    refresh()
    shown = page(client, boss, reverse("insights:loyalty"))
    assert "Keeps turning to us: on at least 3 days. Keeps buying: on at least 3 days." in shown
    square = (
        '<a class="big" href="/customers/?f=attends:{}&amp;f=keeps_buying:{}"><span class="fig">{}</span></a>'
    )
    for attends, buying, count in (("yes", "yes", 1), ("yes", "no", 1), ("no", "yes", 0), ("no", "no", 3)):
        assert square.format(attends, buying, count) in shown
    listed = page(client, boss, "/customers/?f=attends:yes&f=keeps_buying:yes")
    assert "Zhou Wenbin" in listed
    assert "Pan Guoqiang" not in listed
    assert "Keeps turning to us and keeps buying." in tab(client, boss, shop["steady"])
    assert "Keeps turning to us, but does not keep buying." in tab(client, boss, shop["prospect"])


@pytest.mark.covers("LOY-01")
def test_an_administrator_sets_the_thresholds_on_a_page(shop, refresh, client, boss):
    writes(shop["steady"], "2026-05-01", "2026-06-01", "2026-06-02")
    client.force_login(boss)
    url = reverse("accounts:firm", args=["loyalty"])
    values = {name: field.initial for name, field in client.get(url).context["form"].fields.items()}
    client.post(url, values | {"loyalty.attention_days": 4})
    refresh()
    assert "Keeps buying, but does not turn to us of their own accord." in tab(client, boss, shop["steady"])
    client.post(url, values | {"loyalty.attention_days": 3})
    refresh()
    assert "Keeps turning to us and keeps buying." in tab(client, boss, shop["steady"])


@pytest.mark.covers("LOY-02", "LOY-03", "LOY-06")
def test_the_score_adds_up_from_the_indicators_that_have_facts(shop, refresh, client, boss):
    # Repeats count 30 and spend 20; the other four have no facts, so that these two are worth 60 and 40.
    refresh()
    shown = tab(client, boss, shop["back"])
    assert "Loyalty 12 of 100" in shown
    assert "Repeat purchases <b>10 of 60</b>" in shown
    assert "1 repeat purchase in the period; 6 give all points." in shown
    assert "Money spent with us <b>2 of 40</b>" in shown
    assert "¥30 in the period; ¥633 give all points." in shown
    assert "Missing: what the customer spends elsewhere (share of wallet)." in shown
    assert "Attention to other brands <b>–</b>" in shown
    assert "Missing: a note on other brands, or that there are none." in shown
    figures = page(client, boss, f"{shop['back'].get_absolute_url()}figures/")
    assert "No facts yet: Time taken to choose, Price sensitivity" in figures
    assert "Not enough data yet: a first order is missing." in tab(client, boss, shop["prospect"])


@pytest.mark.covers("LOY-02")
def test_the_score_is_kept_month_by_month(shop, refresh, client, boss):
    refresh("2026-08-31")
    assert "the trend begins with the second month" in tab(client, boss, shop["back"])
    refresh()
    refresh()
    shown = tab(client, boss, shop["back"])
    assert '<th scope="row">2026-08</th><td class="num">0</td>' in shown
    assert '<th scope="row">2026-09</th><td class="num">12</td>' in shown
    assert "2026-08" in page(client, boss, reverse("insights:loyalty"))


def test_months_before_the_first_refresh_are_worked_out_a_few_a_night(
    shop, refresh, client, boss, monkeypatch
):
    def months():
        return sorted({f"{month:%Y-%m}" for month in LoyaltyMonth.objects.values_list("month", flat=True)})

    refresh()
    assert months() == ["2026-09"]  # four customers have a score, and it takes thirty
    monkeypatch.setattr(history, "LEAST_CUSTOMERS", 4)
    monkeypatch.setattr(history, "ROWS_A_NIGHT", 11)
    refresh()
    assert months() == ["2026-07", "2026-08", "2026-09"]
    monkeypatch.setattr(history, "ROWS_A_NIGHT", 1000)
    refresh()
    assert (len(months()), months()[0]) == (13, "2025-09")
    refresh()
    assert LoyaltyMonth.objects.filter(customer=shop["back"]).count() == 13
    assert LoyaltyMonth.objects.filter(customer=shop["steady"]).count() == 7  # from the first order on
    shown = page(client, boss, reverse("insights:loyalty"))
    assert "2025-09" in shown
    assert '<th scope="row">2026-08</th><td class="num">0</td>' in tab(client, boss, shop["back"])


@pytest.mark.covers("LOY-04")
def test_the_time_taken_to_choose_comes_from_looks_or_from_staff(shop, refresh, client, boss):
    tea = Product.objects.create(code="G1", name="Dragon Well")
    record_browsing(shop["steady"], tea, at=clock.start_of(day("2026-09-20")) + timedelta(hours=9))
    notes(client, boss, shop["new"], "choosing", days=24, happened_on="2026-09-20", source="conversation")
    refresh()
    assert "4 days from first interest to order, over 1 order." in tab(client, boss, shop["steady"])
    shown = tab(client, boss, shop["new"])
    assert "24 days from first interest to order, over 1 order." in shown
    assert "Past conversation" in shown


@pytest.mark.covers("LOY-05")
def test_price_sensitivity_is_the_share_of_orders_on_discount_and_objections(shop, refresh, client, boss):
    for order in Order.objects.filter(customer=shop["steady"])[:2]:
        order.discount = 5
        order.save()
    notes(client, boss, shop["steady"], "obstacle", kind="price", text="Too dear", happened_on="2026-09-01")
    refresh()
    shown = tab(client, boss, shop["steady"])
    assert "29% of 7 orders on discount, 1 price objection noted." in shown
    assert "Missing: a product bought before and after a price rise." in shown


@pytest.mark.covers("LOY-07")
def test_who_orders_again_after_a_return_forgives(shop, refresh, client, boss):
    buys(shop["steady"], "2026-08-25", amount=10, kind="return")
    writes(shop["steady"], "2026-08-27", mood="upset")
    refresh()
    assert "1 return, ordered again after 30 days, upset about it." in tab(client, boss, shop["steady"])
    assert "1 return, too early to say whether they come back." in tab(client, boss, shop["back"])


@pytest.mark.covers("LOY-08")
def test_other_brands_are_noted_with_day_and_source_and_lower_the_score(shop, refresh, client, boss):
    notes(
        client, boss, shop["back"], "brand", kind="comparison", brand="Green Hill", happened_on="2026-09-15",
        source="conversation",
    )  # fmt: skip
    refresh()
    shown = tab(client, boss, shop["back"])
    assert "Green Hill" in shown
    assert (
        re.sub(r"<[^>]+>", "", shown).count("Compared us with another brand · 2026-09-15 · Past conversation")
        == 1
    )
    assert "Attention to other brands <b>17 of 23</b>" in shown
    assert "compared 1 times." in shown
    assert "Loyalty 26 of 100" in shown
    assert "Green Hill" not in tab(client, boss, shop["steady"])
    assert "Wu Jiahui" in page(client, boss, "/customers/?f=other_brands:more:0")


def warm(who):
    writes(who, "2026-05-01", "2026-06-01", "2026-06-02", mood="pleased")


@pytest.mark.covers("LOY-09", "LOY-10", "LOY-11")
def test_two_axes_tell_the_types_apart_and_each_opens_its_customers(shop, refresh, client, boss):
    warm(shop["steady"])
    warm(shop["new"])
    writes(shop["back"], "2026-05-01", mood="upset")
    buys(shop["back"], "2026-08-01", "2026-08-20", amount=50)
    notes(
        client,
        boss,
        shop["new"],
        "obstacle",
        kind="obstacle",
        text="Lives far away",
        happened_on="2026-09-01",
    )
    refresh()
    shown = page(client, boss, reverse("insights:loyalty"))
    for code, count in (("superior", 1), ("latent", 1), ("spurious", 1), ("none", 0)):
        link = (
            f'<a class="big" href="/customers/?f=loyalty_type:in:{code}"><span class="fig">{count}</span></a>'
        )
        assert link in shown
    assert "Loyal by inertia" in shown
    assert "Buys again and again, and likes us." in tab(client, boss, shop["steady"])
    latent = tab(client, boss, shop["new"])
    assert "Likes us, but buys little. 1 obstacle stands in the way." in latent
    assert "Lives far away" in latent
    spurious = tab(client, boss, shop["back"])
    assert "Buys again and again, but not out of feeling for us." in spurious
    assert "price: 50% of the orders or more on discount" in spurious
    assert "Wu Jiahui" in page(client, boss, "/customers/?f=loyalty_type:in:spurious")


@pytest.mark.covers("LOY-09")
def test_a_tag_of_the_firm_binds_from_outside_and_kinds_can_be_left_out(shop, refresh, client, boss):
    from regulars.core import settings_store
    from regulars.customers.models import CustomerTag, Tag

    warm(shop["steady"])
    CustomerTag.objects.create(customer=shop["steady"], tag=Tag.objects.create(name="only shop in town"))
    settings_store.put("loyalty.tags_monopoly", "only shop in town")
    refresh()
    shown = tab(client, boss, shop["steady"])
    assert "Loyal by monopoly" in shown
    assert "A tag says so." in shown
    settings_store.put("loyalty.kind_monopoly", False)
    refresh()
    assert "Buys again and again, and likes us." in tab(client, boss, shop["steady"])


@pytest.mark.covers("LOY-10")
def test_a_type_set_by_hand_stands_with_its_reason_and_history(shop, refresh, client, boss):
    warm(shop["steady"])
    refresh()
    client.force_login(boss)
    url = reverse("insights:override", args=[shop["steady"].pk, "loyalty_type"])
    client.post(url, {"value": "spurious", "reason": "Told us there is no other shop."})
    refresh()
    shown = tab(client, boss, shop["steady"])
    assert "Set by Zheng Qiuyun: Told us there is no other shop." in shown
    assert "Spurious loyalty" in shown
    assert "Told us there is no other shop." in page(client, boss, url)
    change = ClassChange.objects.get(customer=shop["steady"], measure="loyalty_type", is_override=True)
    assert (change.old, change.new) == ("superior", "spurious")


@pytest.mark.covers("SEG-24")
def test_loyal_customers_are_compared_with_others_quarter_by_quarter(shop, refresh, client, boss):
    # Margin is known of Zhou alone, 40 of 100; it stands in for the others.
    writes(shop["steady"], "2026-05-01", "2026-06-01", "2026-06-02")
    refresh()
    client.force_login(boss)
    quarter = client.get(reverse("insights:loyalty")).context["periods"][0]
    told = [
        (one.customers, one.frequency, one.spend_each, one.profit_each, one.spend_share, one.profit_share)
        for one in quarter.groups
    ]
    assert told == [(1, 3.0, 300, 120, "23%", "23%"), (2, 1.0, 515, 206, "77%", "77%")]
    shown = page(client, boss, reverse("insights:loyalty"))
    assert "2026, quarter 3" in shown
    assert "Referrals are not recorded yet." in shown
    listed = page(client, boss, quarter.groups[1].url)
    assert "Xu Jiahao" in listed
    assert "Zhou Wenbin" not in listed
    assert "Chen Yutong" not in listed


@pytest.mark.covers("SEG-36")
def test_profit_of_repeat_customers_stands_beside_the_rule_of_thumb(shop, refresh, client, boss):
    refresh()
    shown = page(client, boss, reverse("insights:loyalty"))
    # Zhou 280 and Wu 12 against Xu 400; by order 292 / 8 against 400.
    assert "Profit of a repeat customer against a first-time one: −64%" in shown
    assert "Of a single order: −91%." in shown
    assert "The trade says: 20% to 85% more (unverified)." in shown
    client.force_login(boss)
    repeat = client.get(reverse("insights:loyalty")).context["repeat"]
    listed = [page(client, boss, one.url) for one in repeat.groups]
    assert "Zhou Wenbin" in listed[0]
    assert "Chen Yutong" not in listed[0]
    assert "Xu Jiahao" in listed[1]


def test_staff_see_the_loyalty_of_their_own_customers(shop, refresh, client, lin):
    writes(shop["back"], "2026-05-01", "2026-06-01", "2026-06-02")
    refresh()
    shown = page(client, lin, reverse("insights:loyalty"))
    assert '<a href="/customers/?f=attends:yes">0</a>' in shown
    assert client.get(f"{shop['back'].get_absolute_url()}loyalty/").status_code == 404


def test_a_team_is_compared_by_what_its_own_customers_bought(shop, refresh, boss, manager, lin):
    refresh()

    def bought(user):
        return bought_by(user, customers_seen(user), runs.latest())

    assert bought(boss).by_repeat[True] == Sums(2, 8, Decimal(730), Decimal(292))
    assert bought(manager).by_repeat == {True: Sums(1, 7, Decimal(700), Decimal(280))}
    assert bought(lin) == bought(manager)  # asked of the orders, and kept by the refresh
    buys(shop["steady"], "2026-09-26")
    assert bought(lin).by_repeat[True].orders == 8
    assert bought(manager).by_repeat[True].orders == 7  # as of the refresh


def test_before_anything_is_computed_the_pages_say_so(shop, client, boss):
    for name in ("loyalty", "switching"):
        assert "Not enough data yet" in page(client, boss, reverse(f"insights:{name}"))
    assert "Not computed yet." in tab(client, boss, shop["steady"])
