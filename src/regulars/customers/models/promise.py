from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.choices import PromiseStatus
from regulars.customers.querysets import OfCustomerQuerySet


class PromiseQuerySet(OfCustomerQuerySet):
    def open(self) -> "PromiseQuerySet":
        return self.filter(status=PromiseStatus.OPEN, customer__deleted_at=None)


class Promise(models.Model):
    """What we said we would do, for whom, until when."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="promises")
    interaction = models.ForeignKey(
        "customers.Interaction", models.SET_NULL, null=True, blank=True, related_name="promises"
    )
    text = models.CharField(_("What we promised"), max_length=300)
    made_on = models.DateField(_("Promised on"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="promises"
    )
    due_on = models.DateField(_("Due on"))
    status = models.CharField(
        _("Status"), max_length=6, choices=PromiseStatus.choices, default=PromiseStatus.OPEN
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("How it ended"), max_length=300, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["customer", "-id"], name="promise_latest"),
            models.Index(fields=["due_on"], condition=models.Q(status="open"), name="promise_due"),
        ]

    def __str__(self) -> str:
        return self.text
