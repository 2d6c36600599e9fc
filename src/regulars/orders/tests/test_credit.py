"""Nobody owes more than agreed without somebody saying so."""

from datetime import date
from decimal import Decimal

import pytest

from regulars.core import settings_store
from regulars.core.models import AuditEvent
from regulars.core.sentences import sentence
from regulars.orders.credit import CreditRefused, standing
from regulars.orders.models import Order
from regulars.orders.ordering import LineGiven, change_order, place_order
from regulars.orders.paying import record_payment
from regulars.orders.rates import set_rate
from regulars.orders.returning import return_goods

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("morning")]
BEYOND = "¥800 open and ¥300 for this order make ¥1,100: ¥100 beyond the credit limit of ¥1,000."


def place(customer, product, quantity, by):
    line = LineGiven(product, Decimal(quantity), product.price)
    return place_order(customer, [line], by=by, details={"on_credit": True})


@pytest.mark.covers("DB-10")
def test_an_order_beyond_the_limit_is_flagged_with_the_arithmetic(ming, green, lin):
    assert place(ming, green, 8, lin).problem == ""
    placed = place(ming, green, 3, lin)
    assert placed.problem == BEYOND
    said = sentence(AuditEvent.objects.get(verb="order.flagged"))
    assert said == f"The order {placed.order} on credit was taken all the same: {BEYOND}"


@pytest.mark.covers("DB-10")
def test_or_refused_where_the_firm_wants_it_and_then_nothing_is_written(ming, green, lin):
    settings_store.put("orders.credit_rule", "refuse")
    place(ming, green, 8, lin)
    events = AuditEvent.objects.count()
    with pytest.raises(CreditRefused) as refused:
        place(ming, green, 3, lin)
    assert refused.value.sentence == BEYOND
    assert (Order.objects.count(), AuditEvent.objects.count()) == (1, events)


def test_exactly_the_limit_is_within_it(ming, green, lin):
    settings_store.put("orders.credit_rule", "refuse")
    place(ming, green, 10, lin)
    assert standing(ming).free == 0


@pytest.mark.covers("DB-10")
def test_an_overdue_balance_stands_against_the_next_order(ming, green, sell, lin):
    settings_store.put("orders.credit_rule", "refuse")
    old = sell(ming, green, 2, on_credit=True, on=date(2026, 8, 1))
    with pytest.raises(CreditRefused, match="¥200 is overdue, the oldest since 2026-08-31"):
        place(ming, green, 1, lin)
    record_payment(old, Decimal(200), by=lin)
    assert place(ming, green, 1, lin).problem == ""


def test_what_is_due_today_is_not_overdue_yet(ming, green, sell, today):
    sell(ming, green, 1, on_credit=True, on=date(2026, 8, 1), due_on=today)
    sell(ming, green, 2, on_credit=True, on=date(2026, 8, 1), due_on=date(2026, 9, 27))
    assert (standing(ming).open, standing(ming).overdue) == (Decimal(300), Decimal(200))


def test_goods_brought_back_lessen_what_is_owed_and_what_is_overdue(ming, green, sell, lin):
    order = sell(ming, green, 3, on_credit=True, on=date(2026, 8, 1))
    return_goods(order, {1: Decimal(1)}, by=lin)
    now = standing(ming)
    assert (now.open, now.overdue, now.overdue_orders) == (Decimal(200), Decimal(200), 1)


def test_paying_exactly_the_rest_after_a_return_leaves_nothing_overdue(ming, green, sell, lin):
    order = sell(ming, green, 3, on_credit=True, on=date(2026, 8, 1))
    return_goods(order, {1: Decimal(1)}, by=lin)
    record_payment(order, Decimal(200), by=lin)
    now = standing(ming)
    assert (now.open, now.overdue, now.overdue_since) == (Decimal(0), Decimal(0), None)


def test_an_order_in_another_currency_counts_at_its_rate(ming, green, sell, boss):
    set_rate("USD", Decimal("7.105"), valid_from=date(2026, 1, 1), by=boss)
    sell(ming, green, 1, price="100", on_credit=True, currency="USD")
    assert standing(ming).open == Decimal("710.50")


def test_without_a_rate_an_order_cannot_be_held_against_the_limit(ming, green, sell):
    order = sell(ming, green, 1, on_credit=True, currency="USD")
    assert (order.amount_base, standing(ming).without_rate) == (None, 1)
    assert "Without an exchange rate" in AuditEvent.objects.get(verb="order.flagged").data["problem"]


def test_changing_an_order_counts_it_once(ming, green, lin):
    settings_store.put("orders.credit_rule", "refuse")
    order = place(ming, green, 8, lin).order
    change_order(order, {}, lines=[LineGiven(green, Decimal(10), Decimal(100))], by=lin)
    with pytest.raises(CreditRefused):
        change_order(order, {}, lines=[LineGiven(green, Decimal(11), Decimal(100))], by=lin)
    order.refresh_from_db()
    assert order.amount == 1000
