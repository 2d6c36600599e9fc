"""Forms about products and exchange rates."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.core.settings_declared import known_currency
from regulars.orders import amounts
from regulars.orders.models import Product
from regulars.ui.forms import DayInput


class RateForm(forms.Form):
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3)
    valid_from = forms.DateField(label=gettext_lazy("From"), widget=DayInput())
    rate = forms.DecimalField(
        label=gettext_lazy("One unit is worth"),
        max_digits=18,
        decimal_places=8,
        min_value=Decimal("0.00000001"),
    )

    def clean_currency(self) -> str:
        try:
            code = known_currency(self.cleaned_data["currency"])
        except ValueError:
            raise forms.ValidationError(_("Give the currency's three letters, like CNY or USD.")) from None
        if code == amounts.base_currency():
            raise forms.ValidationError(_("This is the firm's own currency."))
        return code


LONGEST_LASTING_DAYS = 3650


class ProductForm(forms.ModelForm):
    category = forms.CharField(label=gettext_lazy("Category"), max_length=120, required=False)

    class Meta:
        model = Product
        fields = [
            "code",
            "name",
            "category",
            "unit",
            "price",
            "cost",
            "repurchase_days",
            "is_service",
            "is_active",
        ]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["category"] = str(self.instance.category or "")
        self.fields["category"].widget.attrs["list"] = "categories"
        self.fields["cost"].help_text = _("What one costs you, in the firm's currency. Only managers see it.")
        self.fields["repurchase_days"].validators.append(MaxValueValidator(LONGEST_LASTING_DAYS))
        self.fields["repurchase_days"].help_text = _("After so many days a customer usually needs it again.")
        for name in ("price", "cost"):
            self.fields[name].min_value = 0  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """Written by editing_products, so that the category may be a word."""
        if "code" in self.cleaned_data:
            code = self.cleaned_data["code"]
            if Product.objects.filter(code=code).exclude(pk=self.instance.pk).exists():
                self.add_error("code", _("Another product has this code."))
