"""The cells of the customer list, written straight to HTML: as template tags they cost four times as much."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from django.template import Context, Template
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.core import clock, settings_store
from regulars.customers import birthdays
from regulars.customers.choices import AgeBand
from regulars.customers.columns import Column
from regulars.customers.wording import enumerated
from regulars.ui import formatting

EMPTY = ""
LATE_AFTER_DAYS = 14
AGE_PARTS = (
    "day_calendar",
    "day_year",
    "day_month",
    "day_day",
    "day_leap",
    "age_given",
    "age_given_on",
    "age_band",
)
Values = Sequence[Any]
Writer = Callable[[Values], str]


def writer(column: Column) -> Writer:
    """Writes the inside of a column's cells. What all cells share is looked up here, once a page."""
    if column.kind in _MAKERS:
        return _MAKERS[column.kind](column)
    return _WRITERS.get(column.kind, _text)


def plain(column: Column, values: Sequence[Any]) -> Any:
    """The same as a bare value, for files."""
    value = values[0] if values else None
    if column.kind == "age":
        return birthdays.age_of(_known(values))
    if column.kind == "birthday":
        calendar, month, day, is_leap, year = values
        return month and birthdays.in_a_file(calendar, year, month=month, day=day, is_leap=is_leap)
    if column.kind in ("several", "own") and isinstance(value, list):
        return ", ".join(str(_label_of(column, each)) for each in value)
    if isinstance(value, datetime):
        return clock.day_of(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _label_of(column, value) if column.choices and value else value


def _text(values: Values) -> str:
    return _bdi(values[0])


def _number(values: Values) -> str:
    value = values[0]
    if value is None:
        return EMPTY
    return formatting.num(value, 0 if float(value).is_integer() else 1)


def _percent(values: Values) -> str:
    return EMPTY if values[0] is None else formatting.percent(values[0])


def _moment(values: Values) -> str:
    return _time(clock.day_of(values[0])) if values[0] else EMPTY


def _age(values: Values) -> str:
    return str(escape(_age_of(values) or ""))


def _birthday(values: Values) -> str:
    return str(escape(_birthday_of(values)))


def _choice(column: Column) -> Writer:
    labels = {code: str(escape(label)) for code, label in column.choices}
    return lambda values: (labels.get(values[0]) or _bdi(values[0])) if values[0] else EMPTY


def _several(column: Column) -> Writer:
    labels = {code: str(label) for code, label in column.choices}
    return lambda values: _bdi(enumerated(*(labels.get(value, value) for value in values[0] or ())))


def _money(column: Column) -> Writer:
    currency = settings_store.get("firm.currency")
    return lambda values: (
        EMPTY if values[0] is None else str(escape(formatting.money(round(values[0]), currency)))
    )


def _day_with_lateness(column: Column) -> Writer:
    today, is_due = clock.today(), column.code == "next_order_due_on"

    def write(values: Values) -> str:
        day: date | None = values[0]
        if day is None:
            return EMPTY
        return _time(day) + (_late((today - day).days) if is_due else "")

    return write


def _boolean(column: Column) -> Writer:
    words = {True: _("yes"), False: _("no")}
    return lambda values: words.get(values[0], EMPTY)


def _own(column: Column) -> Writer:
    words = {True: _("yes"), False: _("no")}

    def write(values: Values) -> str:
        value = values[0]
        if isinstance(value, bool):
            return words[value]
        return _bdi(enumerated(*value) if isinstance(value, list) else value)

    return write


def _risk(column: Column) -> Writer:
    tones = {"high": "late", "medium": "watch"}
    drawn = {
        code: f'<b class="{tones[code]}">{escape(label)}</b>' if code in tones else str(escape(label))
        for code, label in column.choices
    }
    return lambda values: drawn.get(values[0], EMPTY)


def _mark(column: Column) -> Writer:
    """Value class and stage, drawn by the tags that draw them everywhere; there are only a few."""
    draw = Template("{% " + column.kind + " key %}")
    drawn = {code: draw.render(Context({"key": code})).strip() for code, _label in column.choices}
    return lambda values: drawn.get(values[0], EMPTY)


def _time(day: date) -> str:
    shown = day.isoformat()
    return f'<time datetime="{shown}">{shown}</time>'


def _late(days: int) -> str:
    if days <= 0:
        return EMPTY
    words = ngettext("%(count)s day late", "%(count)s days late", days) % {"count": formatting.num(days)}
    tone = ' class="late"' if days > LATE_AFTER_DAYS else ""
    return f"<small{tone}>{escape(words)}</small>"


def _age_of(values: Values) -> Any:
    known = _known(values)
    age = birthdays.age_of(known)
    return age if age is not None else dict(AgeBand.choices).get(known.age_band, "")


def _known(values: Values) -> Any:
    return SimpleNamespace(**dict(zip(AGE_PARTS, values, strict=True)))


def _birthday_of(values: Values) -> str:
    calendar, month, day, is_leap, _year = values
    return birthdays.day_in_words(calendar, month, day, is_leap=is_leap) if month and day else ""


def _bdi(value: Any) -> str:
    return f"<bdi>{escape(value)}</bdi>" if value not in (None, "") else EMPTY


def _label_of(column: Column, value: Any) -> Any:
    return dict(column.choices).get(value, value)


_WRITERS: dict[str, Writer] = {
    "number": _number, "percent": _percent, "moment": _moment, "age": _age, "birthday": _birthday,
}  # fmt: skip
_MAKERS: dict[str, Callable[[Column], Writer]] = {
    "choice": _choice, "several": _several, "money": _money, "date": _day_with_lateness, "boolean": _boolean,
    "own": _own, "risk_level": _risk, "value_class": _mark, "stage": _mark,
}  # fmt: skip
