from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.core import clock
from regulars.customers.choices import Source
from regulars.customers.querysets import OfCustomerQuerySet


class WalletEstimate(models.Model):
    """What a customer is believed to spend a year in a category, whoever sells it: who says so, and when."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="wallet_estimates")
    category = models.ForeignKey(
        "orders.Category",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Category"),
        help_text=_("Empty: everything that we sell."),
    )
    yearly_total = models.DecimalField(
        _("Spends a year in it, everywhere"),
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(1)],
    )
    estimated_on = models.DateField(_("Estimated on"))
    source = models.CharField(_("Source"), max_length=16, choices=Source.choices)
    note = models.CharField(_("How we know"), max_length=200, blank=True)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-estimated_on", "-pk"]
        indexes = [models.Index(fields=["customer", "-estimated_on", "-id"], name="wallet_latest")]

    def __str__(self) -> str:
        return f"{self.estimated_on} {self.yearly_total}"
