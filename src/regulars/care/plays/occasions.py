"""Days that come back: birthdays in both calendars, and holidays."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from regulars.analytics.lunar import NotInCalendar, to_lunar
from regulars.analytics.occasions import (
    Birthday,
    age_on,
    festivals,
    next_birthday,
    public_holidays,
)
from regulars.care.catalogue import Candidate, Day, Number, ReadyPlay, add
from regulars.care.plays.who import MEASURES, greeting, reachable
from regulars.core import settings_store
from regulars.customers import birthdays

GREETED = ("spring_festival", "dragon_boat_festival", "mid_autumn_festival", "national_day", "new_year")
BIRTHDAY_FIELDS = ("day_calendar", "day_month", "day_day", "day_leap", "day_year")


def find_birthdays(look: Day) -> Iterable[Candidate]:
    """Everybody whose birthday is kept from today to so many days ahead."""
    people = reachable(look.day).filter(kept_soon(look), kind="person")
    rows = people.values_list("pk", *BIRTHDAY_FIELDS, *MEASURES)
    for pk, calendar, month, day, leap, year, margin, risk in rows.iterator():
        try:
            birthday = Birthday(calendar, month, day, leap, year)
            kept_on = next_birthday(birthday, look.day)
        except NotInCalendar:
            continue
        yield Candidate(
            pk,
            _birthday_occasion(calendar, kept_on.on),
            "birthday",
            {
                "on": kept_on.on.isoformat(),
                "calendar": calendar,
                "month": month,
                "day": day,
                "leap": leap,
                "turns": age_on(birthday, kept_on.on),
                "rules": list(kept_on.rules),
            },
            due_on=kept_on.on,
            show_from=look.day,
            expected_margin=margin or Decimal(0),
            risk_score=risk,
        )


def kept_soon(look: Day) -> Q:
    """Days that come back between today and so many days ahead."""
    return birthdays.kept_between(look.day, look.day + timedelta(days=look.settings["days_before"]))


def _birthday_occasion(calendar: str, on: date) -> str:
    """Once per year of the calendar the birthday is kept in."""
    return f"birthday:L{to_lunar(on).year}" if calendar == "lunar" else f"birthday:{on.year}"


def birthday_sentence(figures: Mapping[str, Any]) -> str:
    from regulars.care.wording import countdown, joined, strong

    on = date.fromisoformat(figures["on"])
    when = strong(countdown(on))
    if figures["calendar"] == "lunar":
        text = _("Birthday on {day} (lunar {lunar}), {when}.").format(
            day=on.isoformat(), lunar=lunar_words(figures), when=when
        )
    else:
        text = _("Birthday on {day}, {when}.").format(day=on.isoformat(), when=when)
    if figures.get("turns"):
        text = _("{text} Turns {age}.").format(text=text, age=figures["turns"])
    return joined(text, *(RULES[rule]() for rule in figures.get("rules", [])))


RULES = {
    "feb_29_on_28": lambda: _("Born on 29 February, kept on the 28th this year."),
    "leap_month_in_ordinary": lambda: _("Born in a leap month, kept in the ordinary month this year."),
    "day_30_on_29": lambda: _("Born on the 30th, kept on the 29th: the month is short this year."),
}


def lunar_words(figures: Mapping[str, Any]) -> str:
    if (get_language() or "").startswith("zh"):
        leap = "闰" if figures["leap"] else ""
        return f"{leap}{LUNAR_MONTHS[figures['month'] - 1]}月{lunar_day(figures['day'])}"
    leap = _("leap ") if figures["leap"] else ""
    return f"{leap}{figures['month']}/{figures['day']}"


LUNAR_MONTHS = "正二三四五六七八九十冬腊"
DIGITS = "一二三四五六七八九十"


def lunar_day(day: int) -> str:
    if day <= 10:
        return f"初{DIGITS[day - 1]}"
    if day < 20:
        return f"十{DIGITS[day - 11]}"
    if day == 20:
        return "二十"
    return "三十" if day == 30 else f"廿{DIGITS[day - 21]}"


def find_holidays(look: Day) -> Iterable[Candidate]:
    """The most valuable customers, some days before a holiday the firm greets on."""
    until = look.day + timedelta(days=look.settings["days_before"])
    for code, on in holidays_between(look.day, until):
        rows = reachable(look.day).filter(measures__value_class="high").values_list("pk", *MEASURES)
        for pk, margin, risk in rows.iterator():
            yield Candidate(
                pk,
                f"holiday:{code}:{on.year}",
                "holiday",
                {"holiday": code, "on": on.isoformat()},
                due_on=on,
                show_from=look.day,
                expected_margin=margin or Decimal(0),
                risk_score=risk,
            )


def holidays_between(first: date, last: date) -> list[tuple[str, date]]:
    """Chinese festivals for firms in China, the country's New Year and Christmas elsewhere."""
    region = settings_store.get("firm.region")
    if region == "CN":
        named = [
            (f.code, f.on) for year in {first.year, last.year} for f in festivals(year) if f.code in GREETED
        ]
    else:
        named = [
            (ABROAD[holiday.name], holiday.on)
            for year in {first.year, last.year}
            for holiday in public_holidays(year, country=region, language="en_US")
            if holiday.name in ABROAD
        ]
    return sorted((code, on) for code, on in named if first <= on <= last)


ABROAD = {"New Year's Day": "new_year", "Christmas Day": "christmas"}
HOLIDAY_NAMES = {
    "spring_festival": gettext_lazy("Spring Festival"),
    "dragon_boat_festival": gettext_lazy("Dragon Boat Festival"),
    "mid_autumn_festival": gettext_lazy("Mid-Autumn Festival"),
    "national_day": gettext_lazy("National Day"),
    "new_year": gettext_lazy("New Year's Day"),
    "christmas": gettext_lazy("Christmas"),
}


def holiday_sentence(figures: Mapping[str, Any]) -> str:
    from regulars.care.wording import countdown, strong

    on = date.fromisoformat(figures["on"])
    return _("{holiday} is on {day}, {when}.").format(
        holiday=HOLIDAY_NAMES[figures["holiday"]], day=on.isoformat(), when=strong(countdown(on))
    )


def birthday_words(figures: Mapping[str, Any], who: Any) -> str:
    return greeting(who) + _(
        "Happy birthday, and all the best for the year ahead. Come by when you like, we have put a little something aside for you."
    )


def holiday_words(figures: Mapping[str, Any], who: Any) -> str:
    holiday = HOLIDAY_NAMES[figures["holiday"]]
    return greeting(who) + _(
        "Happy {holiday} to you and your family, and thank you for staying with us."
    ).format(holiday=holiday)


def days_before(default: int) -> Number:
    return Number("days_before", gettext_lazy("Days before"), default, 0, 30)


add(
    ReadyPlay(
        "birthday",
        gettext_lazy("Birthday"),
        gettext_lazy("A greeting for everybody whose birthday is near, solar or lunar, once a year."),
        find_birthdays,
        birthday_sentence,
        lambda figures: _("Send good wishes; no selling."),
        birthday_words,
        numbers=(days_before(3),),
        order=10,
    )
)
add(
    ReadyPlay(
        "holiday",
        gettext_lazy("Holidays"),
        gettext_lazy("A greeting for high-value customers before the great holidays."),
        find_holidays,
        holiday_sentence,
        lambda figures: _("Send greetings; no selling."),
        holiday_words,
        numbers=(days_before(2),),
        order=20,
    )
)
