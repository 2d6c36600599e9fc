"""Every number on the dashboard that opens a list opens as many customers as it says."""

import re
from html import unescape

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
MONEY = "figure=ordered&"  # a bar of sales opens those who bought, and says an amount
ANOTHER = (
    'class="quiet"'  # opens the customers behind a number that does not count them: orders, money, a share
)
LINK = re.compile(r'<a[^>]*href="(?P<url>/[^"]*figure=[^"]*)"[^>]*>(?P<text>.*?)</a>', re.S)
FOUND = re.compile(r"(\d[\d,]*) customers, as of")


def links(html):
    """Address and number of each link that is a number; the words around it do not matter."""
    found = []
    for link in LINK.finditer(html):
        text = re.sub(r"<[^>]+>", " ", link["text"])
        numbers = re.findall(r"\d[\d,]*", unescape(text))
        url = unescape(link["url"])
        counts = "%" not in text and MONEY not in url and ANOTHER not in link[0]
        if len(numbers) == 1 and counts:
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


def test_no_number_of_the_tables_and_the_strip_opens_nothing(shop, refresh, client, boss):
    refresh("2026-08-31")
    refresh()
    client.force_login(boss)
    html = client.get(reverse("reports:dashboard")).content.decode()
    cells = re.findall(r'<td class="num">(.*?)</td>', html, re.S)
    assert len(cells) > 40
    alone = [cell for cell in cells if re.search(r"\d", cell) and "<a " not in cell]
    assert alone == ["0%"]  # where the curve begins: nobody
    strip = html.split('<dl class="card strip">')[1].split("</dl>")[0]
    assert re.findall(r">(\d+ in [^<]+)</a>", strip) == ["0 in August", "0 in September 2025"]


def test_a_point_of_the_curve_opens_the_best_down_to_it(shop, refresh, client, boss):
    refresh()
    html = _dashboard(client, boss)
    tops = sorted({int(found) for found in re.findall(r"figure=best&amp;[^\"]*top=(\d+)", html)})
    assert tops[:3] == [1, 2, 3]
    shown = _opened(client, reverse("reports:customers") + "?figure=best&code=value&top=2")
    assert "Those who brought most, down to place 2" in shown
    assert "Chen Yutong" in shown
    assert "Zhou Wenbin" not in shown
    assert client.get(reverse("reports:customers") + "?figure=best&code=value&top=-2").status_code == 404


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


@pytest.mark.covers("SEG-01")
def test_whoever_stands_behind_a_figure_is_kept_as_a_segment(shop, refresh, client, boss):
    from regulars.segments.models import Segment

    refresh()
    client.force_login(boss)
    asked = "?figure=best&code=value&top=2"
    page = _opened(client, reverse("reports:customers") + asked)
    assert f'href="{reverse("reports:keep")}?figure=best&amp;code=value&amp;top=2"' in page
    answer = client.post(reverse("reports:keep") + asked, {"name": "The two best", "is_shared": "on"})
    kept = Segment.objects.get(name="The two best")
    assert answer["Location"] == kept.get_absolute_url()
    assert (kept.kind, kept.size) == ("static", 2)
    listed_names = set(kept.customers(boss).values_list("name", flat=True))
    assert all(name in page for name in listed_names)
    assert client.post(reverse("reports:keep") + asked, {"name": ""}).status_code == 422
    assert Segment.objects.filter(kind="static").count() == 1
