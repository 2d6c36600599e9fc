"""Promises: kept, broken, open again; the ledger; what to bring up again."""

import re
from datetime import date

import pytest

from regulars.core.models import AuditEvent
from regulars.customers.models import MemoryNote, Promise


@pytest.fixture
def promised(lin, wang, morning):
    def _promised(text="Two tins", due=date(2026, 9, 25), **fields):
        given = {"customer": wang, "made_by": lin, "made_on": date(2026, 9, 1)} | fields
        return Promise.objects.create(text=text, due_on=due, **given)

    return _promised


def end(client, promise, how, **values):
    return client.post(f"/customers/promises/{promise.pk}/{how}/", values, follow=True).content.decode()


@pytest.mark.covers("TRU-03")
def test_a_promise_is_kept_once_and_can_be_opened_again(as_user, lin, promised, morning):
    promise, client = promised(), as_user(lin)
    html = end(client, promise, "kept")
    assert "Promise kept." in html
    assert f'action="/customers/promises/{promise.pk}/open/"' in html
    promise.refresh_from_db()
    assert (promise.status, promise.closed_at, promise.closed_by) == ("kept", morning, lin)
    assert "A colleague has closed this promise already." in end(client, promise, "broken")
    promise.refresh_from_db()
    assert promise.status == "kept"
    end(client, promise, "open")
    end(client, promise, "open")
    promise.refresh_from_db()
    assert (promise.status, promise.closed_at) == ("open", None)
    assert list(AuditEvent.objects.filter(verb__startswith="promise.").order_by("pk").values_list("verb", flat=True)) == [
        "promise.kept", "promise.reopened",
    ]  # fmt: skip


@pytest.mark.covers("TRU-03")
def test_a_broken_promise_says_how_it_ended(as_user, lin, promised):
    promise = promised()
    assert "How it ended" in as_user(lin).get(f"/customers/promises/{promise.pk}/broken/").content.decode()
    html = end(as_user(lin), promise, "broken", outcome="Harvest failed")
    assert "Noted as not kept." in html
    assert "Harvest failed" in html


def test_readers_and_other_teams_end_no_promise(as_user, reader, wei, promised):
    promise = promised()
    assert as_user(reader).post(f"/customers/promises/{promise.pk}/kept/").status_code == 403
    assert as_user(wei).post(f"/customers/promises/{promise.pk}/kept/").status_code == 404
    promise.refresh_from_db()
    assert promise.status == "open"


def ledger(client, state):
    """To whom, what, and until when by whom."""
    html = client.get(f"/promises/?state={state}").content.decode()
    lines = re.findall(
        r'<li class="due">.*?<bdi>(.*?)</bdi></a> <bdi>(.*?)</bdi></p><small>(.*?)</small>', html
    )
    return [(who, what, re.sub(r"<[^>]+>", "", told)) for who, what, told in lines]


@pytest.mark.covers("TRU-03")
def test_the_ledger_counts_what_is_late_open_kept_and_broken(as_user, manager, lin, sun, teahouse, promised):
    promised("Late one")
    promised("Still time", date(2026, 10, 9))
    promised("Kept one", status="kept")
    promised("Kept two", status="kept")
    promised("Broken one", status="broken", customer=teahouse, made_by=sun)
    client = as_user(manager)
    html = client.get("/promises/").content.decode()
    assert list(re.findall(r'class="big"><span class="fig">(\d+)', html)) == [
        "1",
        "2",
        "2",
        "1",
    ]
    assert "67%</span> of those that ended" in html
    assert html.index("Late one") < html.index("Still time")
    assert "Kept one" not in html
    rates = dict(
        re.findall(
            r'<bdi>([^<]+)</bdi></a></th><td class="num" data-label="Kept rate">(?:<span class="fig">)?([^<]+)',
            html,
        )
    )
    assert rates == {"Lin Xiaotong": "100%", "Sun Li": "0%", "王小明": "100%", "观前书吧": "0%"}
    assert [ledger(client, state) for state in ("late", "open", "kept", "broken")] == [
        [("王小明", "Late one", "until 2026-09-25, 3 days late · Lin Xiaotong")],
        [
            ("王小明", "Late one", "until 2026-09-25, 3 days late · Lin Xiaotong"),
            ("王小明", "Still time", "until 2026-10-09 · Lin Xiaotong"),
        ],
        [
            ("王小明", "Kept two", "until 2026-09-25 · Lin Xiaotong"),
            ("王小明", "Kept one", "until 2026-09-25 · Lin Xiaotong"),
        ],
        [("观前书吧", "Broken one", "until 2026-09-25 · Sun Li")],
    ]
    assert "Broken one" not in client.get(f"/promises/?state=broken&person={lin.pk}").content.decode()


def test_the_ledger_shows_each_person_what_they_may_see(as_user, lin, wei, promised):
    promised("Late one")
    assert "Late one" in as_user(lin).get("/promises/?state=late").content.decode()
    html = as_user(wei).get("/promises/").content.decode()
    assert "Late one" not in html
    assert "Lin Xiaotong" not in html
    assert "No promises here" in html


@pytest.mark.covers("CARE-09")
def test_what_was_brought_up_leaves_the_page_and_comes_back_on_undo(as_user, lin, wang, morning):
    note = MemoryNote.objects.create(
        customer=wang, kind="detail", text="Studies in Leeds", noted_on=date(2026, 8, 3)
    )
    client = as_user(lin)
    html = client.post(f"/customers/notes/{note.pk}/used/", follow=True).content.decode()
    assert "Noted: you brought it up." in html
    assert "Bring up again" not in html
    client.post(f"/customers/notes/{note.pk}/used/")
    note.refresh_from_db()
    assert (note.used_at, AuditEvent.objects.filter(verb="note.used").count()) == (morning, 1)
    html = client.post(f"/customers/notes/{note.pk}/used/take-back/", follow=True).content.decode()
    assert "Bring up again" in html
    client.post(f"/customers/notes/{note.pk}/fulfilled/")
    note.refresh_from_db()
    assert (note.used_at, note.fulfilled_at) == (None, morning)
    assert client.post(f"/customers/notes/{note.pk}/burnt/").status_code == 404
