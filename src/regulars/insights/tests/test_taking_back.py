"""What a refresh computed of customers and products keeps no import from being taken back."""

import pytest

from regulars.customers.importing import undoing
from regulars.customers.models import Customer
from regulars.customers.tests.importing.files import applied
from regulars.insights import scoring
from regulars.insights.tests.shop import day
from regulars.orders.models import Order, Product
from regulars.orders.tests.importing.wholesaler import FILE

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_an_import_is_taken_back_whole_after_a_refresh(settings, tmp_path, morning, boss):
    settings.REGULARS_FILES = tmp_path
    run = applied(FILE, "orders")
    scoring.refresh(day("2011-12-10"))
    undoing.undo(run, by=boss)
    assert [m.objects.count() for m in (Order, Product, Customer)] == [0, 0, 0]
