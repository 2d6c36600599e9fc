"""Files of order lines become orders, returns, products and customers."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from regulars.core import settings_store
from regulars.customers.importing.command_line import report
from regulars.customers.importing.reasons import sentence
from regulars.customers.models import Customer, Fact
from regulars.customers.tests.importing.files import applied, checked, reasons, verdicts
from regulars.orders.models import ExchangeRate, Order, OrderLine, Product
from regulars.orders.ordering import LineGiven, place_order
from regulars.orders.tests.importing.wholesaler import EXPECTED, FILE, HEADER

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _firm(settings, tmp_path, morning):
    settings.REGULARS_FILES = tmp_path
    settings_store.put("firm.currency", "GBP")
    settings_store.put("firm.timezone", "Europe/London")


def told(run):
    found = report(run)
    return {name: found[name] for name in EXPECTED}


def test_a_wholesalers_file_adds_up_to_the_cent():
    run = applied(FILE, "orders", name="lines.csv")
    assert told(run) == EXPECTED
    assert (Order.objects.count(), OrderLine.objects.count(), Product.objects.count()) == (6, 9, 4)


def test_the_same_orders_again_change_nothing():
    applied(FILE, "orders")
    before = [list(model.objects.order_by("pk").values()) for model in (Customer, Product, Order, OrderLine)]
    again = applied(FILE, "orders")
    assert told(again) == EXPECTED | {"new": 0, "same": 9}
    assert [
        list(model.objects.order_by("pk").values()) for model in (Customer, Product, Order, OrderLine)
    ] == before


def test_a_dry_run_says_the_same_and_writes_nothing():
    assert told(checked(FILE, "orders")) == EXPECTED
    assert not (Order.objects.exists())
    assert not (Customer.objects.exists())
    assert not (Product.objects.exists())


def test_the_order_of_the_lines_does_not_matter():
    lines = FILE.removeprefix(HEADER).splitlines(keepends=True)
    assert told(applied(HEADER + "".join(reversed(lines)), "orders")) == EXPECTED


def test_identical_lines_all_count_and_keep_their_places():
    applied(FILE, "orders")
    lines = OrderLine.objects.filter(order__reference="536365").order_by("position")
    assert list(lines.values_list("position", "product__code", "quantity", "amount")) == [
        (1, "85123A", Decimal(6), Decimal("15.30")),
        (2, "85123A", Decimal(6), Decimal("15.30")),
        (3, "71053", Decimal(6), Decimal("0.00")),
    ]


def test_the_first_time_of_an_invoice_counts_and_amounts_round_half_to_even():
    applied(FILE, "orders")
    order = Order.objects.get(reference="536367")
    assert order.ordered_at == datetime(2010, 12, 1, 8, 33, tzinfo=UTC)
    amounts = order.lines.order_by("position").values_list("unit_price", "amount")
    assert list(amounts) == [(Decimal("0.3350"), Decimal("1.00")), (Decimal("0.1250"), Decimal("0.12"))]
    assert (order.amount, order.amount_base, order.rate, order.currency) == (
        Decimal("1.12"),
        Decimal("1.12"),
        1,
        "GBP",
    )


def test_an_order_belongs_to_the_firms_calendar_day():
    applied(
        HEADER + "1,A,Tea,1,2011-07-01 00:30:00,1,7,UK\n2,A,Tea,1,2011-07-01T23:30:00Z,1,7,UK\n", "orders"
    )
    assert dict(Order.objects.values_list("reference", "ordered_on")) == {
        "1": date(2011, 7, 1),
        "2": date(2011, 7, 2),
    }


def test_the_latest_date_names_a_product_and_says_where_a_customer_lives():
    applied(FILE, "orders")
    assert Product.objects.get(code="85123A").name == "CREAM HANGING HEART"
    assert Product.objects.get(code="0085").name == "POPPY'S PLAYHOUSE"
    moved = Customer.objects.get(code="13047")
    assert (moved.name, moved.country) == ("13047", "Spain")
    assert Fact.objects.get(customer=moved, field="country").collected_on == date(2011, 11, 30)


def test_an_older_file_afterwards_renames_nothing():
    applied(FILE, "orders")
    applied(HEADER + "400000,85123A,ANCIENT HEART,1,2009-01-01 10:00:00,1,13047,Italy\n", "orders")
    assert Product.objects.get(code="85123A").name == "CREAM HANGING HEART"
    assert Customer.objects.get(code="13047").country == "Spain"


def test_negative_quantities_are_a_return():
    applied(FILE, "orders")
    returned = Order.objects.get(reference="C536379")
    assert (returned.kind, returned.amount, returned.original) == ("return", Decimal("-2.55"), None)


def test_goods_bought_and_brought_back_on_one_number_become_two():
    text = HEADER + "9,A,Tea,5,2011-01-01,2,7,UK\n9,B,Cup,-1,2011-01-01,3,7,UK\n9,A,Tea,1,2011-01-01,2,7,UK\n"
    run = applied(text, "orders")
    bought, returned = Order.objects.order_by("kind")
    assert (bought.reference, bought.amount) == ("9", Decimal("12.00"))
    assert (returned.reference, returned.amount, returned.original) == ("9/R", Decimal("-3.00"), bought)
    assert list(bought.lines.values_list("position", flat=True)) == [1, 2]
    assert verdicts(run) == {"new": 3}
    assert verdicts(applied(text, "orders")) == {"same": 3}


def test_goods_brought_back_later_name_the_order_they_came_from():
    applied(HEADER + "9,A,Tea,5,2011-01-01,2,7,UK\n", "orders")
    applied(HEADER + "9,A,Tea,-2,2011-02-01,2,7,UK\n", "orders")
    returned = Order.objects.get(reference="9/R")
    assert (returned.kind, returned.original.reference, returned.amount) == ("return", "9", Decimal("-4.00"))


def test_lines_without_customer_go_to_the_walk_in_customer_only_when_asked():
    run = applied(FILE, "orders", walk_in="keep")
    assert verdicts(run) == {"new": 11}
    walk_in = Customer.objects.get(is_walk_in=True)
    assert sorted(walk_in.orders.values_list("reference", "amount")) == [
        ("540000", Decimal("25.50")),
        ("540000/R", Decimal("-10.20")),
    ]
    assert verdicts(applied(FILE, "orders", walk_in="keep")) == {"same": 11}
    assert Customer.objects.filter(is_walk_in=True).count() == 1


def test_a_header_told_only_once_holds_for_all_lines_of_the_order():
    run = applied(HEADER + "9,A,Tea,5,2011-01-01,2,7,UK\n9,B,Cup,1,2011-01-01,3,,\n", "orders")
    assert verdicts(run) == {"new": 2}
    assert Order.objects.get().amount == Decimal("13.00")


def test_a_line_that_names_another_customer_is_refused():
    run = applied(HEADER + "9,A,Tea,5,2011-01-01,2,7,UK\n9,B,Cup,1,2011-01-01,3,8,UK\n", "orders")
    assert verdicts(run) == {"new": 1, "error": 1}
    assert reasons(run) == [(3, "CustomerID", "other_customer")]
    assert not Customer.objects.filter(code="8").exists()


def test_an_order_does_not_move_to_another_customer():
    applied(HEADER + "9,A,Tea,5,2011-01-01,2,7,UK\n", "orders")
    run = applied(HEADER + "9,A,Tea,5,2011-01-01,2,8,UK\n", "orders")
    assert verdicts(run) == {"error": 1}
    assert reasons(run) == [(2, "InvoiceNo", "order_of_another")]
    assert Order.objects.get().customer.code == "7"


def test_changed_and_added_lines_change_the_order():
    applied(HEADER + "9,A,Tea,5,2011-01-01,2,7,UK\n9,B,Cup,1,2011-01-01,3,7,UK\n", "orders")
    run = applied(
        HEADER + "9,A,Tea,6,2011-01-01,2,7,UK\n9,B,Cup,1,2011-01-01,3,7,UK\n9,C,Pot,1,2011-01-01,20,7,UK\n",
        "orders",
    )
    assert verdicts(run) == {"new": 1, "changed": 1, "same": 1}
    order = Order.objects.get()
    assert (order.amount, order.amount_base, order.lines.count()) == (Decimal("35.00"), Decimal("35.00"), 3)


def test_another_currency_needs_a_rate_and_is_counted_without():
    ExchangeRate.objects.create(currency="EUR", valid_from=date(2011, 1, 1), rate=Decimal("0.85"))
    run = applied(
        "Order no,Date,Customer id,Qty,Price,Currency\n"
        "1,2011-02-01,7,1,10,EUR\n2,2011-02-01,7,1,10,USD\n3,2011-02-01,7,1,10,\n4,2010-02-01,7,1,10,EUR\n",
        "orders",
    )
    bases = dict(Order.objects.values_list("reference", "amount_base"))
    assert bases == {"1": Decimal("8.50"), "2": None, "3": Decimal("10.00"), "4": None}
    assert report(run)["orders_without_rate"] == 2
    assert report(run)["order_value"] == "18.50"


def test_cost_is_kept_where_it_is_known():
    Product.objects.create(code="A", name="Tea", cost=Decimal("1.25"))
    applied(HEADER + "1,A,Tea,4,2011-01-01,2,7,UK\n2,B,Cup,1,2011-01-01,3,7,UK\n", "orders")
    assert dict(Order.objects.values_list("reference", "cost_base")) == {"1": Decimal("5.00"), "2": None}


@pytest.mark.parametrize("kind", ["new", "changed"])
def test_a_file_rounds_amounts_rates_and_costs_as_an_order_taken_at_the_counter_does(boss, kind):
    ExchangeRate.objects.create(currency="EUR", valid_from=date(2011, 1, 1), rate=Decimal("0.5"))
    tea = Product.objects.create(code="A", name="Tea", cost=Decimal("0.125"))
    customer = Customer.objects.create(name="Cloud Tea", code="7")
    details = {"ordered_at": datetime(2011, 2, 1, tzinfo=UTC)}
    line = LineGiven(tea, Decimal(1), Decimal("0.25"))
    taken = place_order(customer, [line], by=boss, reference="counter", currency="EUR", details=details).order
    header = "Order no,Date,Customer id,Stock code,Qty,Price,Currency\n"
    if kind == "changed":
        applied(header + "file,2011-02-01,7,A,2,9,EUR\n", "orders")
    applied(header + "file,2011-02-01,7,A,1,0.25,EUR\n", "orders")
    found = Order.objects.get(reference="file")
    for order in (taken, found):
        assert (order.amount, order.amount_base, order.cost_base) == (
            Decimal("0.25"),
            Decimal("0.12"),
            Decimal("0.12"),
        )


def test_an_order_on_credit_beyond_the_limit_or_with_overdue_balance_is_flagged():
    Customer.objects.create(name="Cloud Tea", code="7", credit_limit=Decimal(100))
    header = "Order no,Date,Customer id,Qty,Price,On credit,Due date\n"
    applied(header + "1,2011-01-01,7,1,80,yes,2011-01-31\n", "orders")
    run = applied(header + "2,2011-03-01,7,1,30,yes,2011-03-31\n", "orders")
    assert verdicts(run) == {"new": 1}
    assert run.counts["warning"] == 1
    assert reasons(run) == [(2, "On credit", "beyond_credit_limit"), (2, "On credit", "overdue_balance")]


def test_buyers_are_known_by_phone_and_e_mail_too():
    Customer.objects.create(name="王秀兰", code="17")
    applied("姓名,会员号,手机\n王秀兰,17,13800138000\n")
    run = applied(
        "订单号,下单时间,收货人,收货人电话,商品名称,数量,单价\n"
        "T1,2026-09-01 10:00,王女士,138 0013 8000,龙井,1,128\n"
        "T2,2026-09-02 10:00,李四,13900139000,龙井,1,128\n"
        "T3,2026-09-03 10:00,王秀兰,,龙井,1,128\n",
        "orders",
    )
    assert verdicts(run) == {"new": 3}
    owners = dict(Order.objects.values_list("reference", "customer__name"))
    assert owners == {"T1": "王秀兰", "T2": "李四", "T3": "王秀兰"}


def test_the_amount_of_a_line_may_stand_instead_of_its_price():
    applied(
        "订单号,日期,会员号,数量,金额,整单优惠\nT1,2026-09-01,7,3,100,5\nT1,2026-09-01,7,1,20,5\n", "orders"
    )
    order = Order.objects.get()
    assert (order.amount, order.discount) == (Decimal("115.00"), Decimal("5.00"))
    assert order.lines.get(position=1).unit_price == Decimal("33.3333")


@pytest.mark.parametrize(
    ("written", "channel"),
    [("微信", "online"), ("淘宝", "online"), ("抖音", "online"), ("门店", "offline"), ("线下", "offline")],
)
def test_the_channel_is_understood_from_the_name_of_a_shop_or_platform(written, channel):
    applied(
        f"订单号,下单日期,姓名,商品,数量,单价,渠道\nD1,2026-09-01,王小明,龙井,1,268,{written}\n", "orders"
    )
    assert Order.objects.get().channel == channel


def test_an_unknown_channel_is_refused_with_the_words_one_may_write():
    run = checked(
        "订单号,下单日期,姓名,商品,数量,单价,渠道\nD1,2026-09-01,王小明,龙井,1,268,月球\n", "orders"
    )
    assert [sentence(row) for row in run.rows.all()] == ["“月球” is not one of: Online, Offline."]
