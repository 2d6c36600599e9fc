"""Conditions of lists that came with segments, made and changed in the list's own form."""

import html
import re

from django.urls import reverse

LIST = reverse("customers:list")
OFTEN = "f=ordered_product:least:Longjing,2,90"


def names(page):
    return sorted(re.findall(r'<a class="name" href="/customers/\d+/"><bdi>([^<]+)</bdi>', page))


def test_how_often_a_product_was_ordered_is_asked_in_the_form_of_the_list(buy, as_user, boss):
    for day in ("2026-09-20", "2026-09-01"):
        buy("An", day)
    buy("Bo", "2026-09-01")
    browser = as_user(boss)
    form = browser.get(f"{LIST}?add=ordered_product").content.decode()
    assert all(f'name="{part}"' in form for part in ("value", "value2", "value3"))
    sent = {"field": "ordered_product", "op": "least", "value": "Longjing", "value2": "2", "value3": "90"}
    page = browser.get(reverse("customers:add_condition"), sent, follow=True).content.decode()
    assert names(page) == ["An"]
    assert "“Longjing” at least 2 times in the last 90 days" in html.unescape(page)


def test_a_condition_is_opened_with_its_values_and_put_back_in_its_place(buy, as_user, boss):
    for day in ("2026-09-20", "2026-09-01"):
        buy("An", day)
    buy("Bo", "2026-09-01")
    browser = as_user(boss)
    form = browser.get(f"{LIST}?{OFTEN}&f=order_count:more:0&edit=0").content.decode()
    assert all(f'value="{value}"' in form for value in ("Longjing", "2", "90"))
    assert '<input type="hidden" name="place" value="0">' in form
    sent = {"f": ["ordered_product:least:Longjing,2,90", "order_count:more:0"], "place": "0", "op": "least"}
    sent |= {"field": "ordered_product", "value": "Longjing", "value2": "1", "value3": "90"}
    page = browser.get(reverse("customers:add_condition"), sent, follow=True).content.decode()
    assert names(page) == ["An", "Bo"]


def test_a_list_without_conditions_leads_to_the_segments(five, as_user, reader):
    page = as_user(reader).get(LIST).content.decode()
    assert f'href="{reverse("segments:segments")}"' in page
    assert "Save as a segment" not in page
    assert "Save as a segment" not in as_user(reader).get(f"{LIST}?f=city:is:杭州").content.decode()
