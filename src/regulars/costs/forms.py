"""Recording a cost by hand."""

from decimal import Decimal

from django import forms
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.core import clock
from regulars.costs.choices import CostKind
from regulars.ui.forms import DayInput, plausible_day

MOST_MINUTES = 100_000


class CostForm(forms.Form):
    """``reference`` is proposed by the form, so that one form sent twice is one cost."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CostKind.choices)
    amount = forms.DecimalField(
        label=_("Amount"),
        max_digits=14,
        decimal_places=2,
        min_value=Decimal("0.01"),
        required=False,
        help_text=_("In the firm's currency. May stay empty where minutes are given."),
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=MOST_MINUTES,
        required=False,
        help_text=_("Counted at the cost of an hour from the settings, where no amount is given."),
    )
    spent_on = forms.DateField(
        label=pgettext_lazy("cost", "Day"), widget=DayInput(), validators=[plausible_day]
    )
    note = forms.CharField(label=pgettext_lazy("cost", "What it was for"), max_length=200, required=False)
    reference = forms.CharField(max_length=60, widget=forms.HiddenInput, required=False)

    @classmethod
    def empty(cls, kind: str = "") -> "CostForm":
        known = kind if kind in CostKind.values else CostKind.GIFT
        number = f"hand:{get_random_string(16)}"
        return cls(initial={"kind": known, "spent_on": clock.today(), "reference": number})
