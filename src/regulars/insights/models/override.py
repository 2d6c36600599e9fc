from django.conf import settings
from django.db import models

from regulars.customers.querysets import OfCustomerQuerySet


class Override(models.Model):
    """A person's word against the computed class, with a reason, until it is taken back."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="overrides")
    measure = models.CharField(max_length=40)
    value = models.CharField(max_length=30)
    computed = models.CharField(max_length=30, blank=True)  # what the figures say meanwhile
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "measure"],
                condition=models.Q(ended_at=None),
                name="one_override_in_force",
            )
        ]

    @property
    def shown(self) -> str:
        """The value in words."""
        from regulars.customers import measures

        measure = measures.find(self.measure)
        return str(measure.label_of(self.value)) if measure else self.value

    def __str__(self) -> str:
        return f"{self.measure} = {self.value}"
