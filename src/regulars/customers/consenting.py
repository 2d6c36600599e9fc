"""Consent: lines are added, and the newest one that speaks of a channel decides, from the moment it is kept."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.core import clock
from regulars.customers.choices import ConsentChannel
from regulars.customers.models import Consent, Customer
from regulars.customers.telling import tell


@transaction.atomic
def record(
    customer: Customer,
    *,
    purpose: str,
    channel: str,
    is_granted: bool,
    how: str,
    by: Any,
    text: str = "",
    given_at: datetime | None = None,
    until: date | None = None,
) -> Consent:
    line = Consent.objects.create(
        customer=customer,
        purpose=purpose,
        channel=channel,
        is_granted=is_granted,
        how=how,
        text=text,
        given_at=given_at or clock.now(),
        until=until,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    answer = _("agreed") if is_granted else _("withdrawn")
    words: dict[str, Any] = {
        "purpose": str(line.get_purpose_display()),
        "channel": str(line.get_channel_display()),
    }
    tell(by, "consent.recorded", customer, answer=answer, **words)
    return line


def in_force(lines: Iterable[Consent]) -> list[Consent]:
    """The newest line for each purpose and channel. A newer one for any channel replaces those before it."""
    newest: dict[tuple[str, str], Consent] = {}
    for line in sorted(lines, key=lambda each: (each.given_at, each.pk)):
        if line.channel == ConsentChannel.ANY:
            newest = {key: each for key, each in newest.items() if key[0] != line.purpose}
        newest[(line.purpose, line.channel)] = line
    return list(newest.values())


def allows(lines: Iterable[Consent], *, purpose: str, channel: str, on: date | None = None) -> bool:
    """Whether a customer has agreed to be reached for this purpose through this channel."""
    day = on or clock.today()
    speaking = [
        line for line in lines if line.purpose == purpose and line.channel in (channel, ConsentChannel.ANY)
    ]
    if not speaking:
        return False
    last = max(speaking, key=lambda each: (each.given_at, each.pk))
    return last.is_granted and (last.until is None or last.until >= day)


def is_expired(line: Consent) -> bool:
    return line.is_granted and line.until is not None and line.until < clock.today()
