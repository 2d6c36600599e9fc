"""Filters of a list: read from the address, written back to it, shown as sentences, asked of the database.

One filter is ``field:operator:value,value`` — ``f=value_class:in:high&f=next_order_due_on:before:today``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.customers import filter_choices, filter_conditions, filter_times
from regulars.customers.filter_conditions import OPERATORS, WITH_TWO, WITHOUT_VALUE
from regulars.customers.filter_fields import FilterField, fields_for
from regulars.customers.filter_values import (
    LONGEST_VALUE,
    MOST_VALUES,
    FilterError,
    day_in_words,
    day_of,
    figure_in_words,
    figure_of,
    listed_in_words,
    whole_of,
)
from regulars.customers.querysets import CustomerQuerySet

MOST_FILTERS = 20
DAY_COUNTS = ("last", "next")
MOST_OF = {"age": 150, "birthday": 92}


@dataclass(frozen=True)
class Filter:
    """One condition, checked."""

    field: FilterField
    operator: str
    values: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        parts = [self.field.code, self.operator]
        return ":".join([*parts, ",".join(map(escaped, self.values))] if self.values else parts)

    @property
    def label(self) -> Any:
        return self.field.label

    def condition(self, user: Any) -> Any:
        return filter_conditions.condition(self.field, self.operator, self.values, user=user)

    @property
    def says(self) -> str:
        """The condition in words, without its field: 早于 今天."""
        if self.operator in WITHOUT_VALUE:
            return {"empty": _("is not known"), "filled": _("is known"), "yes": _("yes"), "no": _("no")}[
                self.operator
            ]
        return _comparison(self)


class Filters:
    """The filters of one person's list. Unknown fields and operators raise FilterError with a sentence."""

    def __init__(self, user: Any, codes: Iterable[str] = ()) -> None:
        self.user = user
        unique = list(dict.fromkeys(code for code in codes if code))
        if len(unique) > MOST_FILTERS:
            raise FilterError(_("At most %(count)s conditions at once.") % {"count": MOST_FILTERS})
        self.chosen = [self.read(code) for code in unique]

    @cached_property
    def fields(self) -> Mapping[str, FilterField]:
        return fields_for(self.user)

    @property
    def codes(self) -> list[str]:
        return [each.code for each in self.chosen]

    def read(self, code: str) -> Filter:
        name, __, rest = code.partition(":")
        operator, __, values = rest.partition(":")
        return self.build(name, operator, _split(values))

    def build(self, name: str, operator: str, values: Sequence[str]) -> Filter:
        field = self.fields.get(name)
        if field is None:
            raise FilterError(_("Customers cannot be filtered by “%(name)s”.") % {"name": name[:60]})
        if operator not in OPERATORS[field.kind]:
            raise FilterError(
                _("“%(label)s” cannot be compared with “%(operator)s”.")
                % {"label": field.label, "operator": operator[:20]}
            )
        return Filter(
            field, operator, _checked(field, operator, [value.strip() for value in values], self.user)
        )

    def apply(self, queryset: CustomerQuerySet) -> CustomerQuerySet:
        for each in self.chosen:
            queryset = queryset.filter(each.condition(self.user))
        return queryset


def _checked(field: FilterField, operator: str, values: list[str], user: Any) -> tuple[str, ...]:
    given = [value for value in values if value]
    if operator in WITHOUT_VALUE:
        return ()
    wanted = filter_times.PARTS.get(field.kind) or (2 if operator in WITH_TWO else 1)
    if not given or (wanted > 1 and len(given) != wanted):
        raise FilterError(_("Say what “%(label)s” is to be compared with.") % {"label": field.label})
    if len(given) > MOST_VALUES or any(len(value) > LONGEST_VALUE or "\0" in value for value in given):
        raise FilterError(_("“%(label)s” is compared with too much at once.") % {"label": field.label})
    several = field.kind in ("choice", "several", "words", "staff", "team", "tag", "month")
    kept = list(dict.fromkeys(given)) if several else given[:wanted]
    for value in kept if field.counts is None else ():
        _check_value(field, operator, value, user)
    if field.counts:
        filter_times.check(kept)
    return tuple(filter_choices.in_order(field, kept))


def _check_value(field: FilterField, operator: str, value: str, user: Any) -> None:
    if field.kind in ("date", "moment"):
        whole_of(value) if operator in DAY_COUNTS else day_of(value)
    elif field.kind in MOST_OF:
        whole_of(value, most=MOST_OF[field.kind])
    elif field.kind in ("number", "money", "percent"):
        figure_of(value)
    elif not filter_choices.is_allowed(field, value, user):
        raise FilterError(_("“%(label)s” is never “%(value)s”.") % {"label": field.label, "value": value})


def _comparison(chosen: Filter) -> str:
    operator, values = chosen.operator, chosen.values
    if chosen.field.counts:
        return filter_times.says(operator, values)
    if operator in DAY_COUNTS:
        return _day_count(operator, int(values[0]))
    words = [_value_in_words(chosen.field, value) for value in values]
    sentences = {
        "in": _("is %(values)s"),
        "not": _("is not %(values)s"),
        "is": _("is “%(values)s”"),
        "has": _("contains “%(values)s”"),
        "more": _("more than %(values)s"),
        "less": _("less than %(values)s"),
        "equals": _("exactly %(values)s"),
        "before": _("before %(values)s"),
        "after": _("after %(values)s"),
        "on": _("on %(values)s"),
    }
    if operator == "between":
        return _("from %(low)s to %(high)s") % {"low": words[0], "high": words[1]}
    return sentences[operator] % {"values": listed_in_words(words)}


def _day_count(operator: str, days: int) -> str:
    if operator == "last":
        return ngettext("in the last %(count)s day", "in the last %(count)s days", days) % {"count": days}
    return ngettext("in the next %(count)s day", "in the next %(count)s days", days) % {"count": days}


def _value_in_words(field: FilterField, value: str) -> str:
    if field.kind in ("date", "moment"):
        return day_in_words(value)
    if field.kind in ("number", "money", "percent", "age"):
        return figure_in_words(value, kind=field.kind, unit=field.unit)
    return str(filter_choices.label_of(field, value))


def escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace(",", "\\,")


def _split(text: str) -> list[str]:
    values, current, is_escaped = [], "", False
    for sign in text:
        if is_escaped or sign not in "\\,":
            current, is_escaped = current + sign, False
        elif sign == "\\":
            is_escaped = True
        else:
            values.append(current)
            current = ""
    return [*values, current]
