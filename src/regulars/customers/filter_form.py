"""The small form that adds or changes one condition, without script: first the field, then the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from regulars.customers import filter_choices
from regulars.customers.filter_conditions import OPERATORS, WITH_TWO, WITHOUT_VALUE
from regulars.customers.filter_fields import FilterField
from regulars.customers.filter_values import day_from_words, day_in_words
from regulars.customers.filtering import Filter, Filters
from regulars.customers.list_address import ListAddress
from regulars.ui.pages import number_in

OPERATOR_WORDS = {
    "in": _("is one of"), "not": _("is none of"), "is": _("is"), "has": _("contains"), "more": _("is more than"),
    "less": _("is less than"), "equals": _("is exactly"), "between": _("lies between"), "before": _("is before"),
    "after": _("is after"), "on": _("is on"), "last": _("in the last days"), "next": _("in the next days"),
    "least": _("at least so many times"), "fewer": _("fewer times than"),
    "empty": _("is not known"), "filled": _("is known"), "yes": _("yes"), "no": _("no"),
}  # fmt: skip
SEVERAL = ("choice", "several", "staff", "team", "tag", "month")
DAYS_OFFERED = ("today", "-7d", "-30d", "-90d", "+7d", "+30d")
INPUT_TYPES = {
    "number": "number",
    "money": "number",
    "percent": "number",
    "age": "number",
    "birthday": "number",
}
PARTS = ("value", "value2", "value3")


@dataclass(frozen=True)
class ConditionForm:
    """``field`` is None while it is being chosen; ``changed`` is the condition that is being changed."""

    filters: Filters
    field: FilterField | None = None
    changed: Filter | None = None
    typed: tuple[str, ...] = ()  # what could not be read, to be corrected
    typed_operator: str = ""

    @staticmethod
    def condition_in(filters: Filters, query: MultiValueDict[str, str]) -> Filter:
        """What the form says. Raises FilterError."""
        name = query.get("field", "")
        values = _typed(values_in(query), filters.fields.get(name))
        return filters.build(name, query.get("op", ""), values)

    @property
    def groups(self) -> list[tuple[Any, list[FilterField]]]:
        fields = self.filters.fields.values()
        return [(group, list(members)) for group, members in groupby(fields, key=lambda each: each.group)]

    @property
    def operators(self) -> list[dict[str, Any]]:
        assert self.field is not None
        chosen = self.changed.operator if self.changed else self.typed_operator
        return [
            {"code": code, "label": OPERATOR_WORDS[code], "is_chosen": code == chosen}
            for code in OPERATORS[self.field.kind]
        ]

    @property
    def options(self) -> list[dict[str, Any]]:
        """What is ticked; empty where the value is typed."""
        if self.field is None or self.field.kind not in SEVERAL:
            return []
        chosen = self.changed.values if self.changed else self.typed
        offered = filter_choices.offered(self.field)
        return [{"code": code, "label": label, "is_chosen": code in chosen} for code, label in offered]

    @property
    def takes_value(self) -> bool:
        return self.field is not None and any(
            code not in WITHOUT_VALUE for code in OPERATORS[self.field.kind]
        )

    @property
    def takes_two(self) -> bool:
        return self.field is not None and any(code in WITH_TWO for code in OPERATORS[self.field.kind])

    @property
    def is_day(self) -> bool:
        return self.field is not None and self.field.kind in ("date", "moment")

    @property
    def input_type(self) -> str:
        return INPUT_TYPES.get(self.field.kind, "text") if self.field else "text"

    @property
    def days(self) -> list[str]:
        return [day_in_words(code) for code in DAYS_OFFERED]

    @property
    def values(self) -> Sequence[str]:
        if self.changed is None:
            return [*self.typed, "", "", ""][:3]
        given = self.changed.values
        shown = [day_in_words(value) for value in given] if self.is_day else given
        return [*shown, "", "", ""][:3]

    @property
    def counts_times(self) -> bool:
        return self.field is not None and self.field.counts is not None

    @property
    def names_what(self) -> bool:
        return self.field is not None and self.field.kind == "named_times"


@dataclass(frozen=True)
class FilterEditor(ConditionForm):
    """The same for a list; ``place`` is that of the condition being changed."""

    address: ListAddress | None = None
    place: int | None = None

    @classmethod
    def asked_for(cls, address: ListAddress, query: MultiValueDict[str, str]) -> "FilterEditor | None":
        chosen = address.filters.chosen
        place = number_in(query, "edit")
        if place is not None and place < len(chosen):
            one = chosen[place]
            return cls(address.filters, one.field, one, address=address, place=place)
        if "add" in query:
            field = address.filters.fields.get(query.get("add", ""))
            return cls(address.filters, field, address=address)
        return None

    @staticmethod
    def codes_with(address: ListAddress, query: MultiValueDict[str, str]) -> list[str]:
        """The codes of the filters once the form's condition is in its place."""
        condition = FilterEditor.condition_in(address.filters, query)
        codes = address.filters.codes
        place = number_in(query, "place")
        if place is not None and place < len(codes):
            codes[place] = condition.code
            return codes
        return [*codes, condition.code]


def values_in(query: MultiValueDict[str, str]) -> list[str]:
    return [value for part in PARTS for value in query.getlist(part)]


def _typed(values: Sequence[str], field: FilterField | None) -> list[str]:
    given = [value.strip() for value in values if value.strip()]
    return [day_from_words(value) for value in given] if field and field.kind in ("date", "moment") else given
