"""The form of a saved view."""

from django import forms

from regulars.customers.models import SavedView


class SavedViewForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = SavedView
        fields = ["name", "is_shared", "is_pinned"]
