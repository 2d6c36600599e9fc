"""Orders through the pages: who sees what, what a form writes, what a stranger may not."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from regulars.core import settings_store
from regulars.core.models import AuditEvent
from regulars.customers.models import CollectionRule
from regulars.orders.forms import opened_of
from regulars.orders.models import ExchangeRate, Order, Payment, Product
from regulars.orders.ordering import deliver
from regulars.orders.returning import return_goods

pytestmark = pytest.mark.usefixtures("morning")


@pytest.fixture
def page(client, lin):
    client.force_login(lin)
    return client


def form(*lines, **fields):
    """A new order's form as a browser sends it, without script."""
    sent = {
        "reference": "N-1",
        "ordered_at": "2026-09-28T08:30",
        "currency": "CNY",
        "payment": "later",
        "lines-TOTAL_FORMS": "4",
        "lines-INITIAL_FORMS": "0",
    }
    for place, line in enumerate(lines):
        names = ("product", "quantity", "unit_price", "discount")
        sent |= {f"lines-{place}-{name}": value for name, value in zip(names, line, strict=False)}
    return sent | fields


def new_url(customer):
    return reverse("orders:new", args=[customer.pk])


def html_of(answer):
    return " ".join(answer.content.decode().split())


def text_of(answer):
    """What one reads, without the markup."""
    return " ".join(strip_tags(answer.content.decode()).split())


@pytest.mark.covers("CMP-13")
def test_an_order_is_recorded_with_lines_channel_and_payment(page, ming, green, black):
    lines = (("G1", "2", "", ""), ("Keemun", "1", "50.1250", "0.12"))
    sent = form(*lines, outlet="phone", payment="now", method="wechat_pay", promised_on="2026-10-02")
    answer = page.post(new_url(ming), sent)
    order = Order.objects.get(reference="N-1")
    assert answer.headers["Location"] == reverse("orders:order", args=[order.pk])
    assert (order.amount, order.paid, order.channel, order.outlet) == (
        Decimal(250),
        Decimal(250),
        "offline",
        "phone",
    )
    assert [line.amount for line in order.lines.order_by("position")] == [Decimal(200), Decimal("50.00")]
    assert order.ordered_at.isoformat() == "2026-09-28T00:30:00+00:00"
    assert (order.promised_on, order.created_by.username) == (date(2026, 10, 2), "lin")
    payment = Payment.objects.get()
    assert (payment.order, payment.amount, payment.method) == (order, Decimal(250), "wechat_pay")


@pytest.mark.covers("DB-14")
def test_whoever_takes_an_order_is_told_what_else_to_ask(page, ming, green):
    assert "Ask too" not in text_of(page.get(new_url(ming)))
    for field in ("occupation", "income_band", "phones"):
        CollectionRule.objects.create(touchpoint="order", field=field)
    assert "Ask too, it is not known yet: Occupation, Phone. Edit the profile" in text_of(
        page.get(new_url(ming))
    )


def test_one_form_sent_twice_is_one_order(page, ming, green):
    sent = form(("G1", "1"))
    first, second = page.post(new_url(ming), sent), page.post(new_url(ming), sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert Order.objects.count() == 1


def test_more_rows_keep_what_was_typed_and_record_nothing(page, ming, green):
    answer = page.post(new_url(ming), form(("G1", "7"), more="1"))
    assert answer.status_code == 200
    assert 'name="lines-7-product"' in html_of(answer)
    assert 'value="7"' in html_of(answer)
    assert Order.objects.count() == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("nothing", "1"), "No product has this code or name."),
        (("G1", "-1"), "Goods that come back are recorded on the order they were bought with."),
        (("", "1"), "Which product?"),
        (("Tea", "1"), "Several products are alike: T1 · Tea one, T2 · Tea two. Give the code."),
        (("T1", "1"), "This product has no price yet. Give one."),
    ],
)
def test_a_line_that_cannot_be_understood_says_why(page, ming, green, line, said):
    for number in ("one", "two"):
        Product.objects.create(code=f"T{('one', 'two').index(number) + 1}", name=f"Tea {number}")
    answer = page.post(new_url(ming), form(line))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert Order.objects.count() == 0


