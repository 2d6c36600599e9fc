"""Loading and wiping the demo, with the firm's own records beside it."""

from datetime import date

import pytest

from regulars.customers.models import Customer
from regulars.demo import loading
from regulars.orders.models import Order

DAY = date(2026, 9, 28)
pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(morning):
    return loading.load("zh", password="a long enough password")


def test_the_whole_business_is_there(shop):
    assert (shop.customers, shop.as_of) == (1202, DAY)
    assert Customer.objects.filter(is_demo=True).count() == 1202
    assert Order.objects.purchases().count() + Order.objects.returns().count() == shop.orders
    assert Customer.objects.filter(owner=None).count() > 60
    assert set(Customer.objects.values_list("team__name", flat=True)) == {"湖滨店", "城西店"}
