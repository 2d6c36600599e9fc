from typing import ClassVar

from django.db import models


class CustomerGroups(models.Model):
    """The customer types one computation found: centres, sizes, names. Empty groups: not enough customers."""

    as_of = models.DateField(unique=True)
    customers = models.IntegerField()
    groups = models.JSONField(default=dict)
    is_named_anew = models.BooleanField(default=False)  # the next computation names by the rule again

    class Meta:
        ordering: ClassVar[list[str]] = ["-as_of"]

    def __str__(self) -> str:
        return str(self.as_of)
