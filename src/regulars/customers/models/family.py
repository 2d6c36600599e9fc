from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.models.birthday import RecurringDay
from regulars.customers.querysets import OfCustomerQuerySet


class FamilyEvent(RecurringDay):
    """A member of the family or a day in its life: 配偶, 子女, 结婚纪念日, 乔迁 …"""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="family")
    relation = models.CharField(_("Relation or event"), max_length=40)
    name = models.CharField(_("Name"), max_length=80, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    is_yearly = models.BooleanField(_("Comes back every year"), default=True)

    objects = OfCustomerQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.relation} {self.name}".strip()
