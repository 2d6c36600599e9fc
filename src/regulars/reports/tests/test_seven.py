"""Seven analyses of one customer, some customers, or everybody one may see."""

import csv
import io
import re
from datetime import timedelta
from decimal import Decimal
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from regulars.core import clock, settings_store
from regulars.core.models import AuditEvent
from regulars.costs import recording
from regulars.customers.models import CustomerMeasures, Interaction
from regulars.insights import sold
from regulars.insights.models import ScoreRun
from regulars.insights.tests.shop import buys, customer, day
from regulars.offering.models import Pair
from regulars.orders.models import Category, Order, OrderLine, Payment, Product
from regulars.reports.analyses import seven
from regulars.reports.analyses.periods import Period

pytestmark = [pytest.mark.database, pytest.mark.django_db]
CODES = ["loyalty", "profit", "performance", "future", "products", "promotions", "switching"]


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split()).replace(" .", ".")


def page(client, user, code, query=""):
    client.force_login(user)
    answer = client.get(reverse("reports:seven_analysis", args=[code]) + query)
    assert answer.status_code == 200
    return words(answer.content.decode())


def saved(client, user, code, query="", **form):
    """The rows of the CSV as they arrive."""
    client.force_login(user)
    answer = client.post(
        reverse("reports:seven_export", args=[code]) + query,
        {"format": "csv", "reason": "Year-end review"} | form,
    )
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.covers("REP-02")
def test_there_are_exactly_the_seven_in_their_order_and_each_opens_for_one_some_and_all(
    shop, refresh, boss, client
):
    refresh()
    client.force_login(boss)
    html = client.get(reverse("reports:seven")).content.decode()
    titles = re.findall(r'<li><a href="/dashboard/analyses/seven/(\w+)/">([^<]+)<small>', html)
    assert [code for code, _title in titles] == CODES
    assert [title for _code, title in titles] == [
        "Loyalty", "Profit", "Performance", "Future", "Products", "Promotions", "Switching cost",
    ]  # fmt: skip
    for code in CODES:
        for query in (f"?customer={shop['steady'].pk}", "?f=value_class:in:high", ""):
            shown = page(client, boss, code, query)
            is_live = code in ("profit", "performance", "products", "promotions") and "customer" in query
            day_shown = "2026-09-28" if is_live else "2026-09-27"
            assert f"as of {day_shown}" in shown
            assert saved(client, boss, code, query) is not None


@pytest.mark.covers("REP-02")
def test_the_seven_are_among_the_analyses_and_named_in_chinese(shop, boss, client):
    client.force_login(boss)
    assert reverse("reports:seven") in client.get(reverse("reports:analyses")).content.decode()
    boss.language = "zh-hans"
    boss.save()
    html = client.get(reverse("reports:seven")).content.decode()
    assert re.findall(r'seven/\w+/">([^<]+)<small>', html) == [
        "忠诚度",
        "利润",
        "性能",
        "未来",
        "产品",
        "促销",
        "转换成本",
    ]


@pytest.fixture
def spent(shop, lin):
    """The steady customer: seven orders of 100 that cost 60, one on credit; a visit, a gift, a discount of 20."""
    steady = shop["steady"]
    settings_store.put("costs.of_visit", 30)
    settings_store.put("costs.of_order", 2)
    settings_store.put("costs.payment_percent", 1)
    order = Order.objects.filter(customer=steady).order_by("-ordered_on").first()
    Order.objects.filter(pk=order.pk).update(discount=15)
    product = Product.objects.create(
        code="T1", name="Green tea", category=Category.objects.create(name="Tea")
    )
    OrderLine.objects.create(
        order=order, position=1, product=product, quantity=2, unit_price=60, discount=5, amount=115
    )
    recording.record(steady, "gift", by=lin, spent_on=day("2026-09-01"), amount=Decimal(25))
    from regulars.customers import recording as contacts

    contacts.record_interaction(
        Interaction(customer=steady, channel="visit", happened_at=clock.now() - timedelta(days=3)), by=lin
    )
    return steady


