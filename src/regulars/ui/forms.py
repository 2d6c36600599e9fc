"""How form fields are drawn."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.template.loader import get_template as get_page_template
from django.utils.translation import gettext as _

CLASSES = {"select": "form-select", "checkbox": "form-check-input", "radio": "form-check-input"}


FIRST_YEAR, LAST_YEAR = 1900, 2199


def plausible_day(day: date) -> None:
    """Of a day or a moment; what a slip of the hand makes of a year is asked for again."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(
            _("Choose a day between %(first)s and %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )


class Renderer(DjangoTemplates):
    """Fields in our own markup; the widgets inside are Django's."""

    form_template_name = "ui/fields/form.html"
    field_template_name = "ui/fields/field.html"
    formset_template_name = "ui/fields/formset.html"

    def get_template(self, template_name: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
        if template_name.startswith("ui/"):
            return get_page_template(template_name)
        return super().get_template(template_name)


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Choice(forms.RadioSelect):
    """A few words side by side, one of them chosen."""

    template_name = "ui/fields/choice.html"


def class_of(widget: forms.Widget) -> str:
    """The look of a widget: many ticks and radios look after themselves."""
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return ""
    if isinstance(widget, forms.Select):
        return CLASSES["select"]
    return CLASSES.get(getattr(widget, "input_type", ""), "form-control")


def is_tick(widget: forms.Widget) -> bool:
    return isinstance(widget, forms.CheckboxInput)


def is_group(widget: forms.Widget) -> bool:
    return isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


def is_marked(field: forms.BoundField) -> bool:
    """What has to be filled in is marked where other fields may stay empty."""
    typed = [each for each in field.form.fields.values() if not is_tick(each.widget)]
    return field.field.required and any(not each.required for each in typed)
