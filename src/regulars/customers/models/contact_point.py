from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.customers.choices import PointKind
from regulars.customers.querysets import OfCustomerQuerySet


class ContactPoint(models.Model):
    """One phone, mailbox or WeChat id. ``value`` is exactly as given, ``normalised`` is what is compared."""

    customer = models.ForeignKey(
        "customers.Customer", models.CASCADE, related_name="contact_points", db_index=False
    )
    contact = models.ForeignKey(
        "customers.Contact", models.CASCADE, null=True, blank=True, related_name="contact_points"
    )
    kind = models.CharField(_("Kind"), max_length=8, choices=PointKind.choices)
    value = models.CharField(pgettext_lazy("contact point", "Value"), max_length=254)
    normalised = models.CharField(max_length=254, editable=False)
    label = models.CharField(_("Label"), max_length=40, blank=True)
    is_primary = models.BooleanField(default=False)
    verified_at = models.DateTimeField(null=True, blank=True)
    is_dead = models.BooleanField(_("Does not work any more"), default=False)

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "contact", "kind", "normalised"],
                nulls_distinct=False,
                name="contact_point_kept_once",
            ),
        ]
        indexes = [models.Index(fields=["kind", "normalised"], name="contact_point_by_value")]

    def __str__(self) -> str:
        return self.value