@pytest.mark.covers("SEG-09", "SEG-10")
def test_profit_of_one_customer_adds_up(spent, lin, client):
    """700 net + 20 discounts − 420 goods − (7 × 2 + 7) selling − (20 + 30 + 25) put in = 204, 272% of 75."""
    shown = page(client, lin, "profit", f"?customer={spent.pk}")
    for told in (
        "Sales before discounts ¥720",
        "− cost of the goods ¥420",
        "− cost of selling ¥21",
        "Profit by cost of selling ¥279",
        "− put in ¥75",
        "Discounts ¥20",
        "Visits ¥30",
        "Gifts ¥25",
        "Net profit ¥204",
        "Net profit ÷ put in 272%",
    ):
        assert told in shown, shown


@pytest.mark.covers("SEG-09")
def test_profit_per_customer_and_period_as_page_and_file(spent, boss, client):
    """Without known costs the goods of the others are taken at the usual 60%."""
    shown = page(client, boss, "profit", "?since=2026-09-01&until=2026-09-28")
    assert "Zhou Wenbin" in shown
    rows = {
        row["Customer"]: row for row in saved(client, boss, "profit", "?since=2026-09-01&until=2026-09-28")
    }
    assert rows["Zhou Wenbin"]["Sales before discounts (CNY)"] == "120.00"
    assert rows["Zhou Wenbin"]["Net profit (CNY)"] == "-18.00"  # 120 − 60 − (2 + 1) − 75
    assert rows["Xu Jiahao"]["Cost of goods (CNY)"] == "600.00"
    assert rows["Xu Jiahao"]["Net profit (CNY)"] == "388.00"  # 1000 − 600 − (2 + 10)
    assert rows["Wu Jiahui"]["Sales before discounts (CNY)"] == "30.00"
    months = saved(client, boss, "profit", f"?customer={spent.pk}")
    assert [row["Month"] for row in months][-2:] == ["2026-08-01", "2026-09-01"]
    assert AuditEvent.objects.filter(verb="analysis.exported").count() == 2


@pytest.mark.covers("SEG-09")
def test_the_net_profit_of_a_year_is_a_figure_of_the_customer_that_explains_itself(
    spent, refresh, lin, client
):
    refresh()
    client.force_login(lin)
    shown = words(client.get(reverse("customers:tab", args=[spent.pk, "figures"])).content.decode())
    assert "Net profit, 12 months ¥204 ¥204 in the 12 months up to 2026-09-27." in shown
    assert "Put in, 12 months ¥75" in shown
    spent.refresh_from_db()
    assert (spent.measures.net_profit_12m, spent.measures.put_in_12m) == (Decimal("204.00"), Decimal("75.00"))


def test_what_colleagues_of_another_team_sold_is_not_counted(spent, lin, wei, client):
    assert "Xu Jiahao" not in page(client, lin, "profit")
    assert "Zhou Wenbin" not in page(client, wei, "profit")
    client.force_login(wei)
    for code in CODES:
        url = reverse("reports:seven_analysis", args=[code])
        assert client.get(f"{url}?customer={spent.pk}").status_code == 404
        assert (
            client.post(reverse("reports:seven_export", args=[code]) + f"?customer={spent.pk}").status_code
            == 404
        )
    assert client.get(reverse("reports:seven_orders") + f"?customer={spent.pk}").status_code == 404
    assert not [row for row in saved(client, wei, "profit") if row["Customer"] == "Zhou Wenbin"]


@pytest.mark.covers("SEG-20")
def test_performance_tells_kind_of_product_season_channel_payment_and_year(spent, boss, client):
    """In the year up to 28 September: 700 of the steady one, 1000 of the new one, 30 of the one who came back."""
    buys(spent, "2025-09-20", amount=200)
    on_credit(spent, "2026-05-02", due="2026-06-01", paid_on="2026-05-20")
    on_credit(spent, "2026-05-03", due="2026-06-01", paid_on="2026-06-11")
    on_credit(spent, "2026-05-04", due="2026-06-01", paid_on=None)
    shown = page(client, boss, "performance", "?since=2025-09-29&until=2026-09-28")
    assert "Tea ¥115 100%" in shown
    assert "Spring (March–May) 6 ¥330 19%" in shown
    assert "Online 2 ¥1,100 62%" in shown
    assert "Paid in time 1" in shown
    assert "Paid late 1 10.0" in shown
    assert "Overdue 1" in shown
    rows = saved(client, boss, "performance", f"?customer={spent.pk}&since=2026-09-01&until=2026-09-28")
    autumn = next(row for row in rows if row["Group"] == "Autumn (September–November)")
    assert (autumn["Orders"], autumn["Sales (CNY)"], autumn["A year before (CNY)"]) == (
        "1",
        "100.00",
        "200.00",
    )
    assert "−50%" in page(
        client, boss, "performance", f"?customer={spent.pk}&since=2026-09-01&until=2026-09-28"
    )


