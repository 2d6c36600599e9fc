"""A class set by a person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.customers import measures


class OverrideForm(forms.Form):
    """The class and why."""

    value = forms.ChoiceField(label=_("Set to"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Colleagues read it beside the class, in the history and in the log."),
    )

    def __init__(self, measure: str, data: Any = None, *, initial: str = "") -> None:
        super().__init__(data, initial={"value": initial})
        found = measures.find(measure)
        assert found is not None
        value = self.fields["value"]
        assert isinstance(value, forms.ChoiceField)
        value.choices, value.label = list(found.choices), found.label
