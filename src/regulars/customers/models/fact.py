from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.choices import Source
from regulars.customers.querysets import OfCustomerQuerySet


class Fact(models.Model):
    """What was learnt about a customer: value, source, day, collector, and what it was before."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="facts", db_index=False)
    field = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    previous = models.JSONField(null=True)
    source = models.CharField(_("Source"), max_length=16, choices=Source.choices, blank=True)
    collected_on = models.DateField(_("Collected on"))
    collected_by = models.CharField(_("Collected by"), max_length=80, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    import_id = models.BigIntegerField(null=True)

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["customer", "field", "-id"], name="fact_latest")]

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"
