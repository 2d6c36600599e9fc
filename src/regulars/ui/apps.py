"""The interface kit."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "regulars.ui"
    label = "ui"
    verbose_name = _("Interface")

    def ready(self) -> None:
        """No form takes a day that would overflow once it is shown in another zone, ModelForms included."""
        from django.forms import DateField, DateTimeField

        from regulars.ui.forms import plausible_day

        for field in (DateField, DateTimeField):
            field.default_validators = [plausible_day]
