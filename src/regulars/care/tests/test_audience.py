"""A play may be kept to the customers of one segment."""

import re
from datetime import date

import pytest

from regulars.care import planning
from regulars.care.models import CareTask, Play
from regulars.care.tests.shop import SUNDAY, customer, owes, refresh
from regulars.core import clock
from regulars.segments import recounting
from regulars.segments.models import Segment
from regulars.segments.saving import delete

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def two(morning, lin):
    """Both have their birthday on 30 September; only Zhou lives in Hangzhou."""
    born = {"owner": lin, "day_month": 9, "day_day": 30}
    return customer(city="Hangzhou", **born), customer("Chen Yutong", city="Ningbo", **born)


@pytest.fixture
def hangzhou(two):
    rule = {"version": 1, "rule": {"join": "all", "parts": ["city:is:Hangzhou"]}}
    made = Segment.objects.create(
        name="Hangzhou", rule=rule, is_shared=True, created_at=clock.now(), changed_at=clock.now()
    )
    recounting.recount(made, because="begun")
    return made


def greeted():
    open_tasks = CareTask.objects.filter(play="birthday", outcome="")
    return set(open_tasks.values_list("customer__name", flat=True))


def test_an_administrator_keeps_a_play_to_a_segment_and_the_page_says_how_many(client, boss, hangzhou):
    refresh()
    assert greeted() == {"Zhou Wenbin", "Chen Yutong"}
    client.force_login(boss)
    answer = client.post("/plays/birthday/", {"is_on": "on", "days_before": 3, "segment": hangzhou.pk})
    assert answer.status_code == 302
    page = client.get("/plays/birthday/").content.decode()
    assert "Only for Hangzhou: 1 customer as of" in re.sub("<[^>]+>", "", page)
    assert f'href="/segments/{hangzhou.pk}/"' in page
    assert "Only Hangzhou" in client.get("/plays/").content.decode()
    planning.plan(date(2026, 9, 28), SUNDAY)
    assert greeted() == {"Zhou Wenbin"}
    ended = CareTask.objects.get(play="birthday", customer__name="Chen Yutong")
    assert ended.outcome == CareTask.Outcome.OVERTAKEN


def test_what_we_owe_reaches_everybody_whatever_segment_is_set(client, boss, two, hangzhou):
    owes(two[1], promise="Send the new tea", answer_to="Is it there?")
    Play.objects.create(code="promise_due", is_on=True, segment=hangzhou)
    refresh()
    assert CareTask.objects.filter(play="promise_due", customer=two[1], outcome="").exists()
    client.force_login(boss)
    page = client.get("/plays/promise_due/").content.decode()
    assert "What we owe reaches every customer" in page
    assert 'name="segment"' not in page


def test_a_segment_of_ones_own_or_over_a_sensitive_field_cannot_be_chosen(client, boss, hangzhou):
    client.force_login(boss)
    for fields in ({"is_shared": False}, {"is_shared": True, "is_sensitive": True}):
        Segment.objects.filter(pk=hangzhou.pk).update(**fields)
        answer = client.post("/plays/birthday/", {"is_on": "on", "days_before": 3, "segment": hangzhou.pk})
        assert answer.status_code == 200
    assert not Play.objects.filter(code="birthday").exists()


def test_a_segment_that_a_play_is_for_cannot_be_deleted(boss, hangzhou):
    from django.core.exceptions import ValidationError

    Play.objects.create(code="birthday", is_on=True, segment=hangzhou)
    with pytest.raises(ValidationError, match="A play is only for this segment"):
        delete(hangzhou, by=boss)
    assert Segment.objects.filter(pk=hangzhou.pk).exists()
