"""The form of a yes or a no."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.core import clock
from regulars.customers.choices import ConsentChannel, Purpose
from regulars.ui.forms import Choice, DayInput


class ConsentForm(forms.Form):
    is_granted = forms.TypedChoiceField(
        label=_("Answer"),
        choices=[("yes", _("agrees")), ("no", _("does not agree, or takes it back"))],
        coerce=lambda text: text == "yes",
        widget=Choice,
    )
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices, widget=Choice)
    channel = forms.ChoiceField(
        label=_("Through which channel"), choices=ConsentChannel.choices, widget=Choice
    )
    how = forms.CharField(
        label=_("How they said it"), max_length=200, help_text=_("On the phone, on paper, in the shop …")
    )
    text = forms.CharField(
        label=_("Exact words"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )
    given_on = forms.DateField(label=_("On"), widget=DayInput())
    until = forms.DateField(label=_("Valid until"), required=False, widget=DayInput())

    def __init__(self, data: Any = None) -> None:
        first = {"given_on": clock.today(), "purpose": Purpose.MARKETING, "channel": ConsentChannel.ANY}
        super().__init__(data, initial=first, label_suffix="")

    def clean_given_on(self) -> Any:
        day = self.cleaned_data["given_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("until") and values.get("given_on") and values["until"] < values["given_on"]:
            self.add_error("until", _("The end is before the start."))
        return values