def on_credit(who, on, *, due, paid_on):
    amount = Decimal(10)
    order = Order.objects.create(
        reference=f"K{on}", customer=who, ordered_at=clock.start_of(day(on)), ordered_on=day(on), currency="CNY",
        rate=1, amount=amount, amount_base=amount, on_credit=True, due_on=day(due), paid=amount if paid_on else 0,
        cost_base=6,
    )  # fmt: skip
    if paid_on:
        Payment.objects.create(
            customer=who, order=order, amount=amount, currency="CNY", paid_at=clock.start_of(day(paid_on))
        )


@pytest.mark.covers("SEG-20")
def test_behind_each_group_stand_its_orders(spent, boss, client):
    on_credit(spent, "2026-05-03", due="2026-06-01", paid_on="2026-06-11")
    pot = Product.objects.create(code="P1", name="Pot", category=Category.objects.create(name="Ware"))
    OrderLine.objects.create(
        order=Order.objects.get(reference="K2026-05-03"), position=1, product=pot, quantity=1, unit_price=10, amount=10
    )  # fmt: skip
    client.force_login(boss)
    html = client.get(reverse("reports:seven_analysis", args=["performance"])).content.decode()
    links = [unescape(url) for url in re.findall(r'href="(/dashboard/analyses/seven/orders/[^"]*)"', html)]
    tea = Category.objects.get(name="Tea")
    for asked, told in (
        ("channel=online", "2 orders and returns, ¥1,100 after returns"),
        ("season=spring", "4 orders and returns, ¥310 after returns"),
        (f"category={tea.pk}", "1 orders and returns, ¥100 after returns"),
        (f"category={pot.category_id}", "1 orders and returns, ¥10 after returns"),
        ("only=late", "1 orders and returns, ¥10 after returns"),
    ):
        (url,) = {url for url in links if asked in re.split("[?&]", url)}
        assert told in words(client.get(url).content.decode()), asked


@pytest.mark.parametrize(
    "query", ["?channel=x", "?season=monsoon", "?category=99", "?product=x", "?only=paid"]
)
def test_what_narrows_by_nothing_there_is_answers_not_found_or_nothing(shop, boss, client, query):
    client.force_login(boss)
    answer = client.get(reverse("reports:seven_orders") + query)
    assert answer.status_code == (200 if "channel" in query else 404)


@pytest.mark.covers("REP-02")
@pytest.mark.parametrize("query", ["", "?f=value_class:in:high,middle,low"])
def test_the_totals_of_a_refresh_say_what_the_orders_say(spent, refresh, boss, client, monkeypatch, query):
    order = Order.objects.filter(customer=spent).order_by("ordered_on").first()
    Order.objects.filter(pk=order.pk).update(on_credit=True, due_on=day("2026-05-01"), paid=100)
    Payment.objects.create(
        customer=spent, order=order, amount=100, currency="CNY", paid_at=clock.start_of(day("2026-05-04"))
    )
    refresh("2026-09-28")
    codes = ("profit", "performance", "products", "promotions", "future")
    kept = {code: (page(client, boss, code, query), saved(client, boss, code, query)) for code in codes}
    assert "Paid late 1 3.0" in kept["performance"][0]
    monkeypatch.setattr(sold, "kept", lambda: sold.LIVE)
    for code in codes:
        assert (page(client, boss, code, query), saved(client, boss, code, query)) == kept[code]


