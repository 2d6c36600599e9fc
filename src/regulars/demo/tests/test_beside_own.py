"""The demo and the firm's own records do not mix."""

from datetime import date
from decimal import Decimal

import pytest

from regulars.accounts.models import User
from regulars.core import settings_store
from regulars.core.command_line import Refusal
from regulars.core.models import AuditEvent
from regulars.customers.models import Customer, CustomerTag, Tag
from regulars.demo import loading, presenting, wiping
from regulars.demo.tests.counting import counts
from regulars.orders.models import Category, Order, OrderLine, Product

DAY = date(2026, 9, 28)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]


@pytest.fixture
def own(boss, lin):
    """What the firm had before: a customer with an order, a team, a tag that the demo also gives."""
    customer = Customer.objects.create(code="A1", name="Own Customer", owner=lin, team=lin.team)
    product = Product.objects.create(code="P1", name="Own tea", category=Category.objects.create(name="绿茶"))
    day = {"ordered_at": "2026-09-01T02:00Z", "ordered_on": date(2026, 9, 1)}
    order = Order.objects.create(
        reference="O1", customer=customer, currency="CNY", amount=Decimal(10), amount_base=Decimal(10), **day
    )
    OrderLine.objects.create(
        order=order, position=1, product=product, quantity=1, unit_price=Decimal(10), amount=Decimal(10)
    )
    CustomerTag.objects.create(customer=customer, tag=Tag.objects.create(name="送礼"))
    settings_store.put("firm.name", "Own Firm")
    return customer


def sell(customer, tea):
    OrderLine.objects.create(
        order=customer.orders.get(),
        position=2,
        product=tea,
        quantity=1,
        unit_price=Decimal(324),
        amount=Decimal(324),
    )


def test_a_new_firm_takes_the_name_and_currency_of_the_english_shop():
    loading.load("en", as_of=DAY)
    named = [settings_store.get(f"firm.{key}") for key in ("name", "currency", "timezone", "language")]
    assert named == ["Cloud Mist Tea", "USD", "America/Los_Angeles", "en"]
    assert not User.objects.filter(is_demo=True).first().has_usable_password()


def test_numbers_of_the_firm_that_look_like_the_demos_are_never_mixed_with_them(own):
    Customer.objects.create(code="YW-K00001", name="Own Number")
    before = counts()
    with pytest.raises(Refusal):
        loading.load("zh", as_of=DAY)
    assert counts() == before


def test_wiping_leaves_the_firms_own_records_and_what_it_sold_of_the_demo(own, lin):
    before, owner = counts(), own.owner
    presenting.load("zh", DAY)
    assert settings_store.get("firm.name") == "Own Firm"
    sell(own, Product.objects.get(code="YW-G01"))
    wiped = wiping.wipe(by=lin)
    assert wiped.customers == 1202
    after = counts()
    assert {name: after[name] - before[name] for name in before if after[name] != before[name]} == {
        "OrderLine": 1,
        "Product": 1,
        "CareTask": 1,  # what was planned for the own customer meanwhile
    }
    own.refresh_from_db()
    assert own.owner == owner
    assert own.customer_tags.get().tag.name == "送礼"
    assert settings_store.get("firm.name") == "Own Firm"
    assert loading.loaded() is None
    assert list(Product.objects.order_by("code").values_list("code", "is_demo")) == [
        ("P1", False),
        ("YW-G01", False),
    ]
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[verbs.index("demo.loaded") :] == [
        "demo.loaded", "target_profile.made", "segment.frozen", "demo.wiped",
    ]  # fmt: skip
