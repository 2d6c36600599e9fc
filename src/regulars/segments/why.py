"""Why a customer is in a segment, or is not: each condition with what is known of this customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import BooleanField, Case, Value, When

from regulars.core import clock, settings_store
from regulars.customers import cells, measures
from regulars.customers.columns import Column, columns_for
from regulars.customers.filter_fields import FilterField
from regulars.customers.filtering import Filter
from regulars.customers.models import Customer
from regulars.segments.rules import Group
from regulars.ui import formatting


@dataclass(frozen=True)
class Reason:
    """One condition: whether it holds, and the customer's own value in words where there is one."""

    label: Any
    says: str
    value: str
    holds: bool
    note: str = ""


@dataclass(frozen=True)
class Reasons:
    """A group of them: whether all, any or none have to hold, and whether that is so."""

    join: str
    parts: "tuple[Reason | Reasons, ...]"

    @property
    def holds(self) -> bool:
        each = [part.holds for part in self.parts]
        return {"all": all(each), "any": any(each), "none": not any(each)}[self.join]


class Reader:
    """Reads rules for one customer, as far as one person may see."""

    def __init__(self, customer: Customer, user: Any) -> None:
        self.customer, self.user = customer, user

    @cached_property
    def columns(self) -> dict[str, Column]:
        return columns_for(self.user)

    def reasons(self, rule: Group) -> Reasons:
        conditions = list(rule.conditions)
        held = _held(conditions, self.customer, self.user)
        told = {
            each.code: _reason(each, self.customer, self.columns, holds=held[each.code])
            for each in conditions
        }
        return _grouped(rule, told)


def _held(conditions: Sequence[Filter], customer: Customer, user: Any) -> dict[str, bool]:
    """All conditions asked at once."""
    asked = {f"holds_{place}": each.condition(user) for place, each in enumerate(conditions)}
    truths = {name: _truth(condition) for name, condition in asked.items()}
    row = Customer.objects.filter(pk=customer.pk).annotate(**truths).values(*truths).first() or {}
    return {each.code: bool(row.get(f"holds_{place}")) for place, each in enumerate(conditions)}


def _truth(condition: Any) -> Any:
    if not condition:
        return Value(True, output_field=BooleanField())
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _grouped(rule: Group, told: dict[str, Reason]) -> Reasons:
    parts = tuple(_grouped(part, told) if isinstance(part, Group) else told[part.code] for part in rule.parts)
    return Reasons(rule.join, parts)


def _reason(asked: Filter, customer: Customer, columns: dict[str, Column], *, holds: bool) -> Reason:
    value = _value(asked.field, asked.values, customer, columns)
    return Reason(asked.label, asked.says, value, holds, _note(asked.field, customer))


def _value(field: FilterField, values: Sequence[str], customer: Customer, columns: dict[str, Column]) -> str:
    if field.tells:
        return field.tells(customer, values)
    column = columns.get("tags" if field.code == "tag" else field.code)
    if field.code == "tag":
        return ", ".join(customer.customer_tags.order_by("tag__name").values_list("tag__name", flat=True))
    if column is None or not column.reads:
        return ""
    row = Customer.objects.filter(pk=customer.pk).values_list(*column.reads).first()
    return _in_words(column, cells.plain(column, row)) if row else ""


def _in_words(column: Column, value: Any) -> str:
    if value is None or value == "":
        return ""
    if column.kind == "money":
        return formatting.money(value, settings_store.get("firm.currency"))
    if column.kind == "percent":
        return formatting.percent(value, 1)
    if column.kind in ("number", "age"):
        shown = formatting.num(value, 0 if float(value).is_integer() else 1)
        return f"{shown} {column.unit}".strip()
    if column.kind in ("date", "moment") and hasattr(value, "isoformat"):
        return formatting.day(clock.day_of(value) if hasattr(value, "tzinfo") and value.tzinfo else value)
    return str(value)


def _note(field: FilterField, customer: Customer) -> str:
    """How a measure came to its value for this customer."""
    measure, row = measures.find(field.code), getattr(customer, "measures", None)
    if measure is None or measure.explain is None or row is None or getattr(row, field.code, None) is None:
        return ""
    explained = measure.explain(customer, row)
    return str(explained.sentence) if explained else ""