@pytest.mark.covers("DB-10")
def test_an_order_on_credit_beyond_the_limit_is_refused_on_the_page_with_the_figures(page, ming, green):
    settings_store.put("orders.credit_rule", "refuse")
    answer = page.post(new_url(ming), form(("G1", "11"), payment="credit"))
    assert answer.status_code == 422
    assert (
        "¥0 open and ¥1,100 for this order make ¥1,100: ¥100 beyond the credit limit of ¥1,000."
        in text_of(answer)
    )
    assert Order.objects.count() == 0


@pytest.mark.covers("DB-10")
def test_or_taken_and_flagged_and_the_order_says_so_for_good(page, ming, green):
    page.post(new_url(ming), form(("G1", "11"), payment="credit"))
    order = Order.objects.get()
    assert (order.on_credit, order.due_on) == (True, date(2026, 10, 28))
    shown = text_of(page.get(order.get_absolute_url()))
    assert "was taken all the same: ¥0 open and ¥1,100 for this order make ¥1,100" in shown


def test_products_are_found_by_code_or_name_while_typing(page, green, black):
    shown = html_of(page.get(reverse("orders:find_products"), {"lines-0-product": "drag"}))
    assert 'value="G1 · Dragon Well"' in shown
    assert "Keemun" not in shown


def test_what_the_list_offers_is_understood_when_it_is_sent(page, ming, green):
    page.post(new_url(ming), form(("G1 · Dragon Well", "1")))
    assert Order.objects.get().lines.get().product == green


def test_an_order_is_changed_and_the_second_to_save_is_told(page, ming, green, sell):
    order = sell(ming, green, 2)
    url, opened = reverse("orders:edit", args=[order.pk]), opened_of(order)
    sent = form(("G1", "3", "100"), ordered_at="2026-09-28T09:00", opened=opened, remark="Gift")
    assert page.post(url, sent).status_code == 302
    order.refresh_from_db()
    assert (order.amount, order.remark) == (Decimal(300), "Gift")
    again = page.post(url, sent | {"remark": "Other"})
    assert again.status_code == 422
    assert "Somebody changed this order after you opened it." in text_of(again)
    order.refresh_from_db()
    assert order.remark == "Gift"


def test_goods_come_back_and_the_money_with_them(page, ming, green, sell):
    order = sell(ming, green, 3)
    sent = {
        "line1": "2",
        "ordered_at": "2026-09-28T09:00",
        "remark": "Dented",
        "refund": "on",
        "method": "cash",
    }
    page.post(reverse("orders:return", args=[order.pk]), sent | {"opened": opened_of(order)})
    back = Order.objects.returns().get()
    assert (back.original, back.amount, back.paid, back.remark) == (
        order,
        Decimal(-200),
        Decimal(-200),
        "Dented",
    )
    shown = page.get(order.get_absolute_url())
    assert f'href="{back.get_absolute_url()}"' in html_of(shown)
    assert "2 came back" in text_of(shown)


def test_a_payment_is_recorded_once_even_when_sent_twice(page, ming, green, sell):
    order = sell(ming, green, 2, on_credit=True)
    url = reverse("orders:payment", args=[order.pk])
    sent = {
        "kind": "payment",
        "amount": "50",
        "paid_at": "2026-09-28T09:00",
        "method": "cash",
        "opened": opened_of(order),
    }
    assert [page.post(url, sent).status_code for _ in range(2)] == [302, 422]
    order.refresh_from_db()
    assert (order.paid, Payment.objects.count()) == (Decimal(50), 1)
    assert text_of(page.get(order.get_absolute_url())).count("¥150") == 1


@pytest.mark.covers("SAT-08")
def test_a_late_delivery_is_said_with_its_days(page, ming, green, sell):
    order = sell(ming, green, on=date(2026, 9, 20), promised_on=date(2026, 9, 22))
    assert "not yet, 6 days late" in text_of(page.get(order.get_absolute_url()))
    sent = {"delivered_on": "2026-09-25", "opened": opened_of(order)}
    page.post(reverse("orders:delivery", args=[order.pk]), sent)
    order.refresh_from_db()
    assert order.delivered_on == date(2026, 9, 25)
    assert "3 days late" in text_of(page.get(order.get_absolute_url()))
    assert order.reference in text_of(page.get(reverse("orders:list"), {"state": "late"}))


