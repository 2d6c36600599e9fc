"""Decisions, causes and special services, as they are typed in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.core import clock
from regulars.customers.choices import Source
from regulars.insights.models import Cause, ChurnCause, Entitlement, Rescue
from regulars.insights.stages.causes import fits
from regulars.ui.forms import DayInput, plausible_day


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(label=_("Decision"), choices=Rescue.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Colleagues read it on the customer's page.")
    )


class CauseForm(forms.Form):
    cause = forms.ChoiceField(label=_("Cause of decline"), choices=Cause.choices, widget=forms.RadioSelect)
    churn_cause = forms.ChoiceField(
        label=_("Cause of churn"),
        choices=ChurnCause.choices,
        help_text=_("Under which of the nine causes it is counted."),
    )
    words = forms.CharField(label=_("In words"), max_length=300, required=False)
    source = forms.ChoiceField(label=_("Source"), choices=Source.choices)
    noted_on = forms.DateField(label=_("Found out on"), widget=DayInput(), validators=[plausible_day])

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"noted_on": clock.today(), "source": Source.CONVERSATION})

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        cause, churn = values.get("cause"), values.get("churn_cause")
        if cause and churn and not fits(cause, churn):
            self.add_error(
                "churn_cause", _("This does not belong to the cause of decline. Choose another one.")
            )
        return values


class EntitlementForm(forms.ModelForm):
    class Meta:
        model = Entitlement
        fields = ("name", "words")
