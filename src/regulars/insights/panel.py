"""Value, stage, rhythm and risk on the customer page, each with how it is computed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from regulars.customers import measures
from regulars.customers.measures import Explanation, Measure
from regulars.insights.measures.declaring import CONTACT, RELATION, RHYTHM, VALUE
from regulars.insights.models import ClassChange, Override
from regulars.insights.moving import OVERRIDABLE

SHOWN = ("value_class", "status", "stage", "risk_level", "next_order_due_on", "next_order_expected_on")
BEHIND_MORE = ("expected_margin", "total_spend", "rfm", "next_contact_due_on")
TONES = {
    "stage": {"decline": "watch"},
    "risk_level": {"medium": "watch", "high": "late"},
    "status": {"lost": "late"},
}


@dataclass(frozen=True)
class ShownMeasure:
    measure: Measure
    value: Any
    explanation: Explanation | None
    tone: str
    override: Override | None
    since: date | None = None
    further: measures.Further | None = None
    also: tuple["ShownMeasure", ...] = ()

    @property
    def may_be_set(self) -> bool:
        """By hand, against what is computed."""
        return self.measure.name in OVERRIDABLE

    @property
    def formulas(self) -> list[Any]:
        """How it and those that share its explanation are computed, each once."""
        return list(dict.fromkeys(str(one.measure.formula) for one in (self, *self.also)))


def context(customer: Any, user: Any) -> dict[str, Any] | None:
    row = getattr(customer, "measures", None)
    if row is None or row.as_of is None:
        return {"shown": [], "more": [], "as_of": None}
    overrides = {o.measure: o for o in Override.objects.filter(customer=customer, ended_at=None)}
    changed_on = _changed_on(customer)
    shown = [_shown(customer, row, name, overrides=overrides, changed_on=changed_on) for name in SHOWN]
    more = [_shown(customer, row, name, overrides=overrides, changed_on=changed_on) for name in BEHIND_MORE]
    return {"shown": [*filter(None, shown)], "more": [*filter(None, more)], "as_of": row.as_of}


def figures(customer: Any, user: Any) -> dict[str, Any]:
    """Every measure that is known of the customer, by the groups in which lists offer them.

    The one the firm acts on comes first, and those with the same explanation stand together.
    """
    row = getattr(customer, "measures", None)
    if row is None or row.as_of is None:
        return {"groups": [], "as_of": None}
    overrides = {o.measure: o for o in Override.objects.filter(customer=customer, ended_at=None)}
    changed_on = _changed_on(customer)
    groups: dict[str, list[ShownMeasure]] = {}
    for measure in measures.listed():
        one = _shown(customer, row, measure.name, overrides=overrides, changed_on=changed_on)
        if one:
            groups.setdefault(str(measure.group), []).append(one)
    first = [str(label) for label in (VALUE, RHYTHM, RELATION, CONTACT)]
    places = sorted(groups, key=lambda label: first.index(label) if label in first else len(first))
    return {"groups": [(label, _together(groups[label])) for label in places], "as_of": row.as_of}


def _together(shown: list[ShownMeasure]) -> list[ShownMeasure]:
    alike: dict[Any, list[ShownMeasure]] = {}
    for one in sorted(shown, key=lambda one: one.measure.name not in SHOWN):  # stable
        told = one.explanation
        is_apart = told is None or one.may_be_set
        key = (
            one.measure.name if is_apart or told is None else (str(told.sentence), told.lines, str(told.note))
        )
        alike.setdefault(key, []).append(one)
    return [replace(first, also=tuple(others)) for first, *others in alike.values()]


def measures_of(customer: Any, names: Iterable[str]) -> list[ShownMeasure]:
    """Some measures of a customer as pages show them; those that are not known are left out."""
    row = getattr(customer, "measures", None)
    if row is None or row.as_of is None:
        return []
    overrides = {o.measure: o for o in Override.objects.filter(customer=customer, ended_at=None)}
    changed_on = _changed_on(customer)
    found = (_shown(customer, row, name, overrides=overrides, changed_on=changed_on) for name in names)
    return [one for one in found if one]


def _changed_on(customer: Any) -> dict[str, date]:
    """The day of the last change of each class."""
    changes = ClassChange.objects.filter(customer=customer).order_by("measure", "-changed_on", "-id")
    return dict(changes.distinct("measure").values_list("measure", "changed_on"))


def _shown(
    customer: Any, row: Any, name: str, *, overrides: dict[str, Override], changed_on: dict[str, date]
) -> ShownMeasure | None:
    measure = measures.find(name)
    value = getattr(row, name, None)
    if measure is None or value is None:
        return None
    explanation = measure.explain(customer, row) if measure.explain else None
    tone = TONES.get(name, {}).get(value, "")
    further = measures.further_of(name, customer)
    label, override = measure.label_of(value), overrides.get(name)
    return ShownMeasure(measure, label, explanation, tone, override, changed_on.get(name), further)
