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


AGAIN = (("", gettext_lazy("Learnt from orders")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))
MOST_MARKS = 12


class ProductForm(forms.ModelForm):
    category = forms.CharField(label=gettext_lazy("Category"), max_length=120, required=False)
    is_repeatable = forms.TypedChoiceField(
        label=gettext_lazy("Bought again"),
        choices=AGAIN,
        coerce={"yes": True, "no": False}.get,
        empty_value=None,
        required=False,
        help_text=gettext_lazy("What nobody buys twice is not offered to who has it."),
    )
    attributes = forms.CharField(
        label=gettext_lazy("Marks"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("What tastes differ by, like: colour: blue; size: L"),
    )
    goes_with = forms.CharField(
        label=gettext_lazy("Goes with it"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Codes of accessories, parts and services, with commas between them."),
    )

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
            "brand",
            "attributes",
            "benefit",
            "is_repeatable",
            "goes_with",
            "is_service",
            "is_active",
        ]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["category"] = str(self.instance.category or "")
        self._read_back()
        self.fields["category"].widget.attrs["list"] = "categories"
        self.fields["cost"].help_text = _("What one costs you, in the firm's currency. Only managers see it.")
        self.fields["repurchase_days"].validators.append(MaxValueValidator(LONGEST_LASTING_DAYS))
        self.fields["repurchase_days"].help_text = _("After so many days a customer usually needs it again.")
        for name in ("price", "cost"):
            self.fields[name].min_value = 0  # type: ignore[attr-defined]

    def clean_attributes(self) -> dict[str, str]:
        pairs = [
            part.partition(":") for part in self.cleaned_data["attributes"].replace("：", ":").split(";")
        ]
        told = {name.strip()[:60]: value.strip()[:120] for name, _sign, value in pairs if name.strip()}
        if not all(told.values()) or len(told) > MOST_MARKS:
            raise forms.ValidationError(_("Write a mark as name and value, like: colour: blue; size: L"))
        return told

    def clean_goes_with(self) -> list[Product]:
        codes = self.cleaned_data["goes_with"].replace("，", ",").split(",")
        asked = [code.strip() for code in codes if code.strip()]
        found = {product.code: product for product in Product.objects.filter(code__in=asked)}
        missing = [code for code in asked if code not in found]
        if missing:
            raise forms.ValidationError(
                _("There is no product with the code {code}.").format(code=missing[0])
            )
        return [found[code] for code in dict.fromkeys(asked)]

    def _read_back(self) -> None:
        """What is stored otherwise than it is typed."""
        product = self.instance
        self.initial["is_repeatable"] = {True: "yes", False: "no"}.get(product.is_repeatable, "")
        self.initial["attributes"] = "; ".join(
            f"{name}: {value}" for name, value in product.attributes.items()
        )
        linked = product.goes_with.order_by("code") if product.pk else ()
        self.initial["goes_with"] = ", ".join(each.code for each in linked)

    def _post_clean(self) -> None:
        """Written by editing_products, so that the category may be a word."""
        if "code" in self.cleaned_data:
            code = self.cleaned_data["code"]
            if Product.objects.filter(code=code).exclude(pk=self.instance.pk).exists():
                self.add_error("code", _("Another product has this code."))
