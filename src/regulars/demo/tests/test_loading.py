"""Loading and wiping the demo, with the firm's own records beside it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import authenticate
from django.db import transaction
from django.db.models import Sum

from regulars.accounts import setting_up
from regulars.accounts.models import User
from regulars.care import worklist
from regulars.core import clock
from regulars.core.command_line import Refusal
from regulars.customers.models import Contact, Customer, Interaction, LoyaltySign, Promise
from regulars.customers.searching import entries_for, findable, search
from regulars.demo import loading, presenting, wiping
from regulars.demo.business import build
from regulars.demo.tests.counting import counts
from regulars.insights.models import ClassChange, DeclineCause
from regulars.insights.runs import latest
from regulars.insights.stages import deciding
from regulars.orders.models import Order, Product
from regulars.reports.models import WalletEstimate

DAY = date(2026, 9, 28)
MORNING = datetime(2026, 9, 28, 1, 0, tzinfo=UTC)
PASSWORD = "a long enough password"
pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("morning")]


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Loaded once for all tests of this file; each works in a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic(), clock.at(MORNING):
        yield loading.load("zh", password=PASSWORD)
        transaction.set_rollback(True)


@pytest.fixture
def shop(loaded, db):
    return loaded


def test_the_whole_business_is_there_to_the_cent(shop):
    drawn = build(language="zh", as_of=DAY)
    orders = [order for customer in drawn.customers for order in customer.orders]
    bought = sum(order.amount for order in orders)
    stored = Order.objects.purchases().aggregate(total=Sum("amount"), lines=Sum("lines__amount"))
    assert (shop.customers, shop.as_of) == (1202, DAY)
    assert Customer.objects.filter(is_demo=True).count() == len(drawn.customers)
    assert Order.objects.purchases().count() == len(orders)
    assert Order.objects.purchases().aggregate(total=Sum("amount"))["total"] == bought
    assert stored["lines"] == bought
    assert Promise.objects.count() == sum(len(customer.promises) for customer in drawn.customers)
    assert Interaction.objects.count() == sum(len(customer.interactions) for customer in drawn.customers)
    assert Contact.objects.count() == sum(len(customer.contacts) for customer in drawn.customers)


def test_days_and_hours_are_those_of_the_shop(shop):
    request = Interaction.objects.get(customer__name="徐家豪", needs_answer=True, answered_at=None)
    last = Customer.objects.get(name="周文斌").orders.latest("ordered_at")
    assert request.happened_at.isoformat() == "2026-09-26T08:20:00+00:00"
    assert last.ordered_on == DAY - timedelta(days=56)


def test_customers_are_found_by_name_pinyin_initials_and_phone(shop):
    zhou = Customer.objects.get(name="周文斌")
    phone = zhou.contact_points.get(kind="phone")
    for text in ("文斌", "zhouwenbin", "zwb", phone.value[-6:]):
        assert zhou in search(Customer.objects.all(), text)
    assert phone.normalised == f"+86{phone.value}"


def test_search_words_are_those_that_the_stored_customer_would_be_given(shop):
    for customer in Customer.objects.filter(name__in=("周文斌", "清河坊茶馆", "陈雨桐")):
        ((_, pieces, _),) = entries_for([findable(customer)])
        assert set(customer.search_entry.pieces) == set(pieces)


def test_returns_are_orders_below_zero_that_name_their_original(shop):
    returns = Order.objects.returns()
    assert returns.count() > 100
    assert not returns.filter(original=None).exists()
    assert not returns.filter(amount__gte=0).exists()


def test_some_firms_are_late_with_their_payments(shop):
    late = Order.objects.filter(on_credit=True, due_on__lt=DAY, paid=0)
    assert 3 <= late.values("customer").distinct().count() <= 40


def test_the_demo_staff_sign_in_with_the_password_of_this_load_only(shop, rf, settings):
    assert authenticate(rf.get("/"), username="linxiaotong", password=PASSWORD) is not None
    told = loading.give_password()
    settings.SECRET_KEY = "another installation"
    assert loading.give_password() != told


def test_loading_twice_is_refused_and_changes_nothing(shop):
    before = counts()
    with pytest.raises(loading.AlreadyLoaded):
        loading.load("en")
    assert counts() == before


def test_wiping_an_installation_that_held_only_the_demo_leaves_it_as_new(shop):
    wiping.wipe()
    assert set(counts().values()) == {0}
    assert setting_up.is_open()


def test_wiping_twice_is_the_same_as_once(shop):
    wiping.wipe()
    assert wiping.wipe() == wiping.Wiped(0, 0)


def test_own_customers_are_never_left_without_an_administrator(shop):
    Customer.objects.create(code="A1", name="Own Customer")
    with pytest.raises(Refusal):
        wiping.wipe()
    assert Customer.objects.count() == 1203


def test_the_morning_after_loading_everybody_finds_work_and_every_stage_is_taken(shop):
    presenting.refresh(DAY)
    stages = latest().summary["stage"]
    assert set(stages) == {"exploration", "growth", "stability", "decline"}
    assert min(stages.values()) > 80
    assert ClassChange.objects.filter(measure="stage", changed_on=DAY).count() > 10
    for name in ("linxiaotong", "sunli", "fangyuan", "zhengqiuyun"):
        person = User.objects.get(username=name)
        cards = worklist.worklist_of(person, seen_by=person).cards
        assert len(cards) == 8
        assert len({card.play.code for card in cards}) >= 2, name
    lin = User.objects.get(username="linxiaotong")
    assert min(duty.count for duty in worklist.worklist_of(lin, seen_by=lin).duties.values()) >= 2


def test_presenting_a_demo_that_is_there_tells_the_same_password_and_ends_no_session(shop, rf, client):
    before = counts()
    told = presenting.present("en", None, anew=False)
    hashes = list(User.objects.order_by("pk").values_list("password", flat=True))
    client.post("/sign-in/", {"username": "linxiaotong", "password": told["password"]})
    assert presenting.present("en", None, anew=False) == told
    assert list(User.objects.order_by("pk").values_list("password", flat=True)) == hashes
    assert client.get("/today/").status_code == 200
    assert counts() == before
    assert (told["language"], told["as_of"]) == ("zh", "2026-09-28")
    assert [person["username"] for person in told["staff"]] == list(shop.usernames)
    assert authenticate(rf.get("/"), username="linxiaotong", password=PASSWORD) is None
    assert authenticate(rf.get("/"), username="linxiaotong", password=told["password"]) is not None


def test_what_the_staff_heard_stands_beside_the_orders(shop):
    """Another brand, an obstacle, a cause of decline, an estimate of the wallet: where it can be true."""
    signs = LoyaltySign.objects.all()
    assert set(signs.values_list("kind", flat=True)) >= {"elsewhere", "price", "obstacle", "no_other"}
    assert not signs.filter(kind="elsewhere", brand="").exists()
    assert not signs.filter(happened_on__gte=DAY).exists()
    assert 40 < DeclineCause.objects.count() < 200
    assert not DeclineCause.objects.filter(noted_on__gte=DAY).exists()
    assert all(
        deciding.fits(cause, churn)
        for cause, churn in DeclineCause.objects.values_list("cause", "churn_cause").distinct()
    )
    assert WalletEstimate.objects.filter(yearly_total__gte=100).count() > 20
    longjing = Product.objects.get(code="YW-G01")
    assert (longjing.brand, longjing.attributes) == ("云雾自选", {"口味": "清鲜", "规格": "罐装"})
