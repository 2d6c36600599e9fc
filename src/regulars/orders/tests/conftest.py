"""A tea shop: two customers of two teams, three teas."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from regulars.core import clock
from regulars.customers.models import Customer
from regulars.orders.models import Category, Product
from regulars.orders.ordering import LineGiven, place_order


@pytest.fixture
def ming(lin, morning):
    """A firm of Lin's, with a credit limit of 1,000 and 30 days to pay."""
    return Customer.objects.create(
        name="Mingxiang Teahouse",
        kind="firm",
        owner=lin,
        team=lin.team,
        credit_limit=Decimal(1000),
        payment_term_days=30,
    )


@pytest.fixture
def hua(wei, morning):
    """Somebody else's customer, of the other team."""
    return Customer.objects.create(name="Hua Li", owner=wei, team=wei.team)


@pytest.fixture
def green(db):
    category = Category.objects.create(name="Green tea")
    return Product.objects.create(
        code="G1",
        name="Dragon Well",
        category=category,
        price=Decimal("100"),
        cost=Decimal("60"),
        repurchase_days=30,
    )


@pytest.fixture
def black(db):
    return Product.objects.create(code="B1", name="Keemun", price=Decimal("50.5"))


@pytest.fixture
def sell(lin):
    """Sell so many of a product to a customer; more fields by name."""

    def selling(customer, product, quantity=1, *, price=None, on_credit=False, on=None, **details):
        if on:
            details["ordered_at"] = datetime(on.year, on.month, on.day, 4, 0, tzinfo=UTC)
        details["on_credit"] = on_credit
        line = LineGiven(product, Decimal(quantity), Decimal(price) if price is not None else product.price)
        currency = details.pop("currency", "")
        discount = details.pop("line_discount", None)
        if discount:
            line = LineGiven(line.product, line.quantity, line.unit_price, Decimal(discount))
        return place_order(customer, [line], by=lin, currency=currency, details=details).order

    return selling


@pytest.fixture
def today():
    return clock.today()
