"""Days of those around a customer: the family's, of which only the day is told, and contacts' birthdays."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.analytics.lunar import NotInCalendar, to_lunar
from regulars.analytics.occasions import Birthday, next_birthday
from regulars.care.catalogue import Candidate, Day, ReadyPlay, add
from regulars.care.plays.occasions import BIRTHDAY_FIELDS, days_before, kept_soon
from regulars.care.plays.who import OWN_MEASURES, greeting, reachable
from regulars.customers.models import Contact, FamilyEvent


def find_family_days(look: Day) -> Iterable[Candidate]:
    """Days of the family that come back, and those of one year only in that year."""
    days = FamilyEvent.objects.filter(kept_soon(look), customer__in=reachable(look.day).values("pk"))
    rows = days.values("pk", "customer_id", "is_yearly", *BIRTHDAY_FIELDS, *OWN_MEASURES)
    for row in rows.iterator():
        on = _kept_on(row, look.day)
        if on and (row["is_yearly"] or row["day_year"] == _year_of(row, on)):
            yield _candidate(row, "family_day", on, look.day, figures={})


def find_contact_birthdays(look: Day) -> Iterable[Candidate]:
    """People at a firm who are still there."""
    people = Contact.objects.filter(
        kept_soon(look), left_on=None, customer__in=reachable(look.day).values("pk")
    )
    rows = people.values(
        "pk", "customer_id", "name", "salutation", "position", *BIRTHDAY_FIELDS, *OWN_MEASURES
    )
    for row in rows.iterator():
        on = _kept_on(row, look.day)
        if on:
            told = {name: row[name] for name in ("name", "salutation", "position")}
            yield _candidate(row, "contact_birthday", on, look.day, figures=told)


def _kept_on(row: Mapping[str, Any], day: date) -> date | None:
    calendar, month, day_of_month, leap, year = (row[name] for name in BIRTHDAY_FIELDS)
    try:
        on = next_birthday(Birthday(calendar, month, day_of_month, leap, year), day).on
    except NotInCalendar:
        return None
    return on if year is None or year <= _year_of(row, on) else None


def _year_of(row: Mapping[str, Any], on: date) -> int:
    """Of the calendar the day is kept in."""
    return to_lunar(on).year if row["day_calendar"] == "lunar" else on.year


def _candidate(
    row: Mapping[str, Any], play: str, on: date, day: date, *, figures: Mapping[str, Any]
) -> Candidate:
    margin, risk = (row[name] for name in OWN_MEASURES)
    return Candidate(
        row["customer_id"],
        f"{play}:{row['pk']}:{_year_of(row, on)}",
        play,
        {"on": on.isoformat(), **figures},
        due_on=on,
        show_from=day,
        expected_margin=margin or Decimal(0),
        risk_score=risk,
    )


def family_sentence(figures: Mapping[str, Any]) -> str:
    return _("A day of the family on {day}, {when}.").format(**_when(figures))


def contact_sentence(figures: Mapping[str, Any]) -> str:
    if figures["position"]:
        text = _("Birthday of {name}, {position}, on {day}, {when}.")
    else:
        text = _("Birthday of {name} on {day}, {when}.")
    return text.format(name=figures["name"], position=figures["position"], **_when(figures))


def contact_words(figures: Mapping[str, Any], who: Any) -> str:
    contact = SimpleNamespace(name=figures["name"], salutation=figures["salutation"])
    return greeting(replace(who, contact=contact)) + _("Happy birthday, I wish you health and joy.")


def _when(figures: Mapping[str, Any]) -> dict[str, str]:
    from regulars.care.wording import countdown, strong

    on = date.fromisoformat(figures["on"])
    return {"day": on.isoformat(), "when": strong(countdown(on))}


add(
    ReadyPlay(
        "family_day",
        gettext_lazy("Days of the family"),
        gettext_lazy(
            "Birthdays, wedding days and other days noted under “Family”. The card tells the day only; what it is stands on the customer's page, for those who may read it."
        ),
        find_family_days,
        family_sentence,
        lambda figures: _("Look on the customer's page what day it is, then congratulate; no selling."),
        lambda figures, who: (
            greeting(who) + _("I am thinking of you and your family on this day and wish you all the best.")
        ),
        numbers=(days_before(3),),
        order=12,
    )
)
add(
    ReadyPlay(
        "contact_birthday",
        gettext_lazy("Birthdays of contacts"),
        gettext_lazy("A greeting for the people at a firm whose birthday is near, once a year."),
        find_contact_birthdays,
        contact_sentence,
        lambda figures: _("Send good wishes; no selling."),
        contact_words,
        numbers=(days_before(3),),
        order=14,
    )
)
