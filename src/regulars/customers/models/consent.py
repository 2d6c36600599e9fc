from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.choices import ConsentChannel, Purpose
from regulars.customers.querysets import OfCustomerQuerySet


class Consent(models.Model):
    """A yes or a no: purpose, channel, when, how obtained, the exact text. Lines are added, never changed."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="consents")
    purpose = models.CharField(_("Purpose"), max_length=10, choices=Purpose.choices)
    channel = models.CharField(_("Channel"), max_length=8, choices=ConsentChannel.choices)
    is_granted = models.BooleanField(_("Agreed"))
    given_at = models.DateTimeField(_("When"))
    how = models.CharField(_("How it was given"), max_length=200)
    text = models.TextField(_("Exact words"), blank=True)
    until = models.DateField(_("Valid until"), null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["customer", "purpose", "channel", "-given_at"], name="consent_latest")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.channel}: {self.is_granted}"
