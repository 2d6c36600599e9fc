"""The calculator's form, and the one in which a firm defines a template: a row for each component."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.reports.models import LtvTemplate
from regulars.reports.models.ltv import Basis
from regulars.reports.worth.ltv import Row, total_of
from regulars.ui.forms import Choice

FREE_ROWS = 2
MOST_ROWS = 10
LARGEST = Decimal("999999999999")
LARGEST_TOTAL = Decimal("999999999999999.99")


class RowsForm(forms.Form):
    """Components in numbered fields; a row without a name counts as empty."""

    basis = forms.ChoiceField(label=_("The amounts are"), choices=Basis.choices, widget=Choice)

    def __init__(
        self, rows: Sequence[Row], data: Any = None, *, basis: str = Basis.REVENUE, count: int = 0
    ) -> None:
        super().__init__(data, initial={"basis": basis}, label_suffix="")
        self.count = min(MOST_ROWS, max(count, len(rows) + FREE_ROWS))
        for place in range(self.count):
            self._add(place, rows[place] if place < len(rows) else None)

    def _add(self, place: int, row: Row | None) -> None:
        given = row or Row("", is_counted=True)
        amounts: dict[str, Any] = {"max_value": LARGEST, "required": False}
        fields = {
            "label": forms.CharField(
                label=_("Component"), max_length=60, required=False, initial=given.label
            ),
            "quantity": forms.DecimalField(
                label=_("Units"), min_value=0, decimal_places=2, initial=_short(given.quantity), **amounts
            ),
            "amount": forms.DecimalField(
                label=_("Price or amount"),
                min_value=-LARGEST,
                decimal_places=2,
                initial=_short(given.amount) if row else None,
                **amounts,
            ),
            "counted": forms.BooleanField(label=_("Counts"), required=False, initial=given.is_counted),
            "optional": forms.BooleanField(label=_("Optional"), required=False, initial=given.is_optional),
        }
        for name, field in fields.items():
            self.fields[f"{name}_{place}"] = field

    def lines(self) -> list[dict[str, forms.BoundField]]:
        """The bound fields, row by row."""
        names = ("label", "quantity", "amount", "counted", "optional")
        return [{name: self[f"{name}_{place}"] for name in names} for place in range(self.count)]

    def rows(self) -> list[Row]:
        """What was filled in, of a valid form."""
        given = self.cleaned_data
        return [
            Row(
                given[f"label_{place}"].strip(),
                Decimal(1) if given[f"quantity_{place}"] is None else given[f"quantity_{place}"],
                given[f"amount_{place}"] or Decimal(0),
                given[f"optional_{place}"],
                given[f"counted_{place}"],
            )
            for place in range(self.count)
            if given[f"label_{place}"].strip()
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        labels = [found.get(f"label_{place}", "").strip() for place in range(self.count)]
        if not any(labels):
            raise forms.ValidationError(_("Name at least one component."))
        if not self.errors and abs(total_of(self.rows())) > LARGEST_TOTAL:
            raise forms.ValidationError(_("The sum is too large. Check the units and the prices."))
        return found


class TemplateForm(RowsForm):
    """A template of the firm: its name, and the same rows."""

    name = forms.CharField(label=_("Name of the template"), max_length=80)
    field_order = ("name", "basis")

    def __init__(self, rows: Sequence[Row], data: Any = None, *, record: LtvTemplate, basis: str) -> None:
        super().__init__(rows, data, basis=basis, count=len(rows) + 4)
        self.record = record
        self.fields["name"].initial = record.name

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if LtvTemplate.objects.filter(name=name).exclude(pk=self.record.pk).exists():
            raise forms.ValidationError(_("A template of this name exists already."))
        return name


def _short(value: Decimal) -> Decimal:
    """2.50 stays, 5.00 becomes 5: as one would type it."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
