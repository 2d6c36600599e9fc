from typing import ClassVar

from django.db import models

from regulars.customers.querysets import OfCustomerQuerySet


class StandingDay(models.Model):
    """A day of which we kept how every buyer stood; the last refresh of a month keeps its day."""

    as_of = models.DateField(unique=True)
    is_afterwards = models.BooleanField(default=False)  # worked out later, from the orders known by then
    customers = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["-as_of"]

    def __str__(self) -> str:
        return self.as_of.isoformat()


class Standing(models.Model):
    """How one buyer stood on a kept day."""

    day = models.ForeignKey(StandingDay, models.CASCADE, related_name="standings")
    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="standings")
    value_class = models.CharField(max_length=10, blank=True)
    stage = models.CharField(max_length=20, blank=True)
    tenure_days = models.PositiveIntegerField()
    profit_12m = models.DecimalField(max_digits=18, decimal_places=2)

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "customer"], name="standing_once_a_day")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.value_class}"


class WorthFigures(models.Model):
    """Figures behind the pages about value that only a refresh can find; the newest ones count."""

    run = models.OneToOneField("insights.ScoreRun", models.CASCADE, related_name="+")
    as_of = models.DateField()
    figures = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["-run_id"]

    def __str__(self) -> str:
        return self.as_of.isoformat()
