"""Two tills in the same moment: nobody is paid twice, and no limit is slipped under by two."""

from decimal import Decimal
from functools import partial

import pytest

from regulars.core import settings_store
from regulars.orders.credit import CreditRefused, standing
from regulars.orders.models import Order, Payment
from regulars.orders.ordering import LineGiven, OrderProblem, place_order
from regulars.orders.paying import record_payment, record_refund
from regulars.orders.returning import return_goods

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("morning"),
]


def kinds(ends):
    return sorted(type(end).__name__ for end in ends)


@pytest.mark.covers("DB-10")
def test_two_orders_at_once_do_not_both_slip_under_one_limit(at_once, rounds, ming, green, lin):
    """Each of them alone would fit: 600 and 600 under 1,000."""
    settings_store.put("orders.credit_rule", "refuse")

    def till():
        line = LineGiven(green, Decimal(6), green.price)
        return place_order(ming, [line], by=lin, details={"on_credit": True}).order

    for _each in rounds:
        ends = at_once(till, till)
        assert kinds(ends) == ["CreditRefused", "Order"]
        (refused,) = [end for end in ends if isinstance(end, CreditRefused)]
        assert refused.sentence == (
            "¥600 open and ¥600 for this order make ¥1,200: ¥200 beyond the credit limit of ¥1,000."
        )
        assert standing(ming).open == 600
        record_payment(Order.objects.latest("pk"), Decimal(600), by=lin)


def test_the_last_of_the_goods_comes_back_once(at_once, rounds, ming, green, sell, lin):
    for _each in rounds:
        order = sell(ming, green, 1)
        ends = at_once(*[partial(return_goods, order, {1: Decimal(1)}, by=lin)] * 4)
        assert kinds(ends) == ["Order", *["OrderProblem"] * 3]
        assert [back.amount for back in Order.objects.filter(original=order)] == [Decimal(-100)]


def test_money_goes_back_once(at_once, rounds, ming, green, sell, lin):
    for _each in rounds:
        order = sell(ming, green, 1)
        record_payment(order, Decimal(100), by=lin)
        back = return_goods(order, {1: Decimal(1)}, by=lin)
        ends = at_once(*[partial(record_refund, back, Decimal(100), by=lin)] * 4)
        assert kinds(ends) == ["OrderProblem"] * 3 + ["Payment"]
        assert sum(payment.amount for payment in Payment.objects.filter(customer=ming)) == 0
        assert all(isinstance(end, OrderProblem | Payment) for end in ends)


def test_a_payment_that_arrives_twice_under_its_number_counts_once(at_once, rounds, ming, green, sell, lin):
    for number in rounds:
        order = sell(ming, green, 2)
        pay = partial(record_payment, order, Decimal(100), by=lin, reference=f"P-{number}")
        ends = at_once(*[pay] * 4)
        assert len({payment.pk for payment in ends}) == 1
        order.refresh_from_db()
        assert (order.paid, order.payments.count()) == (Decimal(100), 1)
