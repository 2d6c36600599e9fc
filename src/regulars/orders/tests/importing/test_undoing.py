"""An import taken back: what was touched since stays and is named."""

from datetime import timedelta

import pytest

from regulars.core import clock
from regulars.customers.importing import undoing
from regulars.customers.models import (
    Consent,
    Contact,
    ContactPoint,
    Customer,
    CustomerTag,
    Fact,
    ImportChange,
    Interaction,
    SearchEntry,
)
from regulars.customers.searching import search
from regulars.customers.tests.importing.files import applied, verdicts

pytestmark = [pytest.mark.database, pytest.mark.django_db]

MEMBERS = "会员号,姓名,手机,城市,标签,营销同意\nA,甲,13800138000,绍兴,VIP,是\nB,乙,13800138001,杭州,,\n"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path, morning):
    settings.REGULARS_FILES = tmp_path


def counted():
    return [m.objects.count() for m in (Customer, ContactPoint, Fact, CustomerTag, Consent, SearchEntry)]


def test_everything_an_import_brought_goes_again(boss):
    run = applied(MEMBERS)
    undoing.undo(run, by=boss)
    assert counted() == [0, 0, 0, 0, 0, 0]
    assert run.state == "undone"
    assert run.undo_report == {"removed": 6, "restored": 0, "kept_count": 0, "kept": []}


def test_what_was_added_to_a_known_customer_is_not_found_any_more(boss):
    applied("会员号,姓名\nA,甲\n")
    run = applied("会员号,手机,标签\nA,13800138000,茶友\n", by=boss)
    assert [search(Customer.objects.all(), text).count() for text in ("8000", "茶友", "甲")] == [1, 1, 1]
    undoing.undo(run, by=boss)
    assert [search(Customer.objects.all(), text).count() for text in ("8000", "茶友", "甲")] == [0, 0, 1]


def test_it_can_be_imported_again_after_it_was_taken_back(boss):
    undoing.undo(applied(MEMBERS), by=boss)
    assert verdicts(applied(MEMBERS)) == {"new": 2}


def test_changed_fields_return_and_their_facts_go(boss):
    applied(MEMBERS)
    before = list(Customer.objects.order_by("code").values_list("name", "city", "pinyin"))
    facts = Fact.objects.count()
    run = applied("会员号,姓名,城市\nA,甲天,上海\nB,,宁波\n")
    undoing.undo(run, by=boss)
    assert list(Customer.objects.order_by("code").values_list("name", "city", "pinyin")) == before
    assert Fact.objects.count() == facts
    assert run.undo_report["restored"] == 3


def test_a_field_edited_since_stays_and_the_customer_is_named(boss):
    applied(MEMBERS)
    run = applied("会员号,城市,职业\nA,上海,教师\nB,宁波,\n")
    Customer.objects.filter(code="A").update(city="苏州", version=3)
    undoing.undo(run, by=boss)
    assert dict(Customer.objects.values_list("code", "city")) == {"A": "苏州", "B": "杭州"}
    assert Customer.objects.get(code="A").occupation == ""
    assert [(kept["name"], kept["why"]) for kept in run.undo_report["kept"]] == [("甲", "edited")]


def test_a_new_customer_somebody_worked_with_stays_whole(boss):
    run = applied(MEMBERS)
    customer = Customer.objects.get(code="A")
    Interaction.objects.create(
        customer=customer, happened_at=clock.now(), channel="phone", created_at=clock.now()
    )
    undoing.undo(run, by=boss)
    assert list(Customer.objects.values_list("code", flat=True)) == ["A"]
    assert customer.contact_points.count() == 1
    assert customer.customer_tags.count() == 1
    assert customer.consents.count() == 1
    assert SearchEntry.objects.count() == 1
    assert [(kept["name"], kept["why"]) for kept in run.undo_report["kept"]] == [("甲", "used")]


def test_a_new_customer_edited_since_stays(boss):
    run = applied(MEMBERS)
    Customer.objects.filter(code="B").update(city="苏州", version=2)
    undoing.undo(run, by=boss)
    assert dict(Customer.objects.values_list("code", "city")) == {"B": "苏州"}


def test_a_contact_whose_imported_phone_was_corrected_since_stays(boss):
    Customer.objects.create(name="云雾茶行", code="F", kind="firm")
    run = applied("企业编号,联系人,手机\nF,王秀兰,13800138000\nF,何静,13900139000\n", "contacts", by=boss)
    ContactPoint.objects.filter(value="13800138000").update(value="13800138001")
    undoing.undo(run, by=boss)
    assert list(Contact.objects.values_list("name", flat=True)) == ["王秀兰"]
    assert list(ContactPoint.objects.values_list("value", flat=True)) == ["13800138001"]
    assert [each["name"] for each in run.undo_report["kept"]] == ["13800138001", "王秀兰"]


def test_an_import_is_taken_back_once_and_only_for_thirty_days(boss):
    run = applied(MEMBERS)
    with clock.at(clock.now() + timedelta(days=30)), pytest.raises(undoing.CannotUndo):
        undoing.undo(run, by=boss)
    assert Customer.objects.count() == 2
    undoing.undo(run, by=boss)
    with pytest.raises(undoing.CannotUndo):
        undoing.undo(run, by=boss)


def test_orders_are_taken_back_with_the_customers_and_products_they_brought(boss):
    from regulars.orders.models import Order, OrderLine, Product
    from regulars.orders.tests.importing.wholesaler import FILE

    run = applied(FILE, "orders")
    undoing.undo(run, by=boss)
    assert [m.objects.count() for m in (Order, OrderLine, Product, Customer)] == [0, 0, 0, 0]


def test_a_product_that_somebody_named_to_go_with_another_stays(boss):
    from regulars.orders.models import Product
    from regulars.orders.tests.importing.wholesaler import FILE

    run = applied(FILE, "orders")
    first, second = Product.objects.order_by("pk")[:2]
    first.goes_with.add(second)
    undoing.undo(run, by=boss)
    assert set(Product.objects.all()) == {first, second}


def test_a_changed_order_returns_to_what_it_was(boss):
    from regulars.orders.models import Order, OrderLine
    from regulars.orders.tests.importing.wholesaler import HEADER

    applied(HEADER + "9,A,Tea,5,2011-01-01,2,7,UK\n", "orders")
    before = [
        list(OrderLine.objects.values()),
        list(Order.objects.values("amount", "amount_base", "ordered_at")),
    ]
    run = applied(HEADER + "9,A,Tea,6,2011-01-01,2,7,UK\n9,C,Pot,1,2011-01-01,20,7,UK\n", "orders")
    undoing.undo(run, by=boss)
    after = [
        list(OrderLine.objects.values()),
        list(Order.objects.values("amount", "amount_base", "ordered_at")),
    ]
    assert after == before


def test_what_an_import_did_is_noted_row_by_row():
    run = applied(MEMBERS)
    applied("会员号,城市\nA,上海\n")
    noted = ImportChange.objects.filter(run=run, model="customers.Customer")
    assert noted.filter(is_new=True).count() == 2
    changed = ImportChange.objects.exclude(run=run).get(model="customers.Customer")
    assert (changed.before, changed.after) == ({"city": "绍兴"}, {"city": "上海"})
