"""Conversations: noted, planned, corrected, answered, taken back."""

from datetime import UTC, date, datetime, time

import pytest

from regulars.core import clock
from regulars.core.models import AuditEvent
from regulars.customers.models import Contact, Interaction, MemoryNote, Need, Promise

QUICK = {"channel": "phone", "summary": "Asked how the tea was", "day": "2026-09-28"}


def note(client, customer, **values):
    return client.post(f"/customers/{customer.pk}/interactions/", QUICK | values, follow=True)


@pytest.fixture
def called(as_user, lin, wang, morning):
    note(as_user(lin), wang)
    return Interaction.objects.get()


@pytest.mark.covers("DB-08")
def test_a_line_is_enough_to_note_a_call(as_user, lin, wang, morning):
    html = note(as_user(lin), wang).content.decode()
    kept = Interaction.objects.get()
    assert (kept.customer, kept.channel, kept.direction, kept.staff, kept.staff_name) == (
        wang, "phone", "to_customer", lin, "Lin Xiaotong",
    )  # fmt: skip
    assert (kept.happened_at, kept.is_planned) == (morning, False)
    assert "Noted." in html
    assert "Asked how the tea was" in html


@pytest.mark.covers("DB-08")
def test_the_day_decides_whether_it_is_a_record_or_a_plan(as_user, lin, wang, morning):
    html = note(
        as_user(lin), wang, day="2026-09-30", at="15:00", summary="Ring about the Longjing"
    ).content.decode()
    planned = Interaction.objects.get()
    assert (planned.happened_at, planned.is_planned) == (datetime(2026, 9, 30, 7, 0, tzinfo=UTC), True)
    assert "Planned for 2026-09-30." in html
    assert "15:00 Phone: Ring about the Longjing" in html
    note(as_user(lin), wang, day="2026-09-20")
    before = Interaction.objects.get(is_planned=False)
    assert before.happened_at == datetime(2026, 9, 20, 4, 0, tzinfo=UTC)  # noon in the shop


@pytest.mark.covers("DB-08")
def test_a_record_holds_who_when_how_and_what_was_said_and_opens_as_it_was_written(
    as_user, sun, teahouse, morning
):
    shen = Contact.objects.create(customer=teahouse, name="Chief Shen")
    written = {
        "channel": "meeting", "direction": "from_customer", "contact": str(shen.pk), "result": "reached",
        "summary": "Came about the autumn order", "customer_words": "The scent was right", "mood": "pleased",
        "requests": "A sample of the white tea", "next_step": "Send the sample", "next_on": "2026-10-02",
        "day": "2026-09-20", "at": "15:00",
    }  # fmt: skip
    client = as_user(sun)
    note(client, teahouse, **written)
    kept = Interaction.objects.get()
    assert (kept.customer, kept.staff, kept.staff_name) == (teahouse, sun, "Sun Li")
    form = client.get(f"/customers/interactions/{kept.pk}/").context["form"]
    assert {name: shown(form[name].value()) for name in written} == written
    html = client.get(f"/customers/{teahouse.pk}/timeline/?kind=contact").content.decode()
    line = html[html.index('<span class="kind">Meeting') :].split("</li>")[0]
    told = [
        "Came about the autumn order · Chief Shen", "The scent was right", "Asked for: A sample of the white tea",
        "Next: Send the sample", "2026-10-02", "Sun Li", "Customer to us", "Pleased",
    ]  # fmt: skip
    assert [words for words in told if words not in line] == []


def shown(value):
    """As the browser sends it back."""
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


