"""The target-customer profile by hand: for each field the values one wishes for, and how much it counts."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.analytics.profiles import Trait
from regulars.reports.worth.traits import FIELDS, TraitField

IMPORTANCE = (
    ("1", pgettext_lazy("importance", "somewhat")),
    ("2", pgettext_lazy("importance", "clearly")),
    ("3", pgettext_lazy("importance", "much")),
)
LONGEST = 60
MOST_WORDS = 12


class ProfileForm(forms.Form):
    def __init__(self, data: Any = None, *, wanted: list[Trait]) -> None:
        super().__init__(data, label_suffix="")
        for field in FIELDS:
            present = [trait for trait in wanted if trait.field == field.code]
            self.fields[field.code] = _values_field(field, [trait.value for trait in present])
            strongest = max((trait.weight for trait in present), default=1)
            self.fields[f"{field.code}_weight"] = forms.ChoiceField(
                label=format_lazy(_("Weight of “{field}”"), field=field.label),
                choices=IMPORTANCE,
                initial=str(min(3, max(1, round(strongest)))),
                required=False,
            )

    def groups(self) -> list[tuple[Any, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """Features, preferences, needs; each field with its importance."""
        found: dict[Any, list[tuple[forms.BoundField, forms.BoundField]]] = {}
        for field in FIELDS:
            pair = (self[field.code], self[f"{field.code}_weight"])
            found.setdefault(field.group, []).append(pair)
        return list(found.items())

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not any(found.get(field.code) for field in FIELDS):
            raise forms.ValidationError(_("Choose at least one value."))
        return found

    def traits(self) -> list[dict[str, Any]]:
        given = self.cleaned_data
        return [
            {"field": field.code, "value": value, "weight": float(given[f"{field.code}_weight"] or 1)}
            for field in FIELDS
            for value in _values(field, given[field.code])
        ]


def _values_field(field: TraitField, values: list[str]) -> forms.Field:
    if field.choices:
        return forms.MultipleChoiceField(
            label=field.label,
            choices=field.choices,
            initial=values,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    return forms.CharField(
        label=field.label,
        initial=", ".join(values),
        max_length=400,
        required=False,
        help_text=_("Several with commas between them."),
    )


def _values(field: TraitField, given: Any) -> list[str]:
    if field.choices:
        return list(given)
    words = str(given).replace("，", ",").replace("、", ",").split(",")
    found = {word.strip().casefold(): word.strip()[:LONGEST] for word in reversed(words) if word.strip()}
    return list(reversed(found.values()))[:MOST_WORDS]