def test_products_tell_what_is_bought_and_by_how_many(spent, boss, client):
    shown = page(client, boss, "products")
    assert "Green tea stands first: 100% of the sales" in shown
    [row] = saved(client, boss, "products")
    assert (row["Product code"], row["Quantity"], row["Sales (CNY)"], row["Customers"]) == (
        "T1",
        "2.0000",
        "115.00",
        "1",
    )


@pytest.mark.covers("SEG-22")
def test_the_buyers_of_a_product_are_shared_out_to_some_customers(spent, boss, client):
    tea, pot = Product.objects.get(code="T1"), Product.objects.create(code="P9", name="Tea pot")
    own = Order.objects.filter(customer=spent, kind="order").first()
    OrderLine.objects.create(order=own, position=9, product=pot, quantity=1, unit_price=5, amount=5)
    for name in ("Wei Na", "Han Mei"):
        buyer = customer(name)
        buys(buyer, own.ordered_on.isoformat())
        other = Order.objects.get(customer=buyer)
        OrderLine.objects.create(order=other, position=1, product=tea, quantity=1, unit_price=9, amount=9)
    assert "Customers Of all its buyers" not in page(client, boss, "products")
    shown = page(client, boss, "products", "?f=bought:is:P9")
    assert "Customers Of all its buyers" in shown
    assert re.search(r"Green tea 2 ¥115 \d+% \d+ 1 33% ", shown)
    assert re.search(r"Tea pot 1 ¥5 \d+% \d+ 1 100% ", shown)


def test_a_month_that_the_period_holds_in_part_says_which_days():
    period = Period(day("2025-11-27"), day("2026-11-26"))
    months = [period.label_of(month) for month in period.months]
    assert (months[0], months[1], months[-1]) == ("2025-11 (27–30)", "2025-12", "2026-11 (1–26)")


@pytest.mark.covers("SEG-22")
def test_products_tell_what_goes_together_and_who_lacks_it(spent, boss, client):
    assert "once enough orders hold several products" in page(client, boss, "products")
    tea, pot = Product.objects.get(code="T1"), Product.objects.create(code="P9", name="Tea pot")
    Pair.objects.create(
        product=tea, other=pot, baskets=12, support=0.1, confidence=0.38, lift=2.5, as_of=day("2026-09-28")
    )
    together = "Green tea Tea pot 38% 12 orders with both 2.5"
    shown = page(client, boss, "products", "?f=bought:is:T1")
    assert f"{together} Show the customers" in shown
    html = client.get(reverse("reports:seven_analysis", args=["products"]) + "?f=bought:is:T1")
    (lacking,) = re.findall(r'href="(/customers/[^"]*never_bought[^"]*)"', html.content.decode())
    asked = parse_qs(urlsplit(unescape(lacking)).query)["f"]
    assert asked == ["bought:is:T1", "never_bought:is:P9", "bought:is:T1"]
    one = f"?customer={spent.pk}"
    assert "Goes with it, not bought yet" in page(client, boss, "products", one)
    assert together in page(client, boss, "products", one)
    order = Order.objects.filter(customer=spent, kind="order").first()
    OrderLine.objects.create(order=order, position=9, product=pot, quantity=1, unit_price=5, amount=5)
    assert together not in page(client, boss, "products", one)


def test_one_reckoning_of_two_figures_is_told_once(spent, refresh, boss, client):
    refresh()
    shown = page(client, boss, "switching", f"?customer={spent.pk}")
    assert shown.count("Learning and procedure") == 1


def test_promotions_tell_what_was_given_away_and_who_depends_on_it(spent, boss, client):
    """20 given away on one of seven orders: on 720 that is 2.8%."""
    shown = page(client, boss, "promotions", f"?customer={spent.pk}")
    assert "¥20 was given away: 2.8% of the list price" in shown
    assert "Orders with a discount 1 of 7 orders" in shown
    assert "come with the campaigns" in shown
    assert "Zhou Wenbin" in page(client, boss, "promotions", "?share=1")
    assert "Zhou Wenbin 7" not in page(client, boss, "promotions", "?share=0")
    rows = {row["Customer"]: row for row in saved(client, boss, "promotions")}
    assert (rows["Zhou Wenbin"]["With a discount"], rows["Zhou Wenbin"]["Given away (CNY)"]) == ("1", "20.00")


