from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.choices import PurchaseRole
from regulars.customers.models.birthday import RecurringDay
from regulars.customers.querysets import OfCustomerQuerySet


class Contact(RecurringDay):
    """A named person at a firm, of any rank."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="contacts")
    name = models.CharField(_("Name"), max_length=120)
    salutation = models.CharField(_("Form of address"), max_length=60, blank=True)
    position = models.CharField(_("Position"), max_length=120, blank=True)
    department = models.CharField(_("Department"), max_length=120, blank=True)
    role = models.CharField(_("Role in buying"), max_length=12, choices=PurchaseRole.choices, blank=True)
    relation_strength = models.PositiveSmallIntegerField(
        _("Relation"), default=0, help_text=_("0 not established, 5 very close")
    )
    remark = models.CharField(_("Remark"), max_length=300, blank=True)
    left_on = models.DateField(_("Left the firm on"), null=True, blank=True)

    objects = OfCustomerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