@pytest.mark.covers("DB-08", "CARE-08", "CARE-09", "TRU-03")
def test_everything_that_came_of_a_conversation_goes_where_it_belongs(as_user, lin, wang, morning):
    note(
        as_user(lin), wang, direction="from_customer", customer_words="Keep me two tins", mood="pleased",
        requests="When is the osmanthus tea back?", needs_answer="on", next_step="Tell the price", next_on="2026-10-02",
        promise="Keep two tins", promise_due="2026-10-05", need="Tea for the landlord", need_kind="need",
        remember="Daughter studies in Leeds", remember_kind="detail",
    )  # fmt: skip
    kept = Interaction.objects.get()
    assert (kept.direction, kept.mood, kept.needs_answer, kept.next_on) == (
        "from_customer",
        "pleased",
        True,
        date(2026, 10, 2),
    )
    assert list(Promise.objects.values_list("text", "due_on", "made_by", "interaction")) == [
        ("Keep two tins", date(2026, 10, 5), lin.pk, kept.pk)
    ]
    assert list(Need.objects.values_list("text", "noted_on", "source")) == [
        ("Tea for the landlord", date(2026, 9, 28), "conversation")
    ]
    assert list(MemoryNote.objects.values_list("text", "interaction")) == [
        ("Daughter studies in Leeds", kept.pk)
    ]
    html = as_user(lin).get(f"/customers/{wang.pk}/").content.decode()
    assert 'Promised: Keep two tins, until <span class="nowrap">2026-10-05</span>' in html
    assert "Asked for: When is the osmanthus tea back?" in html
    assert "<p><bdi>Tell the price</bdi></p>" in html
    assert '<span><time datetime="2026-10-02">2026-10-02</time></span> · <bdi>Lin Xiaotong</bdi>' in html


def test_a_promise_without_a_day_is_sent_back_and_nothing_is_kept(as_user, lin, wang, morning):
    response = note(as_user(lin), wang, promise="Keep two tins")
    assert response.status_code == 422
    assert "A promise needs a day until which it is kept." in response.content.decode()
    assert "Asked how the tea was" in response.content.decode()
    assert not Interaction.objects.exists()


def test_an_empty_note_is_no_note_but_a_call_nobody_took_is(as_user, lin, wang, morning):
    assert note(as_user(lin), wang, summary="").status_code == 422
    assert note(as_user(lin), wang, summary="", result="no_answer").status_code == 200
    assert (
        "Lin Xiaotong tried, nobody answered" in as_user(lin).get(f"/customers/{wang.pk}/").content.decode()
    )


@pytest.mark.covers("DB-08")
def test_at_a_firm_one_says_whom_one_spoke_to(as_user, sun, teahouse, wang, morning):
    shen = Contact.objects.create(customer=teahouse, name="Chief Shen")
    stranger = Contact.objects.create(customer=wang, name="Somebody else")
    assert note(as_user(sun), teahouse, contact=stranger.pk).status_code == 422
    assert note(as_user(sun), teahouse, contact=shen.pk).status_code == 200
    assert Interaction.objects.get().contact == shen


def test_what_was_just_noted_can_be_taken_back_and_brought_back(as_user, lin, wang, called):
    promise = Promise.objects.create(
        customer=wang, text="Ring", interaction=called, made_on=date(2026, 9, 28), due_on=date(2026, 9, 30)
    )
    html = as_user(lin).post(f"/customers/interactions/{called.pk}/removal/", follow=True).content.decode()
    assert "The record is removed." in html
    assert not Interaction.objects.exists()
    way_back = html.split('action="/customers/')[1].split('"')[0]
    html = as_user(lin).get(f"/customers/{wang.pk}/").content.decode()
    from regulars.customers.models import UndoStep

    address = f"/customers/{wang.pk}/bring-back/{UndoStep.objects.get().pk}/"
    assert way_back
    assert "It is back." in as_user(lin).post(address, follow=True).content.decode()
    promise.refresh_from_db()
    assert promise.interaction == Interaction.objects.get() == called
    assert "It is back already" in as_user(lin).post(address, follow=True).content.decode()
    assert Interaction.objects.count() == 1


def test_nobody_brings_back_what_a_colleague_removed(as_user, lin, manager, wang, called):
    as_user(lin).post(f"/customers/interactions/{called.pk}/removal/")
    from regulars.customers.models import UndoStep

    address = f"/customers/{wang.pk}/bring-back/{UndoStep.objects.get().pk}/"
    assert as_user(manager).post(address).status_code == 404
    assert not Interaction.objects.exists()


