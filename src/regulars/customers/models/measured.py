from typing import TYPE_CHECKING, Any

from django.db import models


class CustomerMeasures(models.Model):
    """One row of measures per customer. Its columns come from the register; it is rebuilt, not migrated."""

    customer = models.OneToOneField(
        "customers.Customer",
        models.DO_NOTHING,
        primary_key=True,
        related_name="measures",
        db_constraint=False,
    )
    as_of = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "customer_measures"

    if TYPE_CHECKING:

        def __getattr__(self, measure: str) -> Any:
            """A column for every measure that some module declared."""

    def __str__(self) -> str:
        return f"{self.customer_id} {self.as_of}"
