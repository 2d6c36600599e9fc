"""Forms about offers: why something is not wanted, a preference, a new product."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.offering.choices import Stance
from regulars.orders.models import Category, Product
from regulars.ui.forms import Choice


class NotWantedForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)


class TasteForm(forms.Form):
    """``aspect`` and ``value`` in the words that products carry, or new ones."""

    aspect = forms.CharField(label=_("What"), max_length=60, help_text=_("category, brand, colour, size …"))
    value = forms.CharField(label=_("Which"), max_length=120)
    stance = forms.ChoiceField(
        label=_("Likes or not"), choices=Stance.choices, initial=Stance.LIKES, widget=Choice
    )

    def clean_aspect(self) -> str:
        return _told(self.cleaned_data["aspect"])

    def clean_value(self) -> str:
        return str(self.cleaned_data["value"]).strip()


class LaunchForm(forms.Form):
    """A product there is, or what is known of one to come. Every field may stay empty."""

    product = forms.ModelChoiceField(
        Product.objects.order_by("code"), required=False, label=_("Product"), empty_label="–"
    )
    category = forms.ModelChoiceField(
        Category.objects.order_by("name"), required=False, label=_("Category"), empty_label="–"
    )
    grade = forms.ChoiceField(label=_("Price grade"), required=False)
    marks = forms.CharField(
        label=_("Brand or marks"),
        max_length=120,
        required=False,
        help_text=_("what customers of it would like"),
    )
    words = forms.CharField(
        label=_("Words in needs"), max_length=120, required=False, help_text=_("as customers say it")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        from regulars.offering.profile import value_label

        grades = [(code, value_label("grade", code)) for code in ("low", "middle", "high")]
        self.fields["grade"].choices = [("", "–"), *grades]  # type: ignore[attr-defined]

    @property
    def is_asked(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())


def _told(aspect: str) -> str:
    """The codes of the aspects that every shop has, from their words in the reader's language."""
    from regulars.offering.profile import BRAND, CATEGORY, GRADE, aspect_label

    text = aspect.strip()
    for code in (CATEGORY, BRAND, GRADE):
        if text.casefold() in (code, aspect_label(code).casefold()):
            return code
    return text
