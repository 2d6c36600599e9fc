from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.querysets import OfCustomerQuerySet
from regulars.orders.choices import PaymentMethod


class Payment(models.Model):
    """Money in for an order, or out again (negative: a refund)."""

    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="payments")
    order = models.ForeignKey("orders.Order", models.SET_NULL, null=True, blank=True, related_name="payments")
    paid_at = models.DateTimeField(_("Paid at"))
    amount = models.DecimalField(_("Amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("Currency"), max_length=3)
    method = models.CharField(_("Method"), max_length=10, choices=PaymentMethod.choices, blank=True)
    reference = models.CharField(_("Payment number"), max_length=120, blank=True)
    import_id = models.BigIntegerField(null=True, editable=False)

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], condition=~models.Q(reference=""), name="payment_recorded_once"
            )
        ]
        indexes = [models.Index(fields=["customer", "-paid_at"], name="payment_latest")]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
