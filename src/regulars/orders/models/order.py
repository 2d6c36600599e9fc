from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.core import clock
from regulars.customers.choices import Department
from regulars.orders.choices import Channel, OrderKind, Outlet
from regulars.orders.querysets import OrderQuerySet


class Order(models.Model):
    """A purchase, or goods brought back. Amounts as paid, tax included; returns are negative."""

    reference = models.CharField(_("Order number"), max_length=80)
    kind = models.CharField(_("Kind"), max_length=6, choices=OrderKind.choices, default=OrderKind.ORDER)
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="orders", verbose_name=_("Customer")
    )
    contact = models.ForeignKey(
        "customers.Contact",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("Contact"),
    )
    original = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="returns")
    ordered_at = models.DateTimeField(_("Ordered at"))
    ordered_on = models.DateField(_("Ordered on"))  # the firm's calendar day
    channel = models.CharField(_("Channel"), max_length=8, choices=Channel.choices, blank=True)
    outlet = models.CharField(_("Outlet"), max_length=8, choices=Outlet.choices, blank=True)
    store = models.CharField(_("Store"), max_length=80, blank=True)
    currency = models.CharField(_("Currency"), max_length=3)
    rate = models.DecimalField(max_digits=18, decimal_places=8, null=True)
    rate_on = models.DateField(null=True)
    discount = models.DecimalField(_("Discount"), max_digits=14, decimal_places=2, default=0)
    amount = models.DecimalField(_("Amount"), max_digits=14, decimal_places=2)
    tax = models.DecimalField(_("Tax included"), max_digits=14, decimal_places=2, null=True, blank=True)
    amount_base = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    cost_base = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    on_credit = models.BooleanField(_("On credit"), default=False)
    due_on = models.DateField(_("Payment due on"), null=True, blank=True)
    paid = models.DecimalField(_("Paid"), max_digits=14, decimal_places=2, default=0)
    promised_on = models.DateField(_("Delivery promised for"), null=True, blank=True)
    delivered_on = models.DateField(_("Delivered on"), null=True, blank=True)
    department = models.CharField(_("Department"), max_length=10, choices=Department.choices, blank=True)
    remark = models.CharField(_("Remark"), max_length=300, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    import_id = models.BigIntegerField(null=True, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    objects = OrderQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reference"], name="order_recorded_once")]
        indexes = [
            models.Index(fields=["customer", "-ordered_at"], name="order_latest"),
            models.Index(fields=["-ordered_at", "-id"], name="order_newest"),
            models.Index(fields=["changed_at"], name="order_changed"),
            models.Index(fields=["due_on"], condition=models.Q(on_credit=True), name="order_on_credit_due"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("orders:order", args=[self.pk])

    @property
    def is_return(self) -> bool:
        return self.kind == OrderKind.RETURN

    @property
    def open_amount(self) -> Decimal:
        """What is still to be paid, in the order's currency; negative where money goes back."""
        return self.amount - self.paid

    @property
    def margin(self) -> Decimal | None:
        known = self.amount_base is not None and self.cost_base is not None
        return self.amount_base - self.cost_base if known else None  # type: ignore[operator]

    @property
    def days_late(self) -> int | None:
        """Days past the promised delivery, up to today where it has not come; None where nothing was promised."""
        if self.promised_on is None:
            return None
        return ((self.delivered_on or clock.today()) - self.promised_on).days

    @property
    def is_overdue(self) -> bool:
        due = self.on_credit and self.due_on is not None and not self.is_return
        return due and self.due_on < clock.today() and self.paid < self.amount  # type: ignore[operator]


class OrderLine(models.Model):
    """One line of an order; its identity is its place within the order."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    product = models.ForeignKey(
        "orders.Product", models.PROTECT, null=True, blank=True, related_name="order_lines"
    )
    description = models.CharField(_("Description"), max_length=300, blank=True)
    quantity = models.DecimalField(_("Quantity"), max_digits=14, decimal_places=4)
    unit_price = models.DecimalField(_("Unit price"), max_digits=14, decimal_places=4)
    discount = models.DecimalField(_("Discount"), max_digits=14, decimal_places=2, default=0)
    amount = models.DecimalField(_("Amount"), max_digits=14, decimal_places=2)
    unit_cost = models.DecimalField(_("Unit cost"), max_digits=14, decimal_places=4, null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "position"], name="order_line_recorded_once")]
        indexes = [
            models.Index(fields=["order"], condition=~models.Q(discount=0), name="order_line_discounted")
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.position}"
