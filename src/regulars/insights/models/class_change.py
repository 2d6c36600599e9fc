from django.db import models

from regulars.customers.querysets import OfCustomerQuerySet


class ClassChange(models.Model):
    """A customer moved from one class to another: stage, value class, status, risk level."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="class_changes")
    measure = models.CharField(max_length=40)
    old = models.CharField(max_length=30, blank=True)
    new = models.CharField(max_length=30, blank=True)
    changed_on = models.DateField()
    reason = models.JSONField(default=dict)
    is_override = models.BooleanField(default=False)
    run = models.ForeignKey("insights.ScoreRun", models.SET_NULL, null=True, related_name="changes")

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "measure", "changed_on"], name="class_changes_once_a_day"
            )
        ]
        indexes = [models.Index(fields=["measure", "changed_on"], name="class_change_by_day")]

    def __str__(self) -> str:
        return f"{self.measure}: {self.old} → {self.new}"
