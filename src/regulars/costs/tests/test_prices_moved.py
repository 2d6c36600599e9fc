"""What a contact costs stood twice; what people had set goes to the one place."""

from importlib import import_module

import pytest
from django.apps import apps

from regulars.core.models import StoredSetting

pytestmark = pytest.mark.django_db


def test_prices_of_contacts_move_to_the_costs_and_what_is_set_there_stays():
    for key, value in (("reports.contact_cost", 3), ("reports.visit_cost", 50), ("costs.of_meeting", 80)):
        StoredSetting.objects.create(key=key, value=value)
    migration = import_module("regulars.costs.migrations.0002_one_price_of_a_contact")
    for _twice in range(2):
        migration.move(apps, None)
    kept = dict(StoredSetting.objects.filter(key__regex="^(costs.of|reports)").values_list("key", "value"))
    assert kept == dict.fromkeys(
        (f"costs.of_{name}" for name in ("phone", "wechat", "sms", "email", "social", "shop")), 3
    ) | {"costs.of_visit": 50, "costs.of_meeting": 80}
