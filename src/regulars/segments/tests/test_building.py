"""Writing a rule step by step, as the page does with and without script."""

import html
import json
import re

import pytest
from django.urls import reverse

from regulars.core.models import AuditEvent
from regulars.segments.models import Segment

NEW = reverse("segments:new")


class Builder:
    """The form of the page, filled in and sent with one of its buttons."""

    def __init__(self, browser, url=NEW):
        self.browser, self.url = browser, url
        self.show(browser.get(url))
        self.url = url.partition("?")[0]

    def show(self, answer):
        self.answer, self.html = answer, answer.content.decode()

    @property
    def words(self):
        return " ".join(html.unescape(re.sub("<[^>]+>", " ", self.html)).split())

    @property
    def rule(self):
        return html.unescape(re.search(r'name="rule" value="([^"]*)"', self.html)[1])

    def press(self, do, **fields):
        at = re.search(r'name="at" value="([^"]*)"', self.html)
        field = re.search(r'name="field" value="([^"]*)"', self.html)
        sent = {"rule": self.rule, "do": do, "kind": "dynamic"}
        sent |= {"at": at[1]} if at else {}
        sent |= {"field": field[1]} if field else {}
        self.show(self.browser.post(self.url, sent | fields))
        return self

    def add(self, code, op, *values, to="r"):
        self.press(f"add:{to}").press("choose", add=code)
        names = ("value", "value2", "value3")
        if len(values) == 2:
            names = ("value2", "value3")
        return self.press("put", op=op, **dict(zip(names, values, strict=False)))


@pytest.mark.covers("SEG-01")
def test_a_rule_of_and_or_not_is_written_step_by_step_with_its_count_and_a_sample(five, buy, as_user, boss):
    for day in ("2026-09-20", "2026-09-01"):
        buy("Bo", day)
    page = Builder(as_user(boss)).add("value_class", "in", ["high", "middle"])
    assert "3 of 5 customers you see · 60.0%" in page.words
    page.press("nest:r").add("city", "is", "杭州", to="r.1")
    page.press("show", **{"join:r.1": "none"})
    assert "1 of 5 customers you see · 20.0%" in page.words
    page.add("ordered_product", "least", "Longjing", "2", "90")
    assert (
        "Value class is High value or Middle value, and none of these: (City is “杭州”), and Ordered product"
        in page.words
    )
    assert f'href="{five["Bo"].get_absolute_url()}"' in page.html
    assert Segment.objects.count() == 0
    page.press("save", name="Abroad, twice", is_shared="on", strategy="Call.")
    made = Segment.objects.get()
    assert page.answer.status_code == 302
    assert page.answer["Location"] == made.get_absolute_url()
    assert made.rule["rule"]["parts"] == [
        "value_class:in:high,middle",
        {"join": "none", "parts": ["city:is:杭州"]},
        "ordered_product:least:Longjing,2,90",
    ]
    assert (made.size, made.owner, made.is_shared) == (1, boss, True)
    assert AuditEvent.objects.filter(verb="segment.made", subject_id=made.pk).exists()


def test_a_condition_is_changed_and_taken_away(five, as_user, boss):
    page = Builder(as_user(boss)).add("order_count", "more", "2").add("city", "is", "杭州")
    page.press("edit:r.0")
    assert 'value="2"' in page.html
    page.press("put", op="more", value="0")
    assert "2 of 5" in page.words
    page.press("remove:r.1")
    assert json.loads(page.rule)["rule"]["parts"] == ["order_count:more:0"]


def test_what_cannot_be_read_is_said_and_stays_to_be_corrected(five, as_user, boss):
    page = Builder(as_user(boss)).press("add:r").press("choose", add="order_count")
    page.press("put", op="more", value="plenty")
    assert "“plenty” is no number." in page.words
    assert 'value="plenty"' in page.html
    page.press("save", name="Many", op="more", value="plenty")
    assert page.answer.status_code == 422
    assert Segment.objects.count() == 0


def test_the_condition_that_still_stands_open_is_saved_with_the_rest(five, as_user, boss):
    page = Builder(as_user(boss)).press("add:r").press("choose", add="order_count")
    page.press("save", name="Many", op="more", value="2")
    assert Segment.objects.get().rule["rule"]["parts"] == ["order_count:more:2"]


def test_an_empty_group_or_no_name_is_not_saved(five, as_user, boss):
    page = Builder(as_user(boss)).add("order_count", "more", "2")
    page.press("save", name="")
    assert page.answer.status_code == 422
    page.press("nest:r").press("save", name="Many")
    assert "take the empty group away" in page.words
    assert Segment.objects.count() == 0


def test_a_rule_that_was_tampered_with_is_refused(five, as_user, boss):
    browser = as_user(boss)
    for rule in (
        "{",
        "[" * 9000,
        '{"version": 1}',
        json.dumps({"version": 1, "rule": {"join": "all", "parts": ["password:has:a"]}}),
    ):
        assert browser.post(NEW, {"rule": rule, "do": "save", "name": "x"}).status_code == 400
    page = Builder(browser).press("remove:r.7")
    assert "That part of the rule is gone." in page.words
    assert Segment.objects.count() == 0


@pytest.mark.covers("SEG-01")
def test_any_list_is_saved_as_a_segment(five, as_user, lin):
    browser = as_user(lin)
    shown = browser.get(reverse("customers:list") + "?f=value_class:in:high&f=owner:in:me").content.decode()
    link = html.unescape(re.search(r'href="([^"]*/segments/new/[^"]*)"', shown)[1])
    page = Builder(browser, link)
    assert "2 of 2 customers you see" in page.words
    page.press("save", name="My best")
    assert Segment.objects.get().rule["rule"]["parts"] == ["value_class:in:high", f"owner:in:{lin.pk}"]


def test_a_fixed_list_keeps_whom_its_maker_saw_on_that_day(five, as_user, lin, boss):
    page = Builder(as_user(lin)).add("value_class", "in", ["high", "middle", "low"])
    page.press("save", name="All of September", kind="static")
    fixed = Segment.objects.get()
    assert sorted(fixed.customers(boss).values_list("name", flat=True)) == ["An", "Bo"]


def test_a_colleagues_change_meanwhile_is_not_written_over(five, segment, as_user, manager, lin):
    shared = segment("Best", "value_class:in:high", owner=lin, team=lin.team, is_shared=True)
    page = Builder(as_user(manager), reverse("segments:edit", args=[shared.pk]))
    Segment.objects.filter(pk=shared.pk).update(version=2)
    page.press("save", name="Bester", version="1")
    assert page.answer.status_code == 409
    assert "nothing of yours was saved" in page.words
    shared.refresh_from_db()
    assert shared.name == "Best"


def test_changing_the_rule_counts_again_and_changing_the_name_does_not(five, segment, as_user, lin):
    own = segment("Best", "value_class:in:high", owner=lin)
    url = reverse("segments:edit", args=[own.pk])
    Builder(as_user(lin), url).press("save", name="Bester", version="1")
    own.refresh_from_db()
    assert (own.name, own.headcounts.count()) == ("Bester", 1)
    Builder(as_user(lin), url).press("remove:r.0").add("order_count", "more", "0").press(
        "save", name="Buyers", version="2"
    )
    own.refresh_from_db()
    last = own.headcounts.first()
    assert (own.size, last.entered, last.left, last.because) == (4, 2, 0, "rule")
