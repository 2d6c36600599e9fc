from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.choices import NeedKind, NeedStatus, Source
from regulars.customers.querysets import OfCustomerQuerySet


class Need(models.Model):
    """What the customer wants or likes."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="needs")
    kind = models.CharField(_("Kind"), max_length=16, choices=NeedKind.choices, default=NeedKind.NEED)
    text = models.CharField(_("Text"), max_length=300)
    category = models.CharField(_("Product category"), max_length=120, blank=True)
    strength = models.PositiveSmallIntegerField(_("Strength, 1 to 5"), default=3)
    source = models.CharField(_("Source"), max_length=16, choices=Source.choices, blank=True)
    noted_on = models.DateField(_("Noted on"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    status = models.CharField(
        _("Status"), max_length=12, choices=NeedStatus.choices, default=NeedStatus.UNMET
    )
    status_changed_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(_("Due on"), null=True, blank=True)

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["customer", "-id"], name="need_latest"),
            models.Index(fields=["-noted_on"], name="need_newest"),
        ]

    def __str__(self) -> str:
        return self.text
