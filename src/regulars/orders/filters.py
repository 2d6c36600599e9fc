"""What narrows the list of orders. It stands in the address, so that a list can be sent to a colleague."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.core import clock
from regulars.customers.models import Customer
from regulars.orders.choices import Channel, OrderKind, Outlet
from regulars.orders.models import Order, Product
from regulars.orders.querysets import OrderQuerySet
from regulars.ui.forms import DayInput

ALL = pgettext_lazy("orders filter", "All")
STATES = (
    ("", ALL),
    ("open", _("Open on credit")),
    ("overdue", _("Overdue")),
    ("late", _("Delivered late")),
    ("no_rate", _("Without exchange rate")),
)


class OrderFilter(forms.Form):
    """Every field may stay empty. What cannot be read counts as empty."""

    since = forms.DateField(label=pgettext_lazy("period", "From"), widget=DayInput(), required=False)
    until = forms.DateField(label=pgettext_lazy("period", "Until"), widget=DayInput(), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", ALL), *OrderKind.choices], required=False)
    channel = forms.ChoiceField(label=_("Channel"), choices=[("", ALL), *Channel.choices], required=False)
    outlet = forms.ChoiceField(label=_("Outlet"), choices=[("", ALL), *Outlet.choices], required=False)
    state = forms.ChoiceField(
        label=pgettext_lazy("orders filter", "Payment and delivery"), choices=STATES, required=False
    )
    customer = forms.ModelChoiceField(Customer.objects.none(), required=False, widget=forms.HiddenInput)
    product = forms.ModelChoiceField(Product.objects.all(), required=False, widget=forms.HiddenInput)

    def __init__(self, user: Any, data: Any) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.fields["customer"].queryset = Customer.objects.visible_to(user)  # type: ignore[attr-defined]
        self.user = user
        self.is_valid()

    @property
    def values(self) -> dict[str, Any]:
        return self.cleaned_data

    @property
    def is_narrowed(self) -> bool:
        return any(self.values.values())

    @property
    def nothing_matches(self) -> bool:
        """A customer or product that is named but not to be seen: nothing, rather than everything."""
        return bool({"customer", "product"} & set(self.errors))

    def apply(self) -> OrderQuerySet:
        values = self.values
        orders: OrderQuerySet = Order.objects.visible_to(self.user)
        if self.nothing_matches:
            return orders.none()
        orders = orders.in_period(values.get("since"), values.get("until"))
        for name in ("kind", "channel", "outlet", "customer"):
            if values.get(name):
                orders = orders.filter(**{name: values[name]})
        if values.get("product"):
            orders = orders.with_product(values["product"])
        return self._in_state(orders, values.get("state", ""))

    @staticmethod
    def _in_state(orders: OrderQuerySet, state: str) -> OrderQuerySet:
        if state == "open":
            return orders.open_on_credit()
        if state == "overdue":
            return orders.overdue(clock.today())
        if state == "late":
            return orders.delivered_late(clock.today())
        return orders.filter(amount_base=None) if state == "no_rate" else orders
