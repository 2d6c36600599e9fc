"""A form over the declared settings of one group."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regulars.core import audit, settings_store
from regulars.core.settings_store import Setting

GROUP_LABELS = {
    "firm": _("The firm"),
    "customers": _("Customers and the pool"),
    "orders": _("Orders and credit"),
    "insights": _("Value, stage and risk"),
    "loyalty": _("Loyalty and switching cost"),
    "care": _("Care and worklist"),
    "reports": _("Value pages"),
    "costs": _("What care costs"),
}

GROUPS_ABOUT = {
    "firm": _("Name, time zone, currency"),
    "customers": _("How long deleted ones are kept, who returns to the pool"),
    "orders": _("Payment term, and what happens over a credit limit"),
    "insights": _("Where high value begins, when a customer counts as lost"),
    "loyalty": _("Who counts as loyal, what each indicator weighs, what leaving costs"),
    "care": _("How many cards a day, how soon to try again"),
    "reports": _("Limits of the value matrix, service levels, what care costs, how prospects are judged"),
    "costs": _("Price of a visit, a call, an hour of service, an order, a year of credit"),
}


def groups() -> list[tuple[str, Any]]:
    present = {setting.key.split(".")[0] for setting in settings_store.declared()}
    return [(prefix, label) for prefix, label in GROUP_LABELS.items() if prefix in present]


class SettingsForm(forms.Form):
    """One field per declared setting of the group, with its consequence below it."""

    def __init__(self, prefix: str, data: Any = None) -> None:
        super().__init__(data)
        self.settings = [s for s in settings_store.declared(f"{prefix}.") if s.kind not in ("json", "list")]
        for setting in self.settings:
            field = field_for(setting)
            field.initial = settings_store.get(setting.key)
            self.fields[setting.key] = field

    @transaction.atomic
    def keep(self, *, by: Any) -> None:
        for setting in self.settings:
            old, new = settings_store.get(setting.key), _plain(self.cleaned_data[setting.key])
            if new != old:
                settings_store.put(setting.key, new)
                audit.record(by, "setting.changed", label=str(setting.label), old=old, new=new)


def field_for(setting: Setting) -> forms.Field:
    common: dict[str, Any] = {"label": setting.label, "help_text": setting.consequence, "required": False}
    if setting.kind == "boolean":
        return forms.BooleanField(**common)
    common["required"] = setting.default != ""
    if setting.kind == "integer":
        return forms.IntegerField(min_value=setting.minimum, max_value=setting.maximum, **common)
    if setting.kind == "decimal":
        return forms.DecimalField(min_value=setting.minimum, max_value=setting.maximum, **common)
    if setting.kind == "choice":
        return forms.ChoiceField(choices=setting.choices, **common)
    validators = [_sentence(setting)] if setting.check else []
    return forms.CharField(max_length=200, validators=validators, **common)


def _sentence(setting: Setting) -> Any:
    def validate(value: Any) -> None:
        try:
            setting.check and setting.check(value)
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem

    return validate


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value
