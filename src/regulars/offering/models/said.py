from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.querysets import OfCustomerQuerySet
from regulars.offering.choices import Stance


class NotWanted(models.Model):
    """A product that this customer is not to be offered, and why."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="not_wanted")
    product = models.ForeignKey("orders.Product", models.CASCADE, related_name="+")
    reason = models.CharField(_("Why"), max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "product"], name="not_wanted_said_once")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.product_id}"


class TasteSet(models.Model):
    """What somebody on the staff knows of a customer's taste: it goes before what is learnt."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="tastes_set")
    aspect = models.CharField(_("What"), max_length=60)
    value = models.CharField(_("Which"), max_length=120)
    stance = models.CharField(_("Likes or not"), max_length=8, choices=Stance.choices, default=Stance.LIKES)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "aspect", "value"], name="taste_set_once"),
        ]

    def __str__(self) -> str:
        return f"{self.aspect}: {self.value}"
