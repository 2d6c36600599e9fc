"""The form of a saved view."""

from django import forms

from regulars.customers.models import SavedView


class SavedViewForm(forms.ModelForm):
    class Meta:
        model = SavedView
        fields = ["name", "is_shared", "is_pinned"]
