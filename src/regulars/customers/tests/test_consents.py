"""Consent: a yes or a no per purpose and channel, added and never changed; the newest one holds at once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from regulars.core import clock
from regulars.customers import consenting
from regulars.customers.models import Consent

YES = {
    "is_granted": "yes",
    "purpose": "marketing",
    "channel": "sms",
    "how": "in the shop",
    "given_on": "2026-09-01",
}


def answer(client, customer, **values):
    return client.post(f"/customers/{customer.pk}/consents/", YES | values, follow=True)


def allowed(customer, channel, **more):
    return consenting.allows(customer.consents.all(), purpose="marketing", channel=channel, **more)


@pytest.mark.covers("TRU-02")
def test_a_yes_says_when_how_and_in_which_words(as_user, lin, wang, morning):
    html = answer(as_user(lin), wang, text="Yes, send me the spring list").content.decode()
    line = Consent.objects.get()
    assert (line.purpose, line.channel, line.is_granted, line.how, line.recorded_by) == (
        "marketing",
        "sms",
        True,
        "in the shop",
        lin,
    )
    assert "Noted: agreed." in html
    assert "Yes, send me the spring list" in html
    assert allowed(wang, "sms")
    assert not allowed(wang, "email")


@pytest.mark.covers("TRU-02")
def test_taking_it_back_is_a_new_line_and_holds_at_once(as_user, lin, wang, morning):
    client = as_user(lin)
    answer(client, wang)
    html = answer(client, wang, is_granted="no", given_on="2026-09-28", how="on the phone").content.decode()
    assert "It holds from now on." in html
    assert Consent.objects.count() == 2
    assert not allowed(wang, "sms")
    page = client.get(f"/customers/{wang.pk}/").content.decode()
    assert (
        '<dt>Marketing, SMS</dt><dd title="2026-09-28, on the phone"><span class="late">withdrawn</span>'
        in page
    )


def test_an_answer_for_any_channel_replaces_those_before_it(as_user, lin, wang, morning):
    client = as_user(lin)
    answer(client, wang)
    answer(client, wang, is_granted="no", channel="any", given_on="2026-09-10")
    assert not allowed(wang, "sms")
    answer(client, wang, channel="email", given_on="2026-09-20")
    assert (allowed(wang, "sms"), allowed(wang, "email")) == (False, True)
    assert [(line.channel, line.is_granted) for line in consenting.in_force(wang.consents.all())] == [
        ("any", False),
        ("email", True),
    ]


def test_a_consent_ends_with_its_last_day(as_user, lin, wang, morning):
    answer(as_user(lin), wang, until="2026-09-28")
    assert allowed(wang, "sms", on=date(2026, 9, 28))
    assert not allowed(wang, "sms", on=date(2026, 9, 29))
    with clock.at(morning + timedelta(days=2)):
        assert "expired on 2026-09-28" in as_user(lin).get(f"/customers/{wang.pk}/").content.decode()


def test_a_day_to_come_and_an_answer_without_a_how_are_sent_back(as_user, lin, wang, morning):
    assert answer(as_user(lin), wang, given_on="2026-09-29").status_code == 422
    assert answer(as_user(lin), wang, how="").status_code == 422
    assert answer(as_user(lin), wang, until="2026-08-01").status_code == 422
    assert not Consent.objects.exists()


def test_a_line_of_consent_cannot_be_rewritten(as_user, lin, wang, morning):
    answer(as_user(lin), wang)
    with pytest.raises((InternalError, IntegrityError, ProgrammingError)), transaction.atomic():
        Consent.objects.update(is_granted=False)
    assert Consent.objects.get().is_granted


def test_readers_read_and_other_teams_see_nothing(as_user, reader, wei, wang, morning):
    assert as_user(reader).get(f"/customers/{wang.pk}/consents/").status_code == 200
    assert answer(as_user(reader), wang).status_code == 403
    assert answer(as_user(wei), wang).status_code == 404
    assert not Consent.objects.exists()
