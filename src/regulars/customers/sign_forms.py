"""Forms of what speaks of loyalty: other brands, obstacles, time taken to choose, what ties a customer to us."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.core import clock
from regulars.customers.choices import OBSTACLES, OTHER_BRANDS, TIES, SignKind
from regulars.customers.models import LoyaltySign
from regulars.customers.record_forms import RecordForm
from regulars.ui.forms import Choice, DayInput


class SignForm(RecordForm):
    """``kinds`` are those this form is about; with one of them nothing is asked."""

    kinds: tuple[SignKind, ...] = ()

    def prepare(self) -> None:
        if self.is_new:
            self.initial.update(kind=self.kinds[0].value, happened_on=clock.today())
        if "kind" in self.fields:
            offered: Any = self.fields["kind"]
            offered.choices = [(kind.value, kind.label) for kind in self.kinds]
        else:
            self.instance.kind = self.kinds[0]

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class BrandForm(SignForm):
    kinds = OTHER_BRANDS

    class Meta:
        model = LoyaltySign
        fields = ("kind", "brand", "text", "happened_on", "source")
        widgets = {"kind": Choice, "happened_on": DayInput()}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("kind") != SignKind.NO_OTHER and not values.get("brand"):
            self.add_error("brand", _("Say which brand."))
        return values


class ObstacleForm(SignForm):
    kinds = OBSTACLES

    class Meta:
        model = LoyaltySign
        fields = ("kind", "text", "happened_on", "ends_on", "source")
        widgets = {"kind": Choice, "happened_on": DayInput(), "ends_on": DayInput()}
        labels = {"ends_on": _("Out of the way since")}

    def clean_text(self) -> str:
        return _said(self.cleaned_data["text"])


class ChoosingForm(SignForm):
    kinds = (SignKind.CHOOSING,)
    days = forms.IntegerField(label=_("Days from first interest to order"), min_value=0, max_value=3650)

    class Meta:
        model = LoyaltySign
        fields = ("days", "text", "happened_on", "source")
        widgets = {"happened_on": DayInput()}
        labels = {"happened_on": _("Ordered on")}


class TieForm(SignForm):
    kinds = TIES
    amount = forms.DecimalField(
        label=_("What leaving would cost them"), min_value=0, max_digits=14, decimal_places=2
    )

    class Meta:
        model = LoyaltySign
        fields = ("kind", "text", "amount", "happened_on", "ends_on", "source")
        widgets = {"kind": Choice, "happened_on": DayInput(), "ends_on": DayInput()}
        labels = {"happened_on": _("From")}

    def clean_text(self) -> str:
        return _said(self.cleaned_data["text"])


def _said(text: str) -> str:
    if not text:
        raise forms.ValidationError(_("Say it in a few words."))
    return text
