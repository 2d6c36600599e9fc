"""What people had saved under the old name of a measure goes on to work."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from regulars.core import clock
from regulars.customers.models import SavedView
from regulars.segments.models import Segment

pytestmark = pytest.mark.django_db


def test_saved_views_and_segments_follow_the_name_of_the_measure(boss):
    view = SavedView.objects.create(
        owner=boss,
        name="Best",
        query="f=profit:min:500&f=profit_12m:min:5&f=name:is:profit&columns=profit,profit_12m&sort=-profit",
        created_at=clock.now(),
    )
    rule = {
        "version": 1,
        "rule": {"join": "any", "parts": ["profit:min:9", {"join": "none", "parts": ["profit_rate:max:3"]}]},
    }
    segment = Segment.objects.create(
        name="Good", owner=boss, rule=rule, created_at=clock.now(), changed_at=clock.now()
    )
    migration = import_module("regulars.reports.migrations.0002_gross_profit_to_date")
    for _twice in range(2):
        with connection.schema_editor() as editor:
            migration.rename(apps, editor)
    view.refresh_from_db()
    segment.refresh_from_db()
    assert view.query == (
        "f=profit_to_date:min:500&f=profit_12m:min:5&f=name:is:profit"
        "&columns=profit_to_date,profit_12m&sort=-profit_to_date"
    )
    parts = segment.rule["rule"]["parts"]
    assert parts == ["profit_to_date:min:9", {"join": "none", "parts": ["profit_rate:max:3"]}]
