"""What a customer spends in a category: a person's estimate, with its source and day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.core import clock
from regulars.orders.models import Category
from regulars.reports.models import WalletEstimate
from regulars.ui.forms import DayInput, plausible_day


class WalletForm(forms.ModelForm):
    class Meta:
        model = WalletEstimate
        fields = ("category", "yearly_total", "estimated_on", "source", "note")
        widgets = {"estimated_on": DayInput()}

    def __init__(self, data: Any = None, *, instance: WalletEstimate) -> None:
        super().__init__(data, instance=instance, label_suffix="")
        category = self.fields["category"]
        assert isinstance(category, forms.ModelChoiceField)
        category.queryset = Category.objects.order_by("name")
        category.empty_label = str(_("Everything that we sell"))
        self.fields["estimated_on"].validators.append(plausible_day)
        if not instance.pk:
            self.initial["estimated_on"] = clock.today()

    def clean_estimated_on(self) -> Any:
        day = self.cleaned_data["estimated_on"]
        if day > clock.today():
            raise forms.ValidationError(_("An estimate cannot be of a day to come."))
        return day
