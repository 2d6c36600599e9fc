"""How much the pages people live in ask of the database: so much, however many rows they show."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regulars.care.models import CareTask
from regulars.care.tests.shop import buys, buys_every
from regulars.core import clock
from regulars.orders.models import OrderLine

pytestmark = pytest.mark.django_db

PAGES = {
    "the list": ("/customers/", 13),
    "a search": ("/customers/?q=小明", 15),
    "today": ("/today/", 14),
    "a customer": ("/customers/{first}/", 22),
}


@pytest.fixture
def come(add, lin, morning):
    """So many customers with orders, each on today's list for two reasons."""
    known = []

    def come(count):
        for _each in range(count):
            number = len(known)
            who = add(f"王小明{number}", owner=lin, phones=[f"138000000{number:02}"], tags=[f"标签{number}"])
            known.append(who)
            buys_every(who, 30, last=date(2026, 9, 20), times=3)
            for play in ("by_hand", "order_overdue", "promise_due"):
                on_list(who, play)
        return known[0]

    return come


def on_list(who, play, *, assignee=None):
    today = clock.today()
    CareTask.objects.create(
        customer=who, play=play, occasion=play, reason_code=play, at_stake=Decimal(100), assignee=assignee,
        figures={"last": "2026-08-20", "interval": 30, "late": 10, "text": "a tin", "due_on": "2026-09-27"},
        planned_on=today, due_on=today, show_from=today,
    )  # fmt: skip


def asked(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_the_same_of_two_customers_as_of_thirty(page, as_user, lin, come):
    address, usual = PAGES[page]
    client, first = as_user(lin), come(2)
    address = address.format(first=first.pk)
    client.get(address)
    few = asked(client, address)
    come(28)
    many = asked(client, address)
    assert (len(few), len(many)) == (usual, usual), "\n".join(few)


def number_beside_today(client, address):
    page = client.get(address).content.decode()
    found = re.search(r'href="/today/"[^>]*>.*?Today(?:<span class="count">(\d+)</span>)?</a>', page)
    return found[1]


def test_the_number_beside_today_is_the_same_on_every_page(as_user, lin, come):
    come(12)
    client = as_user(lin)
    # Eight cards a day, and every promise.
    assert [number_beside_today(client, address) for address in ("/today/", "/customers/")] == ["20", "20"]


def test_a_card_given_to_somebody_who_may_not_see_the_customer_is_on_no_list(
    as_user, add, lin, sun, boss, morning
):
    on_list(add("王小明", owner=lin), "by_hand", assignee=sun)
    on_list(add("单雄信", owner=lin), "by_hand")
    names = {}
    for user in (lin, sun, boss):
        worklist = as_user(user).get("/today/").context["worklist"]
        names[user.username] = [card.customer.name for card in worklist.cards]
    assert names == {"lin": ["单雄信"], "sun": [], "boss": []}


def test_a_card_given_to_who_sees_the_customer_is_on_their_list(as_user, add, lin, boss, morning):
    on_list(add("王小明", owner=lin), "by_hand", assignee=boss)
    worklist = as_user(boss).get("/today/").context["worklist"]
    assert [card.customer.name for card in worklist.cards] == ["王小明"]
    assert number_beside_today(as_user(boss), "/customers/") == "1"


def test_what_was_bought_last_is_the_dearest_of_the_last_order_that_has_lines(as_user, add, lin, morning):
    who = add("王小明", owner=lin)
    orders = [buys(who, date(2026, 9, day)) for day in (1, 20, 25)]
    lines = [(0, 1, "Old tin", 900), (1, 1, "Green tea", 30), (1, 2, "Big tin", 70), (1, 3, "Bag", 5)]
    for place, position, description, amount in lines:
        OrderLine.objects.create(
            order=orders[place], position=position, description=description, quantity=1, unit_price=amount,
            amount=amount,
        )  # fmt: skip
    on_list(who, "by_hand")
    (card,) = as_user(lin).get("/today/").context["worklist"].cards
    assert card.speaker.last_bought == "Big tin"


def test_the_five_promises_due_first_are_shown_and_the_others_counted(as_user, add, lin, morning):
    for day in (20, 26, 22, 21, 24, 25, 23):
        who = add(f"王小明{day}", owner=lin)
        on_list(who, "promise_due")
        CareTask.objects.filter(customer=who).update(due_on=date(2026, 9, day))
    answer = as_user(lin).get("/today/")
    page = answer.content.decode()
    assert re.findall(r"<bdi>(王小明\d+)</bdi>", page) == [f"王小明{day}" for day in range(20, 25)]
    assert 'Promises due <span class="fig late">7</span>' in page
    assert "2 more</a>" in page
    assert answer.context["worklist"].count == 7


def test_who_rests_is_found_among_the_few_who_may(add, lin, morning):
    """The planner must see that nobody rests who is not in the index of those who may."""
    on_list(add("王小明", owner=lin, do_not_contact_from=date(2026, 9, 29)), "by_hand")
    on_list(add("单雄信", owner=lin, do_not_contact_until=date(2026, 9, 28)), "by_hand")
    due = CareTask.objects.due(clock.today())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "customer_may_rest" in due.explain()
    assert [task.customer.name for task in due] == ["王小明"]
