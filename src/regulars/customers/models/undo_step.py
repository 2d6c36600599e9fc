from typing import Any

from django.conf import settings
from django.db import models

from regulars.core import clock


class UndoStepQuerySet(models.QuerySet["UndoStep"]):
    def open_to(self, user: Any) -> "UndoStepQuerySet":
        """What this person did and may still take back."""
        return self.filter(made_by=user.pk, undone_at=None, expires_at__gt=clock.now())


class UndoStep(models.Model):
    """What something done to many customers changed, so that it can be taken back for a day."""

    kind = models.CharField(max_length=20)
    data = models.JSONField(default=dict)
    # Rows of customer id and whatever the kind needs to go back.
    rows = models.JSONField(default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    objects = UndoStepQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} {len(self.rows)}"
