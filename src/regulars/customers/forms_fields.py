"""The form of a field of the firm's own."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from regulars.customers.models import CustomField

WITH_OPTIONS = (CustomField.Type.CHOICE, CustomField.Type.CHOICES)


class CustomFieldForm(forms.ModelForm):
    options = forms.CharField(
        label=_("Allowed values"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One a line."),
    )

    class Meta:
        model = CustomField
        fields = ["key", "label_zh", "label_en", "type", "options", "purpose", "is_sensitive", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].help_text = _("Small Latin letters, like diet. It stays when the name changes.")
        self.initial["options"] = "\n".join(map(str, self.instance.options))
        if self.instance.pk:
            self.fields["key"].disabled = True

    def clean_options(self) -> list[str]:
        lines = [line.strip()[:60] for line in self.cleaned_data["options"].splitlines()]
        return list(dict.fromkeys(line for line in lines if line))[:100]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not values.get("label_zh") and not values.get("label_en"):
            raise ValidationError(_("Give it a name in at least one language."))
        if values.get("type") in WITH_OPTIONS and not values.get("options"):
            self.add_error("options", _("Say which values there are."))
        return values