def test_the_list_shows_the_newest_first_page_by_page_and_what_they_come_to(page, ming, hua, green, sell):
    for day in range(1, 29):
        for _ in range(2):
            sell(ming, green, 1, on=date(2026, 9, day))
    foreign = sell(hua, green, 1)
    first = page.get(reverse("orders:list"))
    references = [order.reference for order in first.context["listing"].records]
    wanted = list(
        Order.objects.exclude(pk=foreign.pk)
        .order_by("-ordered_at", "-pk")
        .values_list("reference", flat=True)
    )
    assert references == wanted[:50]
    second = page.get(reverse("orders:list") + first.context["listing"].table.pager.next_url)
    assert [order.reference for order in second.context["listing"].records] == wanted[50:]
    assert "56 orders ¥5,600 as of 2026-09-28 09:00" in text_of(first)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"since": "2026-09-02"}, 3),
        ({"until": "2026-09-01"}, 1),
        ({"channel": "online"}, 2),
        ({"outlet": "rep"}, 1),
        ({"kind": "return"}, 1),
        ({"state": "open"}, 2),
        ({"state": "overdue"}, 1),
        ({"state": "no_rate"}, 1),
        ({"channel": "online", "kind": "order"}, 1),
        ({"customer": "2000000000"}, 0),
        ({"customer": "no number"}, 0),
        ({"since": "not a day"}, 4),
    ],
    ids=str,
)
def test_the_list_is_narrowed(page, ming, green, sell, lin, asked, count):
    old = sell(
        ming, green, 2, on=date(2026, 9, 1), on_credit=True, due_on=date(2026, 9, 10), channel="online"
    )
    sell(ming, green, 1, on=date(2026, 9, 2), on_credit=True, outlet="rep")
    sell(ming, green, 1, on=date(2026, 9, 3), currency="USD")
    return_goods(old, {1: Decimal(1)}, by=lin)
    assert len(page.get(reverse("orders:list"), asked).context["listing"].records) == count


def test_a_list_place_that_does_not_exist_is_a_sentence_and_no_failure(page, ming):
    assert page.get(reverse("orders:list"), {"after": "1~nonsense"}).status_code == 400


def test_orders_without_a_rate_are_left_out_of_the_sum_and_counted(page, ming, green, sell):
    sell(ming, green, 1)
    sell(ming, green, 1, currency="USD")
    shown = text_of(page.get(reverse("orders:list")))
    assert "¥100" in shown
    assert "1 without exchange rate left out" in shown


@pytest.mark.covers("DB-05")
def test_what_goods_cost_is_shown_to_managers_only(client, lin, manager, ming, green, sell):
    order = sell(ming, green, 2)
    shown = {}
    for person in (lin, manager):
        client.force_login(person)
        urls = (order.get_absolute_url(), green.get_absolute_url(), reverse("orders:products"))
        shown[person] = [text_of(client.get(url)) for url in urls]
    assert ["¥80" in shown[manager][0], "¥80" in shown[lin][0]] == [True, False]
    assert ["¥60.00" in text for text in shown[manager][1:]] == [True, True]
    assert ["¥60.00" in text for text in shown[lin][1:]] == [False, False]


def changes_told():
    """What the log says was changed; that somebody was refused stands there too."""
    return AuditEvent.objects.exclude(verb="user.refused").count()


@pytest.mark.parametrize("name", ["order", "edit", "return", "payment", "delivery"])
def test_an_order_of_another_team_is_not_there_and_nothing_changes(page, hua, green, sell, name):
    order = sell(hua, green, 2)
    before = (Order.objects.values().get(), changes_told(), Payment.objects.count())
    url = reverse(f"orders:{name}", args=[order.pk])
    sent = {
        "line1": "1",
        "amount": "1",
        "kind": "payment",
        "opened": opened_of(order),
        "delivered_on": "2026-09-28",
    }
    answers = [page.get(url), page.post(url, form(("G1", "9")) | sent)]
    assert {answer.status_code for answer in answers} <= {404, 405}
    assert answers[1].status_code in (404, 405)
    assert (Order.objects.values().get(), changes_told(), Payment.objects.count()) == before


