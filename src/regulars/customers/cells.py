"""The cells of the customer list, written straight to HTML: as template tags they cost four times as much."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from regulars.core import clock, settings_store
from regulars.customers import birthdays
from regulars.customers.choices import AgeBand
from regulars.customers.columns import Column
from regulars.ui import formatting

EMPTY = SafeString("")
LATE_AFTER_DAYS = 14


def cell(column: Column, values: Sequence[Any]) -> SafeString:
    """The inside of a cell; nothing where nothing is known."""
    return _WRITERS.get(column.kind, _text)(column, values)


def plain(column: Column, values: Sequence[Any]) -> Any:
    """The same as a bare value, for files."""
    value = values[0] if values else None
    if column.kind == "age":
        return _age_of(values)
    if column.kind == "birthday":
        return _birthday_of(values)
    if column.kind in ("several", "own") and isinstance(value, list):
        return ", ".join(str(_label_of(column, each)) for each in value)
    if isinstance(value, datetime):
        return clock.day_of(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _label_of(column, value) if column.choices and value else value


def _text(column: Column, values: Sequence[Any]) -> SafeString:
    return _bdi(values[0]) if values[0] not in (None, "") else EMPTY


def _choice(column: Column, values: Sequence[Any]) -> SafeString:
    return escape(_label_of(column, values[0])) if values[0] else EMPTY


def _several(column: Column, values: Sequence[Any]) -> SafeString:
    return _bdi(_(", ").join(str(_label_of(column, value)) for value in values[0] or ()))


def _number(column: Column, values: Sequence[Any]) -> SafeString:
    value = values[0]
    if value is None:
        return EMPTY
    return mark_safe(formatting.num(value, 0 if float(value).is_integer() else 1))  # noqa: S308 -- digits only


def _money(column: Column, values: Sequence[Any]) -> SafeString:
    if values[0] is None:
        return EMPTY
    return escape(formatting.money(round(values[0]), settings_store.get("firm.currency")))


def _percent(column: Column, values: Sequence[Any]) -> SafeString:
    return EMPTY if values[0] is None else escape(formatting.percent(values[0]))


def _date(column: Column, values: Sequence[Any]) -> SafeString:
    value: date | None = values[0]
    if value is None:
        return EMPTY
    shown = f'<time datetime="{value.isoformat()}">{value.isoformat()}</time>'
    return SafeString(shown + _late(value) if column.code == "next_order_due_on" else shown)


def _moment(column: Column, values: Sequence[Any]) -> SafeString:
    return _date(column, [clock.day_of(values[0])]) if values[0] else EMPTY


def _late(due: date) -> str:
    days = (clock.today() - due).days
    if days <= 0:
        return ""
    words = ngettext("%(count)s day late", "%(count)s days late", days) % {"count": formatting.num(days)}
    tone = ' class="late"' if days > LATE_AFTER_DAYS else ""
    return f"<small{tone}>{escape(words)}</small>"


def _boolean(column: Column, values: Sequence[Any]) -> SafeString:
    return EMPTY if values[0] is None else escape(_("yes") if values[0] else _("no"))


def _risk(column: Column, values: Sequence[Any]) -> SafeString:
    level = values[0]
    if not level:
        return EMPTY
    label = escape(_label_of(column, level))
    return (
        format_html('<b class="{}">{}</b>', "late" if level == "high" else "watch", label)
        if level != "low"
        else label
    )


def _value_class(column: Column, values: Sequence[Any]) -> SafeString:
    return _drawn("value_class", values[0] or "", get_language() or "")


def _stage(column: Column, values: Sequence[Any]) -> SafeString:
    return _drawn("stage", values[0] or "", get_language() or "")


@lru_cache(maxsize=64)
def _drawn(name: str, key: str, language: str) -> SafeString:
    """Few marks, drawn once per language by the tags that draw them everywhere."""
    from django.template import engines

    template = engines["django"].from_string("{% " + name + " key %}")
    return SafeString(template.render({"key": key}).strip())


def _age(column: Column, values: Sequence[Any]) -> SafeString:
    return escape(_age_of(values) or "")


def _age_of(values: Sequence[Any]) -> Any:
    names = (
        "day_calendar",
        "day_year",
        "day_month",
        "day_day",
        "day_leap",
        "age_given",
        "age_given_on",
        "age_band",
    )
    known = SimpleNamespace(**dict(zip(names, values, strict=True)))
    age = birthdays.age_of(known)
    return age if age is not None else dict(AgeBand.choices).get(known.age_band, "")


def _birthday(column: Column, values: Sequence[Any]) -> SafeString:
    return escape(_birthday_of(values))


def _birthday_of(values: Sequence[Any]) -> str:
    calendar, month, day, is_leap = values
    return birthdays.day_in_words(calendar, month, day, is_leap=is_leap) if month and day else ""


def _own(column: Column, values: Sequence[Any]) -> SafeString:
    value = values[0]
    if isinstance(value, bool):
        return _boolean(column, values)
    return (
        _bdi(_(", ").join(map(str, value)) if isinstance(value, list) else value)
        if value is not None
        else EMPTY
    )


def _bdi(value: Any) -> SafeString:
    return SafeString(f"<bdi>{escape(value)}</bdi>") if value else EMPTY


def _label_of(column: Column, value: Any) -> Any:
    return dict(column.choices).get(value, value)


_WRITERS: dict[str, Callable[[Column, Sequence[Any]], SafeString]] = {
    "choice": _choice, "several": _several, "number": _number, "money": _money, "percent": _percent, "date": _date,
    "moment": _moment, "boolean": _boolean, "risk_level": _risk, "value_class": _value_class, "stage": _stage,
    "age": _age, "birthday": _birthday, "own": _own,
}  # fmt: skip
