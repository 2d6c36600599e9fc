from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.querysets import OfCustomerQuerySet


class Tag(models.Model):
    """A word given by hand. A segment is computed."""

    name = models.CharField(_("Tag"), max_length=40, unique=True)

    def __str__(self) -> str:
        return self.name


class CustomerTag(models.Model):
    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="customer_tags")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="customer_tags")

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "customer"], name="tag_given_once")]

    def __str__(self) -> str:
        return str(self.tag)
