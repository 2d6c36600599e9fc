"""The register of measures: one named figure or class per customer, declared once.

Columns of lists, filters, sorting, charts, plays and explanations all read this register. The values stand
in one wide table, one row per customer, rebuilt by the refresh and swapped in (see insights.storing).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.db import models

ValueKind = Literal[
    "money", "integer", "decimal", "percent", "days", "date", "choice", "text", "json", "boolean"
]

_FIELDS: "dict[str, Callable[[], models.Field[Any, Any]]]" = {
    "money": lambda: models.DecimalField(max_digits=18, decimal_places=2, null=True),
    "integer": lambda: models.IntegerField(null=True),
    "decimal": lambda: models.FloatField(null=True),
    "percent": lambda: models.FloatField(null=True),
    "days": lambda: models.FloatField(null=True),
    "date": lambda: models.DateField(null=True),
    "choice": lambda: models.TextField(null=True),
    "text": lambda: models.TextField(null=True),
    "json": lambda: models.JSONField(null=True),
    "boolean": lambda: models.BooleanField(null=True),
}


@dataclass(frozen=True)
class Line:
    """One line of an explanation that adds up: ``× activity 62 %``."""

    label: Any
    value: Any
    is_total: bool = False


@dataclass(frozen=True)
class Explanation:
    """Why this customer's value is what it is, in words and in figures."""

    sentence: Any
    lines: tuple[Line, ...] = ()
    note: Any = ""


@dataclass(frozen=True)
class Measure:
    """``formula`` says in words how it is computed; ``explain(customer, row)`` says it for one customer.

    ``listed`` measures can be columns, filters and sort keys; the others only feed explanations.
    ``indexed`` ones sort lists of any length quickly. ``column`` is where analytics computes it ("" where
    its name is the same); ``sql`` computes it in PostgreSQL instead: a query of customer_id and value that
    may use %(as_of)s.
    """

    name: str
    label: Any
    kind: ValueKind
    formula: Any
    unit: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    explain: Callable[[Any, Any], Explanation | None] | None = field(default=None, compare=False)
    listed: bool = True
    indexed: bool = False
    group: Any = ""
    column: str = ""
    sql: str = ""

    def label_of(self, value: Any) -> Any:
        return dict(self.choices).get(value, value)


@dataclass(frozen=True)
class Computed:
    """A value with the day it is true for."""

    measure: Measure
    value: Any
    as_of: date | None


@dataclass(frozen=True)
class Further:
    """Where more about a figure is found."""

    label: Any
    url: str


_registered: dict[str, Measure] = {}
_further: dict[str, Callable[[Any], Further]] = {}


def register(measure: Measure) -> None:
    """Declare a measure once; the model of the wide table gets its field."""
    from regulars.customers.models import CustomerMeasures

    if measure.name in _registered:
        if _registered[measure.name] != measure:
            raise ValueError(f"The measure {measure.name} is declared twice.")
        return
    _registered[measure.name] = measure
    CustomerMeasures.add_to_class(measure.name, _FIELDS[measure.kind]())


def lead_on(name: str, further: Callable[[Any], Further]) -> None:
    """Let a module above say where more about a figure of a customer is found."""
    _further[name] = further


def further_of(name: str, customer: Any) -> Further | None:
    further = _further.get(name)
    return further(customer) if further else None


def find(name: str) -> Measure | None:
    return _registered.get(name)


def registered() -> list[Measure]:
    return list(_registered.values())


def listed() -> list[Measure]:
    return [measure for measure in _registered.values() if measure.listed]
