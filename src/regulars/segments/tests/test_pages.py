"""What people see of segments, and what they may do with them."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from regulars.core import clock
from regulars.core.models import AuditEvent
from regulars.customers.models import CustomerMeasures
from regulars.segments import bands, ready, recounting
from regulars.segments.models import Segment, Stay

ALL = reverse("segments:segments")


def words(answer):
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", answer.content.decode())).split())


def names(answer):
    return re.findall(
        r'<a class="name" href="/customers/\d+/[^"]*"><bdi>([^<]+)</bdi>', answer.content.decode()
    )


@pytest.fixture
def high(five, segment, lin):
    return segment("Best", "value_class:in:high", owner=lin, team=lin.team, is_shared=True)


def count_tomorrow(segment):
    with clock.at(clock.now() + timedelta(days=1)):
        return recounting.recount(segment, because="figures")


@pytest.fixture
def ready_made(five):
    CustomerMeasures.objects.update(status="current_old", monetary_score=2, channels_used="online")
    CustomerMeasures.objects.filter(customer=five["An"]).update(monetary_score=5, channels_used="both")
    ready.ensure()
    for each in Segment.objects.dynamic():
        recounting.recount(each, because="figures")


@pytest.mark.covers("SEG-01")
def test_the_page_of_a_segment_opens_its_customers_and_tells_who_entered_and_left(five, high, as_user, boss):
    CustomerMeasures.objects.filter(customer=five["Bo"]).update(value_class="low")
    CustomerMeasures.objects.filter(customer=five["Cui"]).update(value_class="high")
    CustomerMeasures.objects.filter(customer=five["E"]).update(value_class="high")
    count_tomorrow(high)
    browser = as_user(boss)
    page = browser.get(high.get_absolute_url())
    assert "Value class is High value" in words(page)
    assert "3 60.0% of the customers you see" in words(page)
    assert "2 1 3 new figures" in words(page)
    assert "Best: from 2 to 3 customers." in html.unescape(page.content.decode())
    link = re.search(r'class="big" href="([^"]+)"', page.content.decode())[1]
    assert sorted(names(browser.get(link))) == ["An", "Cui", "E"]
    last = high.headcounts.first()
    url = reverse("segments:moves", args=[high.pk, last.pk])
    assert sorted(names(browser.get(url + "?moved=entered"))) == ["Cui", "E"]
    assert names(browser.get(url + "?moved=left")) == ["Bo"]


def test_each_reader_sees_the_counts_of_their_own_customers(five, high, as_user, lin, sun):
    CustomerMeasures.objects.filter(customer=five["Bo"]).update(value_class="low")
    CustomerMeasures.objects.filter(customer=five["Cui"]).update(value_class="high")
    count_tomorrow(high)
    assert "0 1 1 new figures" in words(as_user(lin).get(high.get_absolute_url()))
    assert "1 0 1 new figures" in words(as_user(sun).get(high.get_absolute_url()))


@pytest.mark.covers("SEG-01")
def test_the_customer_page_tells_which_segments_since_when_and_why(five, segment, buy, as_user, lin):
    segment("Best", "value_class:in:high", {"join": "none", "parts": ["city:is:苏州"]}, owner=lin)
    for day in ("2026-09-20", "2026-09-01", "2026-08-20"):
        buy("An", day)
    segment("Tea", "ordered_product:least:Longjing,2,90", owner=lin)
    shown = words(as_user(lin).get(reverse("customers:tab", args=[five["An"].pk, "segments"])))
    assert "Best since 2026-09-28" in shown
    assert "holds Value class is High value : here High value" in shown
    assert "none of these may hold: does not hold City is “苏州” : here 杭州" in shown
    assert "Ordered product “Longjing” at least 2 times in the last 90 days : here 3 times" in shown


def test_who_is_about_to_leave_is_told_so(five, high, as_user, lin):
    CustomerMeasures.objects.filter(customer=five["An"]).update(value_class="low")
    shown = words(as_user(lin).get(reverse("customers:tab", args=[five["An"].pk, "segments"])))
    assert "leaves the segment when it is counted again" in shown
    recounting.recount(high, because="figures")
    shown = words(as_user(lin).get(reverse("customers:tab", args=[five["An"].pk, "segments"])))
    assert "Was in before" in shown


@pytest.mark.covers("SEG-02")
def test_purchasing_power_history_and_preference_stand_ready_with_bands_counts_and_strategies(
    ready_made, as_user, reader
):
    shown = words(as_user(reader).get(ALL))
    places = [shown.index(f"{axis} Band") for axis in ("Purchasing power", "Buying history", "Preference")]
    assert places == sorted(places)
    for band in bands.BANDS:
        assert f"{band.name} " in shown
        assert str(band.strategy) in shown
    assert "Great purchasing power 1 25.0%" in shown  # the reader's team sees four of the five
    assert "Buys online and in the shop 1 25.0%" in shown
    assert "Bought once 2 50.0%" in shown


@pytest.mark.covers("SEG-02")
def test_a_manager_changes_a_band_and_its_strategy_and_staff_do_not(ready_made, as_user, manager, sun):
    regular = Segment.objects.get(ready_code="history.regular")
    url = reverse("segments:edit", args=[regular.pk])
    assert as_user(sun).get(url).status_code == 403
    rule = '{"version":1,"rule":{"join":"all","parts":["order_count:more:2"]}}'
    sent = {"rule": rule, "do": "save", "name": "Buys regularly", "strategy": "Thank them.", "version": "1"}
    assert as_user(sun).post(url, sent).status_code == 403
    assert as_user(manager).post(url, sent).status_code == 302
    regular.refresh_from_db()
    assert regular.size == 2
    assert "Thank them." in words(as_user(sun).get(ALL))
    ready.ensure()
    assert Segment.objects.get(ready_code="history.regular").rule["rule"]["parts"] == ["order_count:more:2"]


def test_a_private_segment_is_its_makers_alone(five, segment, as_user, lin, sun, boss):
    own = segment("Mine", "value_class:in:high", owner=lin)
    assert "Mine" in words(as_user(lin).get(ALL))
    for other in (sun, boss):
        assert as_user(other).get(own.get_absolute_url()).status_code == 404
        assert "Mine" not in words(as_user(other).get(ALL))
        refused = as_user(other).get(reverse("customers:list") + f"?f=segment:in:{own.pk}")
        assert refused.status_code == 400


def test_a_rule_with_a_sensitive_field_is_seen_by_whoever_may_see_the_field(
    five, segment, as_user, boss, lin
):
    rich = segment("Rich", "income_band:in:high", is_shared=True)
    assert rich in Segment.objects.visible_to(boss)
    assert as_user(lin).get(rich.get_absolute_url()).status_code == 404


def test_a_team_mate_reads_what_is_shared_and_only_maker_and_manager_change_it(
    high, as_user, sun, wei, manager, reader
):
    assert as_user(sun).get(high.get_absolute_url()).status_code == 200
    assert as_user(wei).get(high.get_absolute_url()).status_code == 404
    for act in ("edit", "remove"):
        assert (
            as_user(reader).post(reverse(f"segments:{act}", args=[high.pk]), {"change": "delete"}).status_code
            == 403
        )
        assert (
            as_user(sun).post(reverse(f"segments:{act}", args=[high.pk]), {"change": "delete"}).status_code
            == 403
        )
    assert as_user(reader).get(reverse("segments:new")).status_code == 403
    assert (
        as_user(manager).post(reverse("segments:remove", args=[high.pk]), {"change": "delete"}).status_code
        == 302
    )
    assert not Segment.objects.filter(pk=high.pk).exists()
    assert AuditEvent.objects.filter(verb="segment.deleted", data__name="Best").exists()


def test_a_segment_that_another_rule_names_is_not_deleted(high, segment, as_user, lin):
    segment("The others", f"segment:not:{high.pk}", owner=lin)
    answer = as_user(lin).post(reverse("segments:remove", args=[high.pk]), {"change": "delete"}, follow=True)
    assert "The rule of “The others” names this segment." in words(answer)
    assert Segment.objects.filter(pk=high.pk).exists()


def test_what_is_put_aside_is_neither_offered_nor_counted_until_it_is_brought_back(
    five, high, as_user, lin, morning
):
    browser, url = as_user(lin), reverse("segments:remove", args=[high.pk])
    browser.post(url, {"change": "aside"})
    CustomerMeasures.objects.filter(customer=five["Bo"]).update(value_class="low")
    recounting.follow_refresh(type("Run", (), {"as_of": morning.date()})(), lambda step: None)
    assert Stay.objects.present().filter(segment=high).count() == 2
    browser.post(url, {"change": "back"})
    assert Stay.objects.present().filter(segment=high).count() == 1


def test_with_fewer_than_two_segments_the_overlap_says_how_to_come_by_them(high, as_user, boss):
    html = as_user(boss).get(reverse("segments:overlap")).content.decode()
    assert "Two segments are needed" in html
    assert f'<a class="btn btn-primary" href="{reverse("segments:segments")}">All segments</a>' in html
    assert "<select" not in html.split("<main", 1)[1]


@pytest.mark.covers("SEG-01")
def test_two_segments_overlap_and_each_part_opens_its_customers(high, segment, as_user, boss):
    city = segment("Hangzhou", "city:is:杭州")
    browser = as_user(boss)
    page = browser.get(reverse("segments:overlap") + f"?a={high.pk}&b={city.pk}")
    assert "50% of Best are in Hangzhou too, and 50% of Hangzhou in Best." in words(page)
    links = [html.unescape(each) for each in re.findall(r'class="big" href="([^"]+)"', page.content.decode())]
    assert [names(browser.get(link)) for link in links] == [["Bo"], ["An"], ["Cui"]]
    assert "Choose two different segments." in words(
        browser.get(reverse("segments:overlap") + f"?a={city.pk}&b={city.pk}")
    )


def test_bulk_actions_reach_the_customers_of_a_segment(high, as_user, lin):
    from regulars.customers.models import CustomerTag

    url = reverse("customers:bulk")
    as_user(lin).post(
        url, {"f": f"segment:in:{high.pk}", "every": "1", "action": "tag", "tag": "best", "sure": "1"}
    )
    tagged = CustomerTag.objects.filter(tag__name="best").values_list("customer__name", flat=True)
    assert sorted(tagged) == ["An", "Bo"]


def test_counting_again_by_hand_is_told_and_noted(five, high, as_user, sun, reader):
    CustomerMeasures.objects.filter(customer=five["Cui"]).update(value_class="high")
    url = reverse("segments:count_again", args=[high.pk])
    assert as_user(reader).post(url).status_code == 403
    as_user(sun).post(url)
    high.refresh_from_db()
    assert (high.size, high.headcounts.first().because) == (3, "asked")
    assert AuditEvent.objects.filter(verb="segment.recounted", subject_id=high.pk).exists()


def test_a_rule_that_cannot_be_read_is_said_and_nothing_is_counted(high, as_user, lin):
    Segment.objects.filter(pk=high.pk).update(rule={})
    browser = as_user(lin)
    answer = browser.post(reverse("segments:count_again", args=[high.pk]), follow=True)
    assert "This rule was written by another version of the program." in words(answer)
    for change in ("aside", "back"):
        assert browser.post(reverse("segments:remove", args=[high.pk]), {"change": change}).status_code == 302
    assert Stay.objects.present().filter(segment=high).count() == 2
