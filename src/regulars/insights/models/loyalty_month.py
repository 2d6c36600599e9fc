from django.db import models

from regulars.customers.querysets import OfCustomerQuerySet


class LoyaltyMonth(models.Model):
    """How loyal and how active a customer was at the end of a month, or by the latest refresh in it."""

    customer = models.ForeignKey(
        "customers.Customer", models.CASCADE, related_name="loyalty_months", db_index=False
    )
    month = models.DateField()  # its first day
    score = models.SmallIntegerField(null=True)
    active_days = models.FloatField(default=0)  # a month
    categories = models.SmallIntegerField(default=0)

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "month"], name="loyalty_once_a_month")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.month:%Y-%m}: {self.score}"
