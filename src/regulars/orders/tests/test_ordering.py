"""What an order comes to, and what may not happen to it."""

from datetime import date
from decimal import Decimal

import pytest

from regulars.core.models import AuditEvent
from regulars.core.sentences import sentence
from regulars.orders import ordering
from regulars.orders.models import Order
from regulars.orders.ordering import LineGiven, change_order, deliver, place_order

pytestmark = pytest.mark.usefixtures("morning")


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [
        ("1", "0.1250", "0.12"),
        ("1", "0.1350", "0.14"),
        ("3", "0.4150", "1.24"),
        ("1", "0.1251", "0.13"),
        ("2.5", "1.2345", "3.09"),
        ("0.5", "0.0100", "0.00"),
        ("10000", "1.2345", "12345.00"),
    ],
)
def test_a_line_is_rounded_half_to_even_from_four_decimals(ming, green, sell, quantity, price, amount):
    order = sell(ming, green, quantity, price=price)
    assert (order.lines.get().amount, order.amount) == (Decimal(amount), Decimal(amount))


def test_yen_have_no_decimals(ming, green, sell):
    order = sell(ming, green, 1, price="2.5", currency="JPY")
    assert (order.lines.get().amount, order.amount, order.amount_base) == (Decimal(2), Decimal(2), None)


def test_discounts_of_line_and_order_are_taken_away_and_costs_added_up(ming, green, black, lin):
    lines = [
        LineGiven(green, Decimal(2), Decimal(100), Decimal(20)),
        LineGiven(green, Decimal(1), Decimal(90)),
    ]
    order = place_order(ming, lines, by=lin, details={"discount": Decimal(30)}).order
    order.refresh_from_db()
    assert (order.amount, order.amount_base, order.cost_base) == (Decimal(240), Decimal(240), Decimal(180))
    assert [line.position for line in order.lines.order_by("position")] == [1, 2]


def test_without_the_cost_of_one_line_the_cost_of_the_order_is_not_known(ming, green, black, lin):
    lines = [LineGiven(each, Decimal(1), each.price) for each in (green, black)]
    assert place_order(ming, lines, by=lin).order.cost_base is None


def test_an_order_on_credit_falls_due_by_the_customers_term_and_otherwise_never(ming, green, sell):
    assert sell(ming, green, on_credit=True).due_on == date(2026, 10, 28)
    assert sell(ming, green, on_credit=True, due_on=date(2026, 10, 1)).due_on == date(2026, 10, 1)
    assert sell(ming, green, due_on=date(2026, 10, 1)).due_on is None


def test_an_order_number_is_taken_once(ming, hua, green, lin):
    lines = [LineGiven(green, Decimal(1), Decimal(1))]
    first = place_order(ming, lines, by=lin, reference="A-1").order
    with pytest.raises(ordering.AlreadyRecorded) as refused:
        place_order(hua, lines, by=lin, reference="A-1")
    assert refused.value.order == first
    assert Order.objects.count() == 1


@pytest.mark.parametrize(
    ("lines", "discount"),
    [([], "0"), ([("1", "10")], "11"), ([("9999999999", "9999999999")], "0")],
    ids=["no line", "more discount than order", "more than the books can hold"],
)
def test_an_order_that_cannot_be_is_refused_and_leaves_nothing(ming, green, lin, lines, discount):
    given = [LineGiven(green, Decimal(quantity), Decimal(price)) for quantity, price in lines]
    with pytest.raises(ordering.OrderProblem):
        place_order(ming, given, by=lin, details={"discount": Decimal(discount)})
    assert (Order.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_changing_an_order_says_what_changed_and_keeps_the_cost_of_then(ming, green, sell, lin):
    order = sell(ming, green, 2)
    green.cost = Decimal(70)
    green.save()
    lines = [LineGiven(green, Decimal(3), Decimal(100))]
    changed = change_order(order, {"remark": "In a box"}, lines=lines, by=lin, opened=order.changed_at).order
    changed.refresh_from_db()
    assert (changed.amount, changed.cost_base, changed.remark) == (Decimal(300), Decimal(180), "In a box")
    assert changed.changed_at > order.changed_at
    said = sentence(AuditEvent.objects.latest("pk"))
    assert said == f"Lin Xiaotong changed Remark, Lines of the order {order.reference}."


def test_saving_an_order_unchanged_writes_nothing(ming, green, sell, lin):
    order = sell(ming, green, 2)
    before = AuditEvent.objects.count()
    same = change_order(
        order, {"remark": ""}, lines=[LineGiven(green, Decimal(2), Decimal(100))], by=lin
    ).order
    assert (same.changed_at, AuditEvent.objects.count()) == (order.changed_at, before)


def test_the_second_of_two_who_change_one_order_writes_nothing(ming, green, sell, lin, sun):
    order = sell(ming, green)
    change_order(order, {"remark": "first"}, by=lin, opened=order.changed_at)
    with pytest.raises(ordering.ChangedMeanwhile):
        change_order(order, {"remark": "second"}, by=sun, opened=order.changed_at)
    order.refresh_from_db()
    assert order.remark == "first"


def test_delivery_is_noted_and_taken_back_but_never_before_the_order(ming, green, sell, lin):
    order = sell(ming, green, on=date(2026, 9, 20), promised_on=date(2026, 9, 22))
    assert order.days_late == 6
    assert deliver(order, date(2026, 9, 25), by=lin).days_late == 3
    with pytest.raises(ordering.OrderProblem):
        deliver(order, date(2026, 9, 19), by=lin)
    assert deliver(order, None, by=lin).delivered_on is None
