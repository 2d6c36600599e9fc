from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.core import clock
from regulars.costs.choices import CostKind, CostSource
from regulars.customers.querysets import OfCustomerQuerySet


class CareCost(models.Model):
    """One line of what a customer cost, in the firm's currency. Lines are added, never changed: what was a
    mistake is taken back by a line of the opposite amount."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="care_costs")
    kind = models.CharField(_("Kind"), max_length=8, choices=CostKind.choices)
    amount = models.DecimalField(_("Amount"), max_digits=14, decimal_places=2)
    minutes = models.PositiveIntegerField(_("Minutes"), null=True, blank=True)
    spent_on = models.DateField(pgettext_lazy("cost", "Day"))
    source = models.CharField(max_length=8, choices=CostSource.choices, default=CostSource.HAND)
    note = models.CharField(pgettext_lazy("cost", "What it was for"), max_length=200, blank=True)
    reference = models.CharField(max_length=120)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    import_id = models.BigIntegerField(null=True, editable=False)

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reference"], name="care_cost_recorded_once")]
        indexes = [
            models.Index(fields=["customer", "-spent_on"], name="care_cost_latest"),
            models.Index(fields=["spent_on"], name="care_cost_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"
