"""The plan after every order: three questions on their days, closed with what the customer answered."""

from datetime import date

import pytest

from regulars.care.models import CareTask, Play
from regulars.care.tests.shop import buys, customer, refresh
from regulars.core import settings_store
from regulars.customers.models import Interaction
from regulars.orders.models import Order, OrderLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def zhou(morning, lin):
    settings_store.put("firm.name", "Cloud Mist Tea")
    return customer(owner=lin)


def asked(**filters):
    tasks = CareTask.objects.filter(play="order_follow_up", outcome="", **filters)
    return {(task.figures["check"], task.figures["ordered_on"]): task for task in tasks}


def page(client, user, url="/today/"):
    client.force_login(user)
    return client.get(url).content.decode()


@pytest.mark.covers("CARE-07")
def test_after_each_order_delivery_usage_and_satisfaction_are_asked_on_their_days(client, lin, zhou):
    # Three, fourteen and thirty days before Monday, 28 September; the fourth is not due yet.
    for on in (date(2026, 9, 25), date(2026, 9, 14), date(2026, 8, 29), date(2026, 9, 26)):
        order = buys(zhou, on, 80)
        OrderLine.objects.create(
            order=order, position=1, description=f"Tea of {on:%d}", quantity=1, unit_price=80, amount=80
        )
    refresh()
    assert {key: task.due_on for key, task in asked().items()} == {
        ("delivery", "2026-09-25"): date(2026, 9, 28),
        ("usage", "2026-09-14"): date(2026, 9, 28),
        ("satisfaction", "2026-08-29"): date(2026, 9, 28),
    }
    shown = page(client, lin)
    assert "Nobody has asked yet whether everything arrived well." in shown
    assert "Nobody has asked yet how they are getting on with it." in shown
    assert "Nobody has asked yet whether they are happy with it." in shown
    card = asked()["usage", "2026-09-14"]
    words = page(client, lin, f"/today/{card.pk}/done/")
    assert "How are you getting on with the Tea of 14?" in words


def test_of_several_orders_the_same_is_asked_about_the_newest_and_one_order_is_at_stake(zhou):
    for on in (date(2026, 9, 1), date(2026, 9, 24), date(2026, 9, 25)):
        buys(zhou, on, 1_000)
    refresh()
    assert list(asked(figures__check="delivery")) == [("delivery", "2026-09-25")]
    # Orders of 1,000 at an assumed margin of 30 %, and a tenth of it; not a tenth of all that is expected.
    zhou.measures.refresh_from_db()
    assert zhou.measures.expected_margin > 300
    assert str(asked()["delivery", "2026-09-25"].at_stake) == "30.00"


@pytest.mark.covers("CARE-07")
def test_each_question_is_closed_with_what_the_customer_answered(client, lin, zhou):
    buys(zhou, date(2026, 9, 25))
    buys(zhou, date(2026, 8, 29))
    refresh()
    delivery, satisfaction = asked()["delivery", "2026-09-25"], asked()["satisfaction", "2026-08-29"]
    client.force_login(lin)
    url = f"/today/{delivery.pk}/done/"
    answer = {
        "channel": "phone",
        f"result_{delivery.pk}": "damaged",
        f"result_{satisfaction.pk}": "satisfied",
    }
    client.post(url, {"channel": "phone"})
    refused = client.post(url, answer).content.decode()
    assert "Say in a few words what is wrong" in refused
    assert len(asked()) == 2  # neither without an answer nor without saying what is wrong
    client.post(url, answer | {"note": "One tin dented"})
    assert asked() == {}
    settled = CareTask.objects.filter(play="order_follow_up").values_list("result", "outcome", "handled_by")
    assert sorted(settled) == [("damaged", "done", lin.pk), ("satisfied", "done", lin.pk)]
    told = "Delivery check: Damaged or incomplete. Satisfaction: Satisfied. One tin dented"
    assert Interaction.objects.get(customer=zhou).summary == told
    assert told in page(client, lin, zhou.get_absolute_url())
    refresh()
    assert asked() == {}


def test_what_was_not_asked_comes_back_tomorrow_and_taking_back_opens_all(client, lin, zhou):
    buys(zhou, date(2026, 9, 25))
    buys(zhou, date(2026, 8, 29))
    refresh()
    delivery = asked()["delivery", "2026-09-25"]
    client.force_login(lin)
    client.post(f"/today/{delivery.pk}/done/", {"channel": "phone", f"result_{delivery.pk}": "arrived"})
    assert asked()["satisfaction", "2026-08-29"].show_from == date(2026, 9, 29)
    client.post(f"/today/{delivery.pk}/take-back/")
    opened = asked()
    assert {task.show_from for task in opened.values()} == {date(2026, 9, 28)}
    assert {task.result for task in opened.values()} == {""}
    assert not Interaction.objects.exists()


def test_a_contact_about_something_else_answers_no_question(lin, zhou):
    from regulars.core import clock
    from regulars.customers.recording import record_interaction

    buys(zhou, date(2026, 9, 25))
    refresh()
    record_interaction(Interaction(customer=zhou, happened_at=clock.now(), channel="wechat"), by=lin)
    assert list(asked()) == [("delivery", "2026-09-25")]


@pytest.mark.parametrize(
    ("promised", "delivered", "is_due"),
    [
        (None, None, True),
        (date(2026, 9, 30), None, False),  # promised for later and not noted as delivered
        (date(2026, 9, 30), date(2026, 9, 25), True),
        (None, date(2026, 9, 27), False),  # came yesterday
        (date(2026, 9, 1), None, True),  # a promise before the order says nothing
    ],
)
def test_the_days_count_from_the_delivery(zhou, promised, delivered, is_due):
    buys(zhou, date(2026, 9, 23))
    Order.objects.update(promised_on=promised, delivered_on=delivered)
    refresh()
    assert bool(asked()) is is_due


def test_a_check_is_left_out_with_day_0_and_ends_when_it_is_too_late(zhou):
    buys(zhou, date(2026, 9, 25))
    buys(zhou, date(2026, 9, 14))
    buys(zhou, date(2026, 9, 3))  # 25 days: usage was due for ten days after the fourteenth
    Play.objects.create(code="order_follow_up", is_on=True, settings={"delivery_day": 0})
    refresh()
    assert list(asked()) == [("usage", "2026-09-14")]