def test_who_may_only_read_sees_orders_and_changes_nothing(client, reader, ming, green, sell):
    order = sell(ming, green, 2)
    client.force_login(reader)
    shown = text_of(client.get(order.get_absolute_url()))
    assert "Record a payment" not in shown
    for name in ("edit", "return", "payment", "delivery"):
        assert client.post(reverse(f"orders:{name}", args=[order.pk]), {"amount": "1"}).status_code == 403
    assert client.post(new_url(ming), form(("G1", "1"))).status_code == 403
    assert (Order.objects.count(), Payment.objects.count()) == (1, 0)


def test_a_product_says_who_bought_it_among_the_orders_one_may_see(page, ming, hua, green, sell, lin):
    order = sell(ming, green, 5)
    return_goods(order, {1: Decimal(2)}, by=lin)
    sell(hua, green, 9)
    shown = text_of(page.get(green.get_absolute_url()))
    assert "3 sold to 1 customer for ¥300, returns taken away" in shown
    assert "Mingxiang Teahouse" in shown
    assert "Hua Li" not in shown


def test_a_manager_adds_and_changes_products_and_staff_do_not(client, lin, manager, green):
    client.force_login(manager)
    sent = {"code": "W1", "name": "Silver Needle", "category": "White tea", "price": "300", "cost": "180.5", "unit": "tin",
            "repurchase_days": "45", "is_active": "on"}  # fmt: skip
    client.post(reverse("orders:new_product"), sent)
    product = Product.objects.get(code="W1")
    assert (product.category.name, product.cost, product.repurchase_days) == (
        "White tea",
        Decimal("180.5"),
        45,
    )
    client.post(reverse("orders:edit_product", args=[product.pk]), sent | {"cost": "190"})
    assert Product.objects.get(code="W1").cost == 190
    assert client.post(reverse("orders:new_product"), sent).status_code == 422
    client.force_login(lin)
    assert client.post(reverse("orders:edit_product", args=[product.pk]), sent).status_code == 403
    assert Product.objects.get(code="W1").cost == 190


def test_an_administrator_gives_a_rate_and_its_orders_count(client, boss, ming, green, sell):
    order = sell(ming, green, 1, price="10", currency="USD")
    client.force_login(boss)
    assert "Orders in USD have no rate" in text_of(client.get(reverse("orders:rates")))
    sent = {"currency": "usd", "valid_from": "2026-09-01", "rate": "7.10"}
    shown = text_of(client.post(reverse("orders:rates"), sent, follow=True))
    assert "1 order that had no rate counts now." in shown
    order.refresh_from_db()
    assert (order.amount_base, ExchangeRate.objects.get().currency) == (Decimal(71), "USD")
    assert client.post(reverse("orders:rates"), sent | {"currency": "CNY"}).status_code == 422


def test_search_finds_orders_by_their_number_and_products_by_code_or_name(page, ming, hua, green, sell):
    order = sell(ming, green, 1)
    foreign = sell(hua, green, 1)
    found = text_of(page.get(reverse("ui:search"), {"q": "20260928"}))
    assert (order.reference in found, foreign.reference in found) == (True, False)
    assert "Dragon Well" in text_of(page.get(reverse("ui:search"), {"q": "dragon"}))


def test_a_delivery_already_noted_elsewhere_is_not_overwritten(page, ming, green, sell, lin):
    order = sell(ming, green, on=date(2026, 9, 20))
    opened = opened_of(order)
    deliver(order, date(2026, 9, 24), by=lin)
    page.post(reverse("orders:delivery", args=[order.pk]), {"delivered_on": "2026-09-25", "opened": opened})
    order.refresh_from_db()
    assert order.delivered_on == date(2026, 9, 24)


def test_who_gives_back_more_than_was_bought_is_told_how_much_may_come_back(page, ming, green, sell):
    order = sell(ming, green, 3)
    sent = {"line1": "4", "ordered_at": "2026-09-28T09:00", "opened": opened_of(order)}
    answer = page.post(reverse("orders:return", args=[order.pk]), sent)
    assert answer.status_code == 422
    assert "At most 3 can come back." in text_of(answer)
    assert not Order.objects.returns().exists()
