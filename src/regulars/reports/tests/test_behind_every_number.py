"""Every number on the dashboard that opens a list opens as many customers as it says."""

import re
from html import unescape

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
MONEY = "figure=ordered&"  # a bar of sales opens those who bought, and says an amount
LINK = re.compile(r'<a[^>]*href="(?P<url>/[^"]*figure=[^"]*)"[^>]*>(?P<text>.*?)</a>', re.S)
FOUND = re.compile(r"(\d[\d,]*) customers, as of")


def links(html):
    """Address and number of each link that is a number; the words around it do not matter."""
    found = []
    for link in LINK.finditer(html):
        text = re.sub(r"<[^>]+>", " ", link["text"])
        numbers = re.findall(r"\d[\d,]*", unescape(text))
        url = unescape(link["url"])
        if len(numbers) == 1 and "%" not in text and MONEY not in url:
            found.append((url, int(numbers[0].replace(",", ""))))
    return found


def listed(client, url):
    html = client.get(url).content.decode()
    words = FOUND.search(html)
    return int(words[1].replace(",", "")) if words else 0


@pytest.mark.parametrize("who", ["boss", "manager", "lin", "wei"])
def test_behind_every_number_of_the_dashboard_stand_as_many_customers(request, shop, refresh, client, who):
    refresh("2026-08-31")
    refresh()
    client.force_login(request.getfixturevalue(who))
    found = links(client.get(reverse("reports:dashboard")).content.decode())
    assert len(found) >= 15
    assert dict(found) == {url: listed(client, url) for url, _number in found}


def test_the_neglected_and_the_due_open_as_many_customers_of_the_list(shop, refresh, client, boss):
    refresh()
    client.force_login(boss)
    for days in (7, 14, 30, 60):
        shown = client.get(reverse("reports:dashboard"), {"days": days})
        for part in ("neglected", "due"):
            steps = shown.context[part]
            listed = set(re.findall(r'href="/customers/(\d+)/"', _opened(client, steps.url)))
            assert (len(listed), part) == (steps.total, part)


def test_the_list_of_those_who_bring_most_is_opened_by_its_number(shop, refresh, client, boss):
    refresh()
    found = links(page := _dashboard(client, boss))
    best = [(url, number) for url, number in found if "figure=best" in url]
    assert [number for _url, number in best] == [3]
    names = re.findall(
        r'class="name" href="/customers/\d+/"[^>]*>\s*(?:<bdi>)?([^<]+)', _opened(client, best[0][0])
    )
    assert [name.strip() for name in names] == ["Chen Yutong", "Xu Jiahao", "Zhou Wenbin"]
    assert "Value classes and what to do for each" in page


def _dashboard(client, user):
    client.force_login(user)
    return client.get(reverse("reports:dashboard")).content.decode()


def _opened(client, url):
    return client.get(url).content.decode()
