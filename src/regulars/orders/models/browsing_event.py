from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.querysets import OfCustomerQuerySet


class BrowsingEvent(models.Model):
    """A customer looked at a product."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="browsing")
    product = models.ForeignKey("orders.Product", models.CASCADE, related_name="browsing")
    happened_at = models.DateTimeField(_("When"))
    source = models.CharField(_("Where"), max_length=80, blank=True)

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["customer", "-happened_at"], name="browsing_latest")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.product_id}"
