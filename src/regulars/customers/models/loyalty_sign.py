from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.choices import SignKind, Source
from regulars.customers.querysets import OfCustomerQuerySet


class LoyaltySign(models.Model):
    """What staff heard that no order shows: another brand, an obstacle, how long they chose, what ties them to us."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="loyalty_signs")
    kind = models.CharField(_("What it is"), max_length=16, choices=SignKind.choices)
    brand = models.CharField(_("Brand"), max_length=120, blank=True)
    text = models.CharField(_("In words"), max_length=300, blank=True)
    days = models.PositiveSmallIntegerField(_("Days from first interest to order"), null=True, blank=True)
    amount = models.DecimalField(
        _("What leaving would cost them"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    happened_on = models.DateField(_("Happened on"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)
    source = models.CharField(_("Source"), max_length=16, choices=Source.choices, blank=True)
    noted_on = models.DateField(_("Noted on"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["customer", "-happened_on"], name="loyalty_sign_latest")]

    def __str__(self) -> str:
        return self.brand or self.text or str(self.get_kind_display())