def correction(client, called, **values):
    address = f"/customers/interactions/{called.pk}/"
    form = client.get(address).context["form"]
    given = {name: form.initial.get(name) or "" for name in form.fields}
    given |= {"day": "2026-09-28", "at": "09:00", "opened": form.initial["opened"]}
    return lambda: client.post(address, given | values, follow=True)


@pytest.mark.covers("DB-25")
def test_a_correction_keeps_what_was_written_before(as_user, lin, called):
    client = as_user(lin)
    assert "Saved." in correction(client, called, summary="Asked for the price")().content.decode()
    called.refresh_from_db()
    assert called.summary == "Asked for the price"
    event = AuditEvent.objects.get(verb="interaction.changed")
    assert event.data["before"] == {"summary": "Asked how the tea was"}
    assert event.data["fields"] == ["What it was about"]
    html = client.get(f"/customers/interactions/{called.pk}/").content.decode()
    assert '<p class="said"><bdi>Asked how the tea was</bdi></p>' in html


def test_saving_without_a_change_changes_nothing(as_user, lin, called):
    assert "Nothing was changed." in correction(as_user(lin), called)().content.decode()
    assert not AuditEvent.objects.filter(verb="interaction.changed").exists()


def test_who_saves_second_is_told_and_overwrites_nothing(as_user, lin, manager, called):
    mine = correction(as_user(lin), called, summary="Mine")
    Interaction.objects.filter(pk=called.pk).update(summary="Theirs")
    response = mine()
    assert response.status_code == 422
    assert "A colleague changed this while you were writing." in response.content.decode()
    called.refresh_from_db()
    assert called.summary == "Theirs"


def test_a_plan_becomes_a_record_when_it_has_happened(as_user, lin, wang, morning):
    note(as_user(lin), wang, day="2026-09-30", at="15:00", summary="Ring")
    planned = Interaction.objects.get()
    with clock.at(datetime(2026, 9, 30, 8, 0, tzinfo=UTC)):
        correction(as_user(lin), planned, day="2026-09-30", at="15:30", summary="Rang")()
    planned.refresh_from_db()
    assert (planned.is_planned, planned.summary) == (False, "Rang")


@pytest.mark.covers("TEAM-13", "DB-08")
def test_a_request_is_answered_once_and_can_wait_again(as_user, lin, wang, called):
    Interaction.objects.filter(pk=called.pk).update(needs_answer=True, requests="The price")
    address = f"/customers/interactions/{called.pk}"
    client = as_user(lin)
    assert waits(client, wang) == (True, True)
    assert "王小明 has an answer." in client.post(f"{address}/answer/", follow=True).content.decode()
    assert (
        "A colleague has answered already." in client.post(f"{address}/answer/", follow=True).content.decode()
    )
    assert AuditEvent.objects.filter(verb="interaction.answered").count() == 1
    called.refresh_from_db()
    assert (called.answered_at, called.answered_by) == (clock.now(), lin)
    assert waits(client, wang) == (False, False)
    client.post(f"{address}/unanswer/")
    called.refresh_from_db()
    assert (called.answered_at, called.answered_by) == (None, None)
    assert waits(client, wang) == (True, True)


def waits(client, customer):
    """Whether the request stands on the customer's page, and among all that nobody has answered."""
    html = client.get(f"/customers/{customer.pk}/").content.decode()
    on_page = html.partition("Waits for our answer</h2>")[2].split("</section>")[0]
    return "The price" in on_page, "The price" in client.get("/requests/").content.decode()


def test_readers_note_and_change_nothing(as_user, reader, wang, called):
    client = as_user(reader)
    assert note(client, wang).status_code == 403
    for path in ("", "removal/", "answer/"):
        assert client.post(f"/customers/interactions/{called.pk}/{path}").status_code == 403
    assert Interaction.objects.count() == 1


def test_conversations_of_another_team_do_not_exist(as_user, wei, wang, called):
    client = as_user(wei)
    assert note(client, wang).status_code == 404
    for path in ("", "removal/", "answer/", "unanswer/"):
        assert client.post(f"/customers/interactions/{called.pk}/{path}", QUICK).status_code == 404
    assert Interaction.objects.count() == 1