def test_loyalty_future_and_switching_cost_read_the_measures_and_say_what_is_missing(
    shop, refresh, boss, client
):
    assert "Not computed yet" in page(client, boss, "loyalty")
    refresh()
    stages = page(client, boss, "loyalty")
    assert "Decline 1" in stages
    assert " 80–89 " in stages
    assert " 90–100 " in stages
    loyal = CustomerMeasures.objects.filter(loyal=True).count()
    assert re.search(rf"\b{loyal} customers? (is|are) loyal, \d+% of those with figures", stages), stages
    future = page(client, boss, "future", f"?customer={shop['steady'].pk}")
    assert "The next order is due on 2026-10-24" in future
    horizon = ScoreRun.objects.latest("pk").summary["horizon_days"]
    assert f"on average, within {horizon} days" in page(client, boss, "future")
    ties = page(client, boss, "switching")
    assert "Customer for days 312.0 days on average" in ties
    assert "is not computed yet" not in ties
    assert "Switching cost ¥" in ties


def test_a_bar_of_measures_opens_as_many_customers_as_it_counts(shop, refresh, boss, client):
    refresh()
    client.force_login(boss)
    for code in ("loyalty", "future", "switching"):
        html = client.get(reverse("reports:seven_analysis", args=[code])).content.decode()
        bars = re.findall(r'<td class="num"><a href="(/customers/\?f=[^"]*)">(\d+)</a></td>', html)
        assert bars
        for url, count in bars:
            found = words(client.get(unescape(url)).content.decode())
            if int(count):
                assert re.search(rf"\b{count} customers?\b", found), (url, count)


@pytest.mark.covers("TRU-06")
def test_a_figure_of_the_customer_leads_on_to_its_analysis(shop, refresh, lin, client):
    refresh()
    client.force_login(lin)
    steady = shop["steady"]
    html = client.get(steady.get_absolute_url()).content.decode()
    links = set(re.findall(rf'href="/dashboard/analyses/seven/(\w+)/\?customer={steady.pk}"', html))
    assert links >= {"profit", "loyalty", "future"}
    tab = client.get(reverse("customers:tab", args=[steady.pk, "analyses"])).content.decode()
    assert re.findall(r"/dashboard/analyses/seven/(\w+)/\?", tab) == CODES


def test_one_customer_is_found_by_name_and_opens_at_once(shop, boss, client):
    client.force_login(boss)
    from regulars.customers import searching
    from regulars.customers.models import Customer

    searching.reindex(Customer.objects.values_list("pk", flat=True))
    url = reverse("reports:seven_analysis", args=["profit"])
    answer = client.get(f"{url}?who=Wenbin&period=3m")
    assert answer["Location"] == f"{url}?customer={shop['steady'].pk}&period=3m"
    assert "Nobody is found by “Nemo”." in words(client.get(f"{url}?who=Nemo").content.decode())
    assert client.get(f"{url}?f=nothing:is:x").status_code == 404


def test_many_customers_leave_only_with_a_reason_and_readers_export_nothing(shop, boss, reader, client):
    settings_store.put("customers.export_reason_above", 2)
    client.force_login(boss)
    url = reverse("reports:seven_export", args=["profit"])
    assert client.post(url, {"format": "xlsx"}).status_code == 422
    assert not AuditEvent.objects.filter(verb="analysis.exported").exists()
    assert client.post(url, {"format": "xlsx", "reason": "Review"}).status_code == 200
    client.force_login(reader)
    assert client.post(url, {"format": "csv"}).status_code == 403


def test_a_name_that_looks_like_a_formula_is_harmless_in_the_file(shop, boss, client):
    evil = customer("=1+1")
    buys(evil, "2026-09-20")
    names = [row["Customer"] for row in saved(client, boss, "profit")]
    assert "=1+1" not in names
    assert any(name.endswith("=1+1") for name in names)


def test_an_analysis_that_does_not_exist_is_not_found(shop, boss, client):
    client.force_login(boss)
    assert client.get("/dashboard/analyses/seven/luck/").status_code == 404
    assert seven.named("luck") is None
