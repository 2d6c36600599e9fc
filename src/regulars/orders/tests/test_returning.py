"""Goods back, money back: nothing is lost by rounding and nothing comes back twice."""

from decimal import Decimal

import pytest

from regulars.orders.models import Order, Payment
from regulars.orders.ordering import ChangedMeanwhile, LineGiven, OrderProblem, change_order, place_order
from regulars.orders.paying import record_payment, record_refund
from regulars.orders.returning import bought_of, return_goods

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("morning")]


def test_a_return_is_negative_names_its_order_and_carries_cost_and_channel(ming, green, sell, lin):
    order = sell(ming, green, 3, channel="offline", outlet="store", store="Lakeside")
    back = return_goods(order, {1: Decimal(2)}, by=lin, remark="Dented")
    back.refresh_from_db()
    assert (back.kind, back.original, back.reference) == ("return", order, f"{order.reference}/R")
    assert (back.amount, back.amount_base, back.cost_base) == (Decimal(-200), Decimal(-200), Decimal(-120))
    assert (back.channel, back.outlet, back.store, back.remark) == ("offline", "store", "Lakeside", "Dented")
    assert back.lines.get().quantity == -2


def test_three_returns_of_one_each_come_to_exactly_what_was_paid(ming, green, sell, lin):
    """100.00 for three: 33.33 each, and the last one takes the cent that is left."""
    order = sell(ming, green, 3, price="33.3334", line_discount="0")
    assert order.amount == Decimal("100.00")
    backs = [return_goods(order, {1: Decimal(1)}, by=lin) for _ in range(3)]
    assert [back.amount for back in backs] == [Decimal("-33.33"), Decimal("-33.33"), Decimal("-33.34")]
    assert [back.reference for back in backs] == [f"{order}/R", f"{order}/R2", f"{order}/R3"]
    with pytest.raises(OrderProblem, match="Of Dragon Well 0 can still come back"):
        return_goods(order, {1: Decimal(1)}, by=lin)


def test_the_orders_own_discount_goes_back_in_proportion_and_whole_in_the_end(ming, green, black, lin):
    lines = [LineGiven(green, Decimal(1), Decimal(100)), LineGiven(black, Decimal(1), Decimal(50))]
    order = place_order(ming, lines, by=lin, details={"discount": Decimal(10)}).order
    first = return_goods(order, {1: Decimal(1)}, by=lin)
    second = return_goods(order, {2: Decimal(1)}, by=lin)
    assert (first.amount, second.amount) == (Decimal("-93.33"), Decimal("-46.67"))
    assert first.amount + second.amount + order.amount == 0


def test_a_line_given_at_a_discount_comes_back_at_what_was_paid(ming, green, sell, lin):
    order = sell(ming, green, 2, line_discount="50")
    back = return_goods(order, {1: Decimal(1)}, by=lin)
    line = back.lines.get()
    assert (back.amount, line.discount, line.unit_price) == (Decimal(-75), Decimal(-25), Decimal(100))


def test_more_than_was_bought_does_not_come_back(ming, green, sell, lin):
    order = sell(ming, green, 2)
    with pytest.raises(OrderProblem, match="Of Dragon Well 2 can still come back"):
        return_goods(order, {1: Decimal(3)}, by=lin)
    with pytest.raises(OrderProblem):
        return_goods(order, {7: Decimal(1)}, by=lin)
    with pytest.raises(OrderProblem):
        return_goods(order, {}, by=lin)
    assert Order.objects.returns().count() == 0


def test_a_return_sent_twice_from_one_form_happens_once(ming, green, sell, lin):
    order = sell(ming, green, 2)
    return_goods(order, {1: Decimal(1)}, by=lin, opened=order.changed_at)
    with pytest.raises(ChangedMeanwhile):
        return_goods(order, {1: Decimal(1)}, by=lin, opened=order.changed_at)
    assert [each.left for each in bought_of(order)] == [1]


def test_lines_of_an_order_with_returns_stay_and_the_rest_may_change(ming, green, sell, lin):
    order = sell(ming, green, 2)
    return_goods(order, {1: Decimal(1)}, by=lin)
    with pytest.raises(OrderProblem, match="its lines stay"):
        change_order(order, {}, lines=[LineGiven(green, Decimal(1), Decimal(100))], by=lin)
    assert change_order(order, {"remark": "Told"}, by=lin).order.remark == "Told"


def test_a_refund_pays_back_the_return_and_not_a_cent_more(ming, green, sell, lin):
    order = sell(ming, green, 2)
    record_payment(order, Decimal(200), by=lin, method="cash")
    back = return_goods(order, {1: Decimal(1)}, by=lin)
    record_refund(back, Decimal("99.99"), by=lin)
    with pytest.raises(OrderProblem, match=r"At most ¥0\.01 can be paid back here"):
        record_refund(back, Decimal("0.02"), by=lin)
    record_refund(back, Decimal("0.01"), by=lin)
    back.refresh_from_db()
    assert (back.paid, back.open_amount) == (Decimal(-100), Decimal(0))
    assert sum(payment.amount for payment in Payment.objects.filter(customer=ming)) == 100


def test_a_payment_is_up_to_what_is_open_and_its_number_counts_once(ming, green, sell, lin):
    order = sell(ming, green, 2)
    first = record_payment(order, Decimal(150), by=lin, reference="P-1")
    assert record_payment(order, Decimal(150), by=lin, reference="P-1") == first
    with pytest.raises(OrderProblem, match="Only ¥50 is still open"):
        record_payment(order, Decimal("50.01"), by=lin)
    with pytest.raises(OrderProblem, match="another payment"):
        record_payment(order, Decimal(50), by=lin, reference="P-1")
    order.refresh_from_db()
    assert (order.paid, Payment.objects.count()) == (Decimal(150), 1)


def test_an_order_is_not_made_smaller_than_what_was_paid(ming, green, sell, lin):
    order = sell(ming, green, 2)
    record_payment(order, Decimal(200), by=lin)
    with pytest.raises(OrderProblem, match="¥200 is paid already"):
        change_order(order, {}, lines=[LineGiven(green, Decimal(1), Decimal(100))], by=lin)
