"""How well value to come was foreseen, among the other models' records."""

import pytest
from django.urls import reverse

from regulars.customers.models import Customer
from regulars.insights.models import FirmFigures, ModelRecord, ScoreRun

pytestmark = pytest.mark.django_db


def test_the_page_says_why_value_could_not_be_tried_yet(client, boss):
    client.force_login(boss)
    shown = client.get(reverse("reports:how_good")).content.decode()
    assert "Value to come" in shown
    assert "Nothing has been computed yet." in shown


def test_a_tenth_opens_the_customers_behind_it(client, boss, morning):
    run = ScoreRun.objects.create(as_of="2026-09-27", started_at=morning, state="done")
    FirmFigures.objects.create(run=run, scope="all", as_of="2026-09-27", figures={"active_days": 90})
    first, second = (Customer.objects.create(name=name) for name in ("Zhou Wenbin", "Chen Yutong"))
    members = {"tenth:1": [first.pk], "tenth:10": [second.pk]}
    ModelRecord.objects.create(
        question="value", as_of="2026-09-27", members=members, record={"enough": False}
    )
    client.force_login(boss)
    shown = client.get(reverse("reports:customers"), {"figure": "value_tenth", "code": "10"}).content.decode()
    assert "Tenth 10 by the profit foreseen then" in shown
    assert "Chen Yutong" in shown
    assert "Zhou Wenbin" not in shown
