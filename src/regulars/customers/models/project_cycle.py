from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.querysets import OfCustomerQuerySet


class ProjectCycle(models.Model):
    """项目周期: a project of the customer's, and when the next one is to be expected."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="project_cycles")
    name = models.CharField(_("Project"), max_length=200)
    stage = models.CharField(_("Stage"), max_length=80, blank=True)
    started_on = models.DateField(_("Started on"), null=True, blank=True)
    ends_on = models.DateField(_("Expected end"), null=True, blank=True)
    repurchase_on = models.DateField(_("Expected to buy again"), null=True, blank=True)
    remind_days = models.PositiveSmallIntegerField(_("Remind days before"), default=30)

    objects = OfCustomerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
