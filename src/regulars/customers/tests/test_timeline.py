"""One timeline: all kinds merged by time, filtered by kind and day, older ones on demand."""

import re
from datetime import date, timedelta

import pytest

from regulars.core import clock
from regulars.customers import consenting, timeline
from regulars.customers.editing import save_customer
from regulars.customers.models import Interaction, MemoryNote, Need, Promise

HEADLINE = re.compile(
    r'<span class="kind">.*?</span><div>\s*<p[^>]*>(?:<a [^>]*>.*?</a> )?(?:<a [^>]*>)?<bdi>(.*?)</bdi>', re.S
)
OLDER = re.compile(r'id="older"><a href="([^"]+)"')


def told(client, customer, query="", **headers):
    response = client.get(f"/customers/{customer.pk}/timeline/{query}", headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def talk(customer, at, summary, **fields):
    return Interaction.objects.create(
        customer=customer, happened_at=at, created_at=at, channel="phone", summary=summary, **fields
    )


@pytest.fixture
def eventful(lin, wang, morning):
    """One of each kind, on days of their own."""
    talk(wang, morning - timedelta(days=2), "Rang about the tea")
    talk(wang, morning + timedelta(days=2), "Ring again", is_planned=True)
    Promise.objects.create(
        customer=wang, text="Two tins", made_on=date(2026, 9, 20), due_on=date(2026, 10, 1)
    )
    Need.objects.create(customer=wang, text="Gift boxes", noted_on=date(2026, 9, 15))
    MemoryNote.objects.create(customer=wang, kind="quote", text="Likes it strong", noted_on=date(2026, 9, 10))
    with clock.at(morning - timedelta(days=1)):
        save_customer(wang, {"occupation": "architect"}, by=lin)
    consenting.record(
        wang,
        purpose="marketing",
        channel="sms",
        is_granted=True,
        how="asked",
        by=lin,
        given_at=morning - timedelta(days=30),
    )
    return wang


@pytest.mark.covers("DB-07")
def test_everything_that_happened_is_one_story_the_newest_first(as_user, lin, eventful):
    html = told(as_user(lin), eventful, "?until=2026-09-27")
    assert HEADLINE.findall(html) == [
        "Occupation: architect", "Rang about the tea", "Two tins", "Gift boxes", "Likes it strong", "Marketing, SMS: agreed",
    ]  # fmt: skip
    assert re.findall(r'<span class="kind">(.*?)</span>', html) == [
        "Profile", "Phone", "Promise", "Need", "Something said", "Consent",
    ]  # fmt: skip
    offered = re.findall(r'name="kind" value="(\w+)"', html)
    assert offered == ["contact", "order", "promise", "need", "note", "fact", "class", "consent"]


@pytest.mark.covers("DB-07")
def test_plans_stand_above_what_happened(as_user, lin, eventful):
    html = told(as_user(lin), eventful)
    assert (
        html.index('<li class="month">Planned</li>')
        < html.index("Ring again")
        < html.index('<li class="month">Happened</li>')
    )


@pytest.mark.covers("DB-07")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?kind=need", ["Gift boxes"]),
        ("?kind=need&kind=promise", ["Two tins", "Gift boxes"]),
        ("?since=2026-09-15&until=2026-09-20", ["Two tins", "Gift boxes"]),
        ("?kind=note&since=2026-09-11", []),
        ("?kind=consent", ["Marketing, SMS: agreed"]),
    ],
)
def test_kinds_and_days_can_be_chosen(as_user, lin, eventful, query, expected):
    assert HEADLINE.findall(told(as_user(lin), eventful, query)) == expected


def test_nonsense_in_the_address_is_passed_over(as_user, lin, eventful):
    whole = HEADLINE.findall(told(as_user(lin), eventful))
    assert (
        HEADLINE.findall(told(as_user(lin), eventful, "?kind=spaceship&since=tomorrow&before=now")) == whole
    )


@pytest.mark.covers("DB-07")
def test_older_ones_follow_without_a_gap_or_a_repetition(as_user, lin, wang, morning):
    for number in range(55):
        talk(wang, morning - timedelta(hours=number // 3), f"Talk {number:02}")
    seen, query, client = [], "?kind=contact", as_user(lin)
    while query:
        html = told(client, wang, query)
        seen += HEADLINE.findall(html)
        more = OLDER.search(html)
        query = "?" + more[1].split("?", 1)[1].replace("&amp;", "&") if more else ""
    assert sorted(seen) == [f"Talk {number:02}" for number in range(55)]


def test_more_than_a_page_of_one_moment_is_shown_whole(as_user, lin, wang, morning):
    for number in range(90):
        talk(wang, morning, f"Imported {number:02}")
    talk(wang, morning - timedelta(days=1), "Before")
    html = told(as_user(lin), wang, "?kind=contact")
    assert len(HEADLINE.findall(html)) == 90
    html = told(as_user(lin), wang, OLDER.search(html)[1].split("timeline/")[1].replace("&amp;", "&"))
    assert HEADLINE.findall(html) == ["Before"]


def test_a_script_gets_only_the_lines_that_follow(as_user, lin, wang, morning):
    for number in range(30):
        talk(wang, morning - timedelta(hours=number), f"Talk {number:02}")
    client = as_user(lin)
    address = OLDER.search(told(client, wang, "?kind=contact"))[1].replace("&amp;", "&")
    html = client.get(address, headers={"HX-Request": "true", "HX-Target": "li#older"}).content.decode()
    assert "<html" not in html
    assert len(HEADLINE.findall(html)) == 10


def test_what_modules_register_is_part_of_the_story(as_user, lin, wang, morning):
    def entries(customer, user, before, limit):
        yield timeline.Entry(
            at=morning, kind="tasting", kind_label="Tasting", headline="Came to the tasting", tone="watch"
        )

    timeline.register(timeline.Kind("tasting", "Tastings", entries))
    try:
        html = told(as_user(lin), wang, "?kind=tasting")
    finally:
        timeline._registered.pop("tasting")
    assert HEADLINE.findall(html) == ["Came to the tasting"]
    assert "Tastings" in html
