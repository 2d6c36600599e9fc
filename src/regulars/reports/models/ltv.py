from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.core import clock
from regulars.customers.querysets import OfCustomerQuerySet


class Basis(models.TextChoices):
    REVENUE = "revenue", _("Revenue")
    PROFIT = "profit", _("Profit")


class LtvTemplate(models.Model):
    """The components a lifetime value is made of in one trade: [{label, kind, quantity, amount, optional}]."""

    name = models.CharField(_("Name of the template"), max_length=80, unique=True)
    basis = models.CharField(_("The amounts are"), max_length=7, choices=Basis.choices, default=Basis.REVENUE)
    components = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class LtvCalculation(models.Model):
    """A sum somebody kept for a customer, with the components as they were."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="ltv_calculations")
    template_name = models.CharField(max_length=80)
    basis = models.CharField(max_length=7, choices=Basis.choices)
    components = models.JSONField(default=list)
    total = models.DecimalField(max_digits=18, decimal_places=2)
    calculated_on = models.DateField()
    made_at = models.DateTimeField(default=clock.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.template_name} {self.total}"
