"""Forms about orders: the order with its lines, goods brought back, payments, delivery."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core import signing
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regulars.core import clock
from regulars.core.settings_declared import known_currency
from regulars.customers.models import Contact, Customer
from regulars.orders.choices import Outlet, PaymentMethod
from regulars.orders.models import Order, Product
from regulars.orders.ordering import LineGiven
from regulars.ui.forms import DayInput

SALT = "order"
CHANNEL_OF = {"webshop": "online", "store": "offline", "phone": "offline", "rep": "offline"}
EMPTY_ROWS, MOST_LINES = 4, 200


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A day and a time as the firm's clock shows them."""

    widget = MomentInput

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(clock.zone()):
            return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(clock.zone()):
            return super().prepare_value(value)

    def clean(self, value: Any) -> Any:
        moment = super().clean(value)
        if moment and moment > clock.end_of(clock.today()):
            raise forms.ValidationError(_("This day has not come yet."))
        return moment


def opened_of(order: Order) -> str:
    """What a form carries to tell whether the order was changed since its page was opened."""
    return signing.dumps(order.changed_at.isoformat(), salt=f"{SALT}:{order.pk}")


def moment_opened(order: Order, text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(signing.loads(text, salt=f"{SALT}:{order.pk}"))
    except signing.BadSignature:
        return None


class OrderForm(forms.ModelForm):
    """Everything about an order but its lines."""

    ordered_at = MomentField(label=gettext_lazy("Ordered at"))
    payment = forms.ChoiceField(
        label=pgettext_lazy("order", "Payment"),
        choices=(
            ("now", gettext_lazy("Paid now")),
            ("credit", gettext_lazy("On credit")),
            ("later", gettext_lazy("Paid before delivery, not yet")),
        ),
        initial="now",
    )
    method = forms.ChoiceField(
        label=gettext_lazy("Paid with"), choices=[("", "–"), *PaymentMethod.choices], required=False
    )

    class Meta:
        model = Order
        fields = ["reference", "ordered_at", "contact", "outlet", "store", "currency", "payment", "method", "due_on",
                  "discount", "tax", "promised_on", "delivered_on", "remark"]  # fmt: skip
        widgets = {"due_on": DayInput(), "promised_on": DayInput(), "delivered_on": DayInput()}

    def __init__(self, customer: Customer, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.customer = customer
        contacts = Contact.objects.filter(customer=customer)
        self.fields["contact"].queryset = contacts  # type: ignore[attr-defined]
        self.fields["contact"].empty_label = "–"  # type: ignore[attr-defined]
        self.fields["outlet"].choices = [("", "–"), *Outlet.choices]  # type: ignore[attr-defined]
        if not contacts.exists():
            del self.fields["contact"]
        self.fields["discount"].required = False
        self.fields["discount"].min_value = Decimal(0)  # type: ignore[attr-defined]
        self.fields["due_on"].help_text = _("Empty: by the payment term.")
        self.fields["tax"].help_text = _("Amounts are as paid, tax included.")
        if self.instance.pk:
            for name in ("reference", "currency", "payment", "method"):
                del self.fields[name]
            self.fields["on_credit"] = forms.BooleanField(
                label=_("On credit"), required=False, initial=self.instance.on_credit
            )

    def clean_currency(self) -> str:
        try:
            return known_currency(self.cleaned_data["currency"])
        except ValueError:
            raise forms.ValidationError(_("Give the currency's three letters, like CNY or USD.")) from None

    def clean_discount(self) -> Decimal:
        discount = self.cleaned_data["discount"] or Decimal(0)
        if discount < 0:
            raise forms.ValidationError(_("A discount is taken away, so it is not negative."))
        return discount

    def clean_reference(self) -> str:
        return self.cleaned_data["reference"].strip()

    def _post_clean(self) -> None:
        """The order is written by ordering, not by this form; whether its number is taken is decided there."""

    def details(self) -> dict[str, Any]:
        values = self.cleaned_data
        kept = {
            name: values[name]
            for name in values
            if name not in ("reference", "currency", "payment", "method")
        }
        kept.setdefault("on_credit", values.get("payment") == "credit")
        return kept | {"channel": CHANNEL_OF.get(values["outlet"], self.instance.channel)}


class LineForm(forms.Form):
    product = forms.CharField(
        label=gettext_lazy("Product"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    quantity = forms.DecimalField(
        label=gettext_lazy("Quantity"), max_digits=14, decimal_places=4, required=False
    )
    unit_price = forms.DecimalField(
        label=gettext_lazy("Unit price"), max_digits=14, decimal_places=4, min_value=0, required=False
    )
    discount = forms.DecimalField(
        label=gettext_lazy("Discount"), max_digits=14, decimal_places=2, min_value=0, required=False
    )

    def clean_product(self) -> Product | None:
        text = self.cleaned_data["product"].strip()
        return find_product(text) if text else None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        product = values.get("product")
        if self.errors or not self.has_changed():
            return values
        if product is None:
            self.add_error("product", _("Which product?"))
        elif values.get("quantity") is None:
            values["quantity"] = Decimal(1)
        elif values["quantity"] <= 0:
            self.add_error(
                "quantity", _("Goods that come back are recorded on the order they were bought with.")
            )
        if product and values.get("unit_price") is None:
            if product.price is None:
                self.add_error("unit_price", _("This product has no price yet. Give one."))
            values["unit_price"] = product.price
        return values

    def line(self) -> LineGiven | None:
        values = self.cleaned_data
        if not values.get("product"):
            return None
        discount = values.get("discount") or Decimal(0)
        return LineGiven(values["product"], values["quantity"], values["unit_price"], discount)


def find_product(text: str) -> Product:
    """By code, by its whole name, or by the only one alike. What the list offers reads “code · name”."""
    code = text.partition(" · ")[0].strip()
    exact = Product.objects.filter(code=code).first() or Product.objects.filter(code=text).first()
    if exact:
        return exact
    named = list(Product.objects.filter(name__iexact=text)[:2]) or list(
        Product.objects.on_sale().named_like(text)[:6]
    )
    if len(named) == 1:
        return named[0]
    if not named:
        raise forms.ValidationError(_("No product has this code or name."))
    offered = _(", ").join(label_of(product) for product in named[:5])
    raise forms.ValidationError(
        _("Several products are alike: {products}. Give the code.").format(products=offered)
    )


def label_of(product: Product) -> str:
    return f"{product.code} · {product.name}" if product.name else product.code


class Lines(forms.BaseFormSet):
    """The lines of an order; empty rows do not count."""

    def given(self) -> list[LineGiven]:
        return [line for form in self.forms if (line := form.line())]


LinesFormSet = forms.formset_factory(
    LineForm, formset=Lines, extra=EMPTY_ROWS, max_num=MOST_LINES, absolute_max=MOST_LINES
)


class ReturnForm(forms.Form):
    """How many of each line come back; one field per line that has some left."""

    ordered_at = MomentField(label=gettext_lazy("Brought back at"))
    remark = forms.CharField(label=pgettext_lazy("return", "Why"), max_length=300, required=False)
    refund = forms.BooleanField(label=gettext_lazy("The money was paid back"), required=False)
    method = forms.ChoiceField(
        label=gettext_lazy("Paid back with"), choices=[("", "–"), *PaymentMethod.choices], required=False
    )

    def __init__(self, bought: Any, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.bought = bought
        for each in bought:
            if each.left > 0:
                self.fields[f"line{each.line.position}"] = _coming_back(each)

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"bought": each, "field": self[f"line{each.line.position}"] if each.left > 0 else None}
            for each in self.bought
        ]

    def quantities(self) -> dict[int, Decimal]:
        return {
            int(name.removeprefix("line")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("line") and value
        }


def _coming_back(each: Any) -> forms.DecimalField:
    most = f"{each.left.normalize():f}"
    too_many = MaxValueValidator(each.left, _("At most {quantity} can come back.").format(quantity=most))
    return forms.DecimalField(
        label=each.line.description or each.line.product,
        max_digits=14,
        decimal_places=4,
        min_value=0,
        validators=[too_many],
        widget=forms.NumberInput(attrs={"max": most}),
        required=False,
    )


class PaymentForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=(("payment", gettext_lazy("Payment")), ("refund", gettext_lazy("Refund"))),
    )
    amount = forms.DecimalField(
        label=gettext_lazy("Amount"), max_digits=14, decimal_places=2, min_value=Decimal("0.01")
    )
    paid_at = MomentField(label=gettext_lazy("Paid at"))
    method = forms.ChoiceField(
        label=gettext_lazy("Method"), choices=[("", "–"), *PaymentMethod.choices], required=False
    )
    reference = forms.CharField(label=gettext_lazy("Payment number"), max_length=120, required=False)


class DeliveryForm(forms.Form):
    delivered_on = forms.DateField(label=gettext_lazy("Delivered on"), widget=DayInput(), required=False)

    def clean_delivered_on(self) -> Any:
        day = self.cleaned_data["delivered_on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("This day has not come yet."))
        return day
