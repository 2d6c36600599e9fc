"""客户状态: what somebody is to the firm, since when, on every page that shows it."""

import re

import pytest

from regulars.insights import overriding
from regulars.insights.tests.shop import buys, customer

pytestmark = pytest.mark.django_db

IN_WORDS = {
    "Prospect": "潜在客户",
    "New": "现有客户（新）",
    "Old": "现有客户（老）",
    "Key": "大客户",
    "Lost": "流失客户",
}


@pytest.fixture
def five(morning, lin):
    """One of each status, among enough small buyers that one in twenty is a key customer."""
    made = {name: customer(name, owner=lin) for name in IN_WORDS}
    buys(made["New"], "2026-09-01")
    buys(made["Old"], "2026-01-10", "2026-05-10", "2026-08-20")
    buys(made["Key"], "2026-01-15", "2026-05-15", "2026-08-25", amount=9000)
    buys(made["Lost"], "2024-02-01", "2024-03-01")
    for number in range(20):
        buys(customer(f"Small {number}"), "2026-03-01", "2026-06-01", "2026-09-01", amount=1)
    return made


def page(client, user, path, language="zh-hans"):
    user.language = language
    user.save()
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(client, user, status):
    html = page(client, user, f"/customers/?f=owner:in:me&f=status:in:{status}")
    return re.findall(r'class="name" href="[^"]+"><bdi>(.*?)</bdi>', html)


def told(html):
    """When and what the timeline tells about the status."""
    line = re.search(r'>([^<>]+)</time><span class="kind">Status</span>.*?<bdi>(.*?)</bdi>', html, re.DOTALL)
    return line[1], line[2]


@pytest.mark.covers("DB-24")
def test_prospects_new_old_key_and_lost_customers_are_told_apart(five, refresh, client, lin):
    refresh()
    for name, words in IN_WORDS.items():
        head = re.search(
            r'<p class="who">.*?</p>', page(client, lin, five[name].get_absolute_url()), re.DOTALL
        )
        assert f"个人，{words}，" in head[0]
    found = {
        status: listed(client, lin, status)
        for status in ("prospect", "current_new", "current_old", "key", "lost")
    }
    assert found == {
        "prospect": ["Prospect"], "current_new": ["New"], "current_old": ["Old"], "key": ["Key"], "lost": ["Lost"],
    }  # fmt: skip


@pytest.mark.covers("DB-24")
def test_a_change_of_status_is_dated_on_the_page_and_on_the_timeline(five, refresh, client, lin):
    refresh("2026-08-31")
    refresh("2026-09-27")
    url = five["New"].get_absolute_url()
    html = page(client, lin, url, "en")
    shown = re.search(r"<dt>Status <b>(.*?)</b></dt>\s*<dd>Since (.*?)\. First order", html, re.DOTALL)
    assert (shown[1].strip(), re.sub("<[^>]+>", "", shown[2])) == ("New customer", "2026-09-27")
    assert told(html) == ("yesterday", "Prospect → New customer")


@pytest.mark.covers("DB-24")
def test_a_status_set_by_hand_is_dated_too_and_counts_in_the_list(five, refresh, client, lin):
    refresh()
    overriding.put(five["Old"], "status", "lost", reason="Closed the shop", by=lin)
    assert sorted(listed(client, lin, "lost")) == ["Lost", "Old"]
    html = page(client, lin, five["Old"].get_absolute_url(), "en")
    assert told(html) == ("today", "Established customer → Lost")
    assert "Since <time" in html
    assert "Closed the shop" in html


@pytest.mark.covers("DB-06")
def test_one_page_holds_who_somebody_is_what_was_bought_said_liked_and_how_it_stands(
    five, refresh, client, lin, morning
):
    old = five["Old"]
    old.needs.create(kind="preference", text="Light teas", noted_on="2026-09-01")
    old.interactions.create(
        happened_at=morning, channel="phone", summary="Grumbled about the lid", requests="A new lid",
        needs_answer=True, direction="from_customer", created_at=morning,
    )  # fmt: skip
    refresh()
    shown = " ".join(re.sub(r"<[^>]+>", " ", page(client, lin, old.get_absolute_url(), "en")).split())
    for words in (
        "How to reach them", "Profile", "Needs and preferences", "Light teas Preference", "Orders 3", "¥100",
        "Grumbled about the lid", "Waits for our answer A new lid", "Value class", "Status Established customer",
        "Stage", "Churn risk", "Due by own rhythm", "Consent",
    ):  # fmt: skip
        assert words in shown, words
