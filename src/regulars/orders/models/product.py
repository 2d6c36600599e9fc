from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.core import clock
from regulars.orders.querysets import ProductQuerySet


class Category(models.Model):
    """品类."""

    name = models.CharField(_("Category"), max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """What is sold."""

    code = models.CharField(_("Product code"), max_length=80, unique=True)
    name = models.CharField(pgettext_lazy("product", "Name"), max_length=300, blank=True)
    named_at = models.DateTimeField(null=True, editable=False)  # the order date the name was taken from
    category = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="products", verbose_name=_("Category")
    )
    unit = models.CharField(_("Unit"), max_length=20, blank=True)
    price = models.DecimalField(_("Price"), max_digits=14, decimal_places=4, null=True, blank=True)
    cost = models.DecimalField(_("Cost"), max_digits=14, decimal_places=4, null=True, blank=True)
    repurchase_days = models.PositiveSmallIntegerField(_("Usually lasts days"), null=True, blank=True)
    brand = models.CharField(_("Brand"), max_length=120, blank=True)
    attributes = models.JSONField(
        _("Marks"), default=dict, blank=True
    )  # colour, size …: what tastes are learnt from
    benefit = models.CharField(_("What it does better"), max_length=300, blank=True)
    is_repeatable = models.BooleanField(_("Bought again"), null=True, blank=True)  # None: learnt from orders
    goes_with = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="goes_to", verbose_name=_("Goes with it")
    )
    is_service = models.BooleanField(_("Service"), default=False)
    is_active = models.BooleanField(_("On sale"), default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    import_id = models.BigIntegerField(null=True, editable=False)

    objects = ProductQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name or self.code

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("orders:product", args=[self.pk])
