"""Fields of the firm's own trade as form fields."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.customers.models import CustomField
from regulars.ui.forms import DayInput

PREFIX = "own_"


@dataclass(frozen=True)
class OwnField:
    key: str
    label: str
    type: str
    options: tuple[str, ...]
    purpose: str

    @property
    def name(self) -> str:
        return PREFIX + self.key

    def form_field(self) -> forms.Field:
        usual: dict[str, Any] = {"label": self.label, "required": False, "help_text": self.purpose}
        options = [(option, option) for option in self.options]
        if self.type == CustomField.Type.NUMBER:
            return forms.DecimalField(max_digits=18, decimal_places=6, **usual)
        if self.type == CustomField.Type.DATE:
            return forms.DateField(widget=DayInput(), **usual)
        if self.type == CustomField.Type.CHOICE:
            return forms.ChoiceField(choices=[("", "—"), *options], **usual)
        if self.type == CustomField.Type.CHOICES:
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **usual)
        if self.type == CustomField.Type.BOOLEAN:
            return forms.TypedChoiceField(
                choices=[("", "—"), ("True", _("yes")), ("False", _("no"))],
                coerce=lambda text: text == "True",
                empty_value=None,
                **usual,
            )
        return forms.CharField(max_length=500, **usual)


def shown_to(user: Any) -> list[OwnField]:
    fields = CustomField.objects.filter(is_active=True)
    allowed = fields if user.may_see_sensitive else fields.filter(is_sensitive=False)
    return [
        OwnField(each.key, str(each), each.type, tuple(map(str, each.options)), each.purpose)
        for each in allowed
    ]


def record_name(name: str) -> str:
    """own_diet in a form is custom.diet in the record."""
    return f"custom.{name.removeprefix(PREFIX)}" if name.startswith(PREFIX) else name
