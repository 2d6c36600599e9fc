"""Customer structure: who the buyers are and who brings the profit, on two days side by side."""

from datetime import date
from decimal import Decimal

import pytest

from regulars.core import clock
from regulars.customers.models import Customer
from regulars.insights import overriding
from regulars.reports.models import Standing, StandingDay
from regulars.reports.tests.worth import names, open_page, text
from regulars.segments.models import Segment, Stay
from regulars.segments.saving import keep

pytestmark = pytest.mark.django_db


def lines(response, code):
    table = next(table for table in response.context["structure"].tables if table.code == code)
    return {line.label: line for line in [*table.lines, table.total]}


def told(found):
    return {
        label: (line.then.customers, line.now.customers, line.then.profit, line.now.profit)
        for label, line in found.items()
        if label != "All buyers"
    }


@pytest.mark.covers("SEG-18")
def test_two_days_stand_side_by_side_by_class_stage_and_tenure(shop, refresh, client, boss):
    refresh()
    shown = open_page(client, boss, "structure")
    found = lines(shown, "value_class")
    # Up to 2025-09-30 only Chen (1500) and Wu (100) had bought, all costs unknown: 30% assumed, 450 and 30.
    whole = found["All buyers"]
    assert (whole.then.customers, whole.now.customers) == (2, 4)
    assert (whole.then.profit, whole.now.profit) == (Decimal(480), Decimal(692))
    # Chen and Wu, Xu, Zhou: who stands where, and the profit of the year before each day.
    assert told(found) == {
        "High value": (0, 1, 0, 0), "Middle value": (1, 1, 450, 400), "Low value": (1, 2, 30, 292)
    }  # fmt: skip
    assert told(lines(shown, "stage")) == {
        "Exploration": (0, 1, 0, 400), "Growth": (0, 1, 0, 12), "Stability": (0, 1, 0, 280), "Decline": (2, 1, 480, 0)
    }  # fmt: skip
    tenure = lines(shown, "tenure")
    assert told(tenure) == {
        "Up to 90 days": (0, 1, 0, 400), "91 days to 1 year": (2, 1, 480, 280), "1 to 3 years": (0, 2, 0, 12),
        "More than 3 years": (0, 0, 0, 0),
    }  # fmt: skip
    assert round(tenure["Up to 90 days"].now.contribution, 3) == round(400 / 692, 3)
    words = text(shown)
    assert "Up to 90 days 0 0% 1 25% ¥0 0% ¥400 58% +58 points" in words
    for said in (
        "By value class",
        "By stage",
        "By how long they have been customers",
        "worked out afterwards",
    ):
        assert said in words


@pytest.mark.covers("SEG-18")
def test_every_count_opens_the_customers_of_that_day(shop, refresh, client, boss):
    refresh()
    shown = open_page(client, boss, "structure")
    tenure = lines(shown, "tenure")
    assert names(client.get(tenure["Up to 90 days"].now.url)) == ["Xu Jiahao"]
    assert names(client.get(tenure["All buyers"].then.url)) == ["Chen Yutong", "Wu Jiahui"]
    for by in ("value_class", "stage", "tenure"):
        for line in lines(shown, by).values():
            for figure in (line.then, line.now):
                assert len(names(client.get(figure.url))) == figure.customers, (by, line.label, figure.url)


def test_a_day_without_a_record_says_so(shop, refresh, client, boss):
    refresh()
    shown = open_page(client, boss, "structure", "?then=2024-01-31&now=2026-09-27")
    assert "Nothing was kept of 2024-01-31." in text(shown)
    assert open_page(client, boss, "worth_customers", "?figure=standing&on=2024-01-31").status_code == 404


def test_the_last_refresh_of_a_month_keeps_its_day_and_twice_changes_nothing(shop, refresh):
    for on in ("2026-09-20", "2026-09-27", "2026-09-27"):
        refresh(on)
    days = [date(2026, 9, 27), date(2026, 8, 31), date(2025, 9, 30)]
    assert list(StandingDay.objects.values_list("as_of", flat=True)) == days
    assert (
        Standing.objects.filter(day__as_of=days[0]).count()
        == StandingDay.objects.get(as_of=days[0]).customers
        == 4
    )


def test_what_was_kept_stays_as_it_was(shop, refresh, boss):
    refresh("2026-08-31")
    then = list(
        Standing.objects.filter(day__as_of="2026-08-31").values_list("customer", "value_class").order_by("pk")
    )
    overriding.put(shop["back"], "value_class", "high", reason="They told us so", by=boss)
    refresh("2026-09-27")
    kept = (
        Standing.objects.filter(day__as_of="2026-08-31").values_list("customer", "value_class").order_by("pk")
    )
    assert list(kept) == then
    assert not StandingDay.objects.get(as_of="2026-08-31").is_afterwards
    assert Standing.objects.get(day__as_of="2026-09-27", customer=shop["back"]).value_class == "high"


def test_staff_see_their_own_customers_and_the_pool_only(shop, refresh, client, lin):
    refresh()
    assert lines(open_page(client, lin, "structure"), "stage")["All buyers"].now.customers == 2


def test_before_the_first_refresh_the_page_says_what_is_missing(client, boss):
    assert "Not enough data yet" in text(open_page(client, boss, "structure"))


@pytest.mark.covers("SEG-18")
def test_a_segment_is_counted_as_it_was_on_each_day(shop, refresh, client, boss, wei):
    refresh()
    made = Segment(name="Invited", is_shared=True)
    keep(made, Customer.objects.filter(pk__in=[shop["new"].pk, shop["silent"].pk]), by=boss)
    stays = Stay.objects.filter(segment=made)
    stays.update(entered_at=clock.start_of(date(2025, 9, 1)))
    Segment.objects.filter(pk=made.pk).update(created_at=clock.start_of(date(2025, 9, 1)))
    stays.filter(customer=shop["silent"]).update(left_at=clock.start_of(date(2026, 9, 1)))
    query = f"?segment={made.pk}"
    shown = open_page(client, boss, "structure", query)
    found = lines(shown, f"segment:{made.pk}")
    inside, outside = found["Invited"], found["Not in Invited"]
    assert [(one.then.customers, one.now.customers) for one in (inside, outside)] == [(1, 1), (1, 3)]
    assert [(one.then.profit, one.now.profit) for one in (inside, outside)] == [(450, 400), (30, 292)]
    assert names(client.get(inside.then.url)) == ["Chen Yutong"]
    assert names(client.get(inside.now.url)) == ["Xu Jiahao"]
    assert "The segment was made after" not in text(shown)
    Segment.objects.filter(pk=made.pk).update(created_at=clock.now())
    younger = open_page(client, boss, "structure", query)
    inside = lines(younger, f"segment:{made.pk}")["Invited"]
    assert (inside.then.customers, inside.now.customers) == (0, 1)  # Xu, who had not bought by then
    assert "The segment was made after the earlier day: those who are in it now" in text(younger)
    Segment.objects.filter(pk=made.pk).update(is_shared=False)
    assert "Invited" not in text(open_page(client, wei, "structure", query))
    assert client.get(inside.now.url).status_code == 404
